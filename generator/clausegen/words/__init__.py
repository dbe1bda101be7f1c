"""The vocabulary: one word a file, of x-contract or of plain OpenAPI.

A word's module holds how the word is written (a struct), its clause (a struct with what the check
needs), and WORD, which says where it may stand, what it states there, which names it uses, and what
readers and authors are told. The registry finds the modules by listing this folder. Beside the
words stand what they share (clause, places, word, naming, english, attribute, refusal) and what
walks a document with them (walk, collection, registry, vocabulary).
"""
