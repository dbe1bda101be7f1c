"""The contract suite against lawful implementations: none may be blamed."""
