"""Where in an OpenAPI document references, schemas and operations may stand.

What this table does not name (examples, defaults, extensions, ...) is data, never looked into.
"""

from __future__ import annotations

from typing import Literal

import msgspec

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


class Place(msgspec.Struct, frozen=True):
    """The kind of node below a key: directly, in a list, or as the values of a mapping."""

    kind: str
    many: Literal["", "list", "map"] = ""


def _one(kind: str, *keys: str) -> dict[str, Place]:
    return {key: Place(kind) for key in keys}


def _list(kind: str, *keys: str) -> dict[str, Place]:
    return {key: Place(kind, "list") for key in keys}


def _map(kind: str, *keys: str) -> dict[str, Place]:
    return {key: Place(kind, "map") for key in keys}


SECTIONS = {
    "schema": "schemas",
    "response": "responses",
    "parameter": "parameters",
    "example": "examples",
    "requestBody": "requestBodies",
    "header": "headers",
    "securityScheme": "securitySchemes",
    "link": "links",
    "callback": "callbacks",
    "media": "mediaTypes",
}
"""Kinds that live in components, with their sections. References to other kinds are inlined."""


def sections(version: object) -> frozenset[str]:
    """The kinds that live in the components of a document of this version."""
    kinds = frozenset(SECTIONS)
    return kinds if str(version).startswith("3.2") else kinds - {"media"}


GRAMMAR: dict[str, dict[str, Place]] = {
    "document": {**_map("path", "paths", "webhooks"), **_one("components", "components")},
    "components": {
        **{section: Place(kind, "map") for kind, section in SECTIONS.items()},
        **_map("path", "pathItems"),
    },
    "path": {
        **_one("operation", *METHODS),
        **_map("operation", "additionalOperations"),
        **_list("parameter", "parameters"),
    },
    "operation": {
        **_list("parameter", "parameters"),
        **_one("requestBody", "requestBody"),
        **_map("response", "responses"),
        **_map("callback", "callbacks"),
    },
    "parameter": {
        **_one("schema", "schema"),
        **_map("media", "content"),
        **_map("example", "examples"),
    },
    "header": {
        **_one("schema", "schema"),
        **_map("media", "content"),
        **_map("example", "examples"),
    },
    "requestBody": _map("media", "content"),
    "response": {
        **_map("header", "headers"),
        **_map("media", "content"),
        **_map("link", "links"),
    },
    "media": {
        **_one("schema", "schema", "itemSchema"),
        **_map("example", "examples"),
        **_map("encoding", "encoding"),
        **_list("encoding", "prefixEncoding"),
        **_one("encoding", "itemEncoding"),
    },
    "encoding": {
        **_map("header", "headers"),
        **_map("encoding", "encoding"),
        **_list("encoding", "prefixEncoding"),
        **_one("encoding", "itemEncoding"),
    },
    "example": {},
    "securityScheme": {},
    "link": {},
    "callback": {"*": Place("path")},
    "schema": {
        **_map("schema", "properties", "patternProperties", "dependentSchemas"),
        **_map("schema", "$defs", "definitions"),
        **_list("schema", "allOf", "anyOf", "oneOf", "prefixItems"),
        **_one("schema", "items", "additionalProperties", "not", "if", "then", "else"),
        **_one("schema", "contains", "propertyNames", "contentSchema"),
        **_one("schema", "unevaluatedItems", "unevaluatedProperties", "additionalItems"),
    },
}
