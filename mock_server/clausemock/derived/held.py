"""Values held against schemas; a schema that is no JSON Schema refuses nothing."""

from __future__ import annotations

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
