"""Reads an OpenAPI document into a frozen model and renders docs, stubs and clauses from it."""
