"""A stateful mock of an HTTP API."""
