"""A stateful mock of any document: what it does is derived from paths, schemas and words."""
