"""Dialects of JSON Schema, and values held against schemas."""
