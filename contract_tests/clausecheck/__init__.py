"""The contract suite: a pytest plugin that gives every clause of a document a verdict."""
