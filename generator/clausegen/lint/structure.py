"""The document against the official schemas of OpenAPI, its schemas against JSON Schema's own.

Those of OpenAPI lie in `openapi/` as they are published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from clausegen.lint.subject import Subject
from clausegen.text.positions import escape
from clausegen.text.problems import Place, Problem

_LONGEST = 300
_BRANCHES = ("anyOf", "oneOf")


def check(subject: Subject) -> Iterator[Problem]:
    told = [each.where for each in subject.api.problems]
    for error in _validator(subject.api.openapi[:3]).iter_errors(subject.bundle.value):
        for message, path in _causes(error):
            where = subject.api.place("".join(f"/{escape(token)}" for token in path))
            if not any(_is_same(where, each) for each in told):
                yield Problem("structure", _short(message), where)


def _is_same(one: Place, other: Place) -> bool:
    """What could not be read is told already, by the rule `value` and its like."""
    if one.file != other.file:
        return False
    return f"{one.pointer}/".startswith(f"{other.pointer}/")


@cache
def _validator(version: str) -> Any:
    schema = json.loads(
        Path(__file__).with_name("openapi").joinpath(f"{version}.json").read_bytes()
    )
    if version == "3.0":
        return jsonschema_rs.Draft4Validator(schema)
    # The official schema leaves schemas open; whoever refers to it says what they are.
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "clausegen:openapi",
        "$ref": schema["$id"],
        "$defs": {
            "schema": {
                "$dynamicAnchor": "meta",
                "$ref": "https://json-schema.org/draft/2020-12/schema",
            }
        },
    }
    registry = jsonschema_rs.Registry([(schema["$id"], schema)])
    return jsonschema_rs.Draft202012Validator(whole, registry=registry)


def _causes(error: Any) -> Iterator[tuple[str, list[str | int]]]:
    """What to mend: of a value that fits no alternative, what is wrong in the likeliest."""
    context = getattr(error.kind, "context", None)
    if error.kind.name not in _BRANCHES or not context:
        yield error.message, list(error.instance_path)
        return
    meant = [each for each in context if each and not any(map(_is_of_another, each))] or context
    deepest = max(len(each.instance_path) for branch in meant for each in branch)
    best = [branch for branch in meant if any(len(e.instance_path) == deepest for e in branch)]
    if len(best) == 1:
        for each in best[0]:
            yield from _causes(each)
        return
    message = ", or ".join(dict.fromkeys(branch[0].message for branch in best))
    yield message, list(error.instance_path)


def _is_of_another(error: Any) -> bool:
    """The alternative is one of $ref where there is none, or of another `type` or `in`."""
    if error.kind.name == "required":
        return bool(error.message.startswith('"$ref"'))
    path = list(error.instance_path)
    return error.kind.name in ("const", "enum") and path[-1:] in (["type"], ["in"])


def _short(message: str) -> str:
    """Messages may quote whole objects: their end says what is wrong."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST // 3]} ... {message[-_LONGEST // 3 :]}"
