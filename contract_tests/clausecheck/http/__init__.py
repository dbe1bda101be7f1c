"""Requests on the wire, and what came back, as values."""
