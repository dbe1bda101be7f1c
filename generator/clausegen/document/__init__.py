"""Many files -> one tree with local references."""
