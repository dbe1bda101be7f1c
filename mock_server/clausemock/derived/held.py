"""Values held against schemas; a schema that is no JSON Schema refuses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausegen.model import Api, Schema
from clausegen.schemas.dialect import Direction
from clausegen.schemas.validation import Violation, validator
from clausegen.text.problems import SpecError


def violations(api: Api, schema: Schema, value: Any, direction: Direction) -> tuple[Violation, ...]:
    """What is wrong with a value. Lint tells authors of schemas that cannot be used."""
    try:
        return validator(api, schema, direction).errors(value)
    except SpecError:
        return ()


def acceptance(api: Api, schema: Schema, direction: Direction) -> Callable[[Any], bool]:
    """Whether a value keeps a schema, for a schema that is asked again and again."""
    try:
        return validator(api, schema, direction).accepts
    except SpecError:
        return lambda _: True
