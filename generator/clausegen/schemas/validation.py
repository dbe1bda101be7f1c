"""Values against the document's schemas."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import jsonschema_rs
import msgspec

from clausegen.model import UNSET, Api, Schema
from clausegen.model.mending import mended
from clausegen.schemas.dialect import Direction, standalone
from clausegen.text.positions import escape

_LONGEST = 240
_MOST_UNUSABLE = 100
"""Keywords of one schema, with all that it refers to."""


class Violation(msgspec.Struct, frozen=True):
    """What is wrong with one part of a value."""

    path: tuple[str | int, ...]
    """From the value to the part."""
    keyword: str
    message: str
    schema_path: tuple[str | int, ...]
    missing: str | None = None
    """The attribute that lacks, where that is what is wrong."""
    condition: str = ""
    """The title of the if/then/else that the value runs into."""

    def __str__(self) -> str:
        where = ".".join(map(str, self.path))
        return f"{where}: {self.message}" if where else self.message


class Validator:
    """One schema, compiled."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._compiled = jsonschema_rs.Draft202012Validator(
            schema, validate_formats=True, offline=True
        )

    def accepts(self, value: Any) -> bool:
        return bool(self._compiled.is_valid(value))

    def errors(self, value: Any) -> tuple[Violation, ...]:
        """Empty when the value keeps the schema."""
        if self._compiled.is_valid(value):
            return ()
        return tuple(
            self._violation(_closest(error)) for error in self._compiled.iter_errors(value)
        )

    def _violation(self, error: Any) -> Violation:
        title = self._condition(error.evaluation_path)
        return Violation(
            path=tuple(error.instance_path),
            keyword=error.kind.name,
            message=(f"{title}: " if title else "") + _short(error.message),
            schema_path=tuple(error.schema_path),
            missing=error.kind.property if error.kind.name == "required" else None,
            condition=title,
        )

    def _condition(self, path: Any) -> str:
        """The title of the if/then that the value runs into; empty without one."""
        node, title = self._schema, ""
        for step in path:
            if step in ("then", "else") and isinstance(node, dict):
                title = node.get("title", "")
            if step == "$ref" and isinstance(node, dict):
                name = str(node["$ref"]).rpartition("/")[2]
                node = self._schema.get("components", {}).get("schemas", {}).get(name)
            elif isinstance(node, dict):
                node = node.get(step)
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                break
        return title


_known: WeakKeyDictionary[Api, dict[tuple[str, Direction | None], Validator]] = WeakKeyDictionary()


def validator(api: Api, schema: Schema, direction: Direction | None = None) -> Validator:
    """Compiled once. What is no usable JSON Schema in it (lint tells) is not looked at."""
    compiled = _known.setdefault(api, {})
    key = (schema.pointer, direction)
    if key not in compiled:
        compiled[key] = _compile(standalone(api, schema.pointer, direction))
    return compiled[key]


def _compile(schema: Any) -> Validator:
    """Leaves one unusable keyword out after the other."""
    for _ in range(_MOST_UNUSABLE):
        try:
            return Validator(schema)
        except jsonschema_rs.ValidationError as error:
            pointer = "".join(f"/{escape(each)}" for each in error.instance_path)
            schema = mended(schema, {pointer: UNSET}) if pointer else {}
        except (jsonschema_rs.ReferencingError, ValueError):
            break
    return Validator({})


def _closest(error: Any) -> Any:
    """For a value that fits no branch: what is wrong with it in the branch it was meant for."""
    while error.kind.name in ("anyOf", "oneOf") and getattr(error.kind, "context", None):
        here = list(error.instance_path)
        meant = [
            branch
            for branch in error.kind.context
            if branch and not any(_is_other_kind(each, here) for each in branch)
        ]
        if len(meant) != 1:
            break
        error = meant[0][0]
    return error


def _is_other_kind(error: Any, here: list[Any]) -> bool:
    return error.kind.name in ("type", "const", "enum") and list(error.instance_path) == here


def _short(text: str) -> str:
    """Values may be megabytes: the beginning and the end tell enough."""
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} ... {text[-half:]}"
