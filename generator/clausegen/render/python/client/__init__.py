"""The Python client: synchronous and asynchronous from the same templates."""
