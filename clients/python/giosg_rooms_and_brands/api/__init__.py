"""One module a tag."""
