"""The server stub: an interface a tag, and an ASGI application without a framework."""
