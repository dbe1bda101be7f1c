"""Stories: calls in any order and by several actors, compared with what the words promise."""
