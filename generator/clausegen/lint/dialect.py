"""Schemas are read as JSON Schema 2020-12, whatever dialect they say that they are of."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

_KNOWN = ("https://json-schema.org/draft/2020-12/", "https://spec.openapis.org/oas/3.")
_HINT = "What other dialects say otherwise is not honoured."


def check(subject: Subject) -> Iterator[Problem]:
    said = [(subject.bundle.value.get("jsonSchemaDialect"), "/jsonSchemaDialect")]
    for schema in subject.schemas():
        node = subject.node(schema.pointer)
        if isinstance(node, dict) and "$schema" in node:
            said.append((node["$schema"], f"{schema.pointer}/$schema"))
    for dialect, at in said:
        if isinstance(dialect, str) and not dialect.startswith(_KNOWN):
            message = f"schemas of {dialect} are read as JSON Schema 2020-12"
            yield Problem("dialect", message, subject.api.place(at), _HINT)
