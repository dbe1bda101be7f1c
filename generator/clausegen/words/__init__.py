"""The vocabulary and what it says: words, clauses, sentences."""
