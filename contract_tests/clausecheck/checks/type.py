"""Attributes of answers keep their schemas."""

from __future__ import annotations

from typing import Any

from clausegen.model import Property
from clausegen.schemas.validation import validator
from clausegen.words.type import TypeClause

from clausecheck.failures import ContractFailure, NotChecked, shown
from clausecheck.world.moments import looks_like_moment, moment
from clausecheck.world.samples import is_nested, samples_of, tells_time
from clausecheck.world.world import World


def check(clause: TypeClause, world: World) -> None:
    attribute = clause.shown
    seen = False
    for sample in samples_of(world).of(clause.resource):
        if attribute.name not in sample.value:
            if attribute.required and not _is_secret(world, attribute):
                raise ContractFailure(
                    clause,
                    expected=f"{attribute.name} in every {clause.resource}",
                    observed=f"it lacks in {shown(sample.value)}",
                    exchange=sample.exchange,
                )
            continue
        seen = True
        wrong = _wrong(world, attribute, sample.value[attribute.name])
        if wrong:
            observed = f"{attribute.name} is {shown(sample.value[attribute.name])}"
            raise ContractFailure(
                clause, expected=wrong, observed=observed, exchange=sample.exchange
            )
    if not seen:
        raise NotChecked(f"no {clause.resource} with {attribute.name} was seen")


def _is_secret(world: World, attribute: Property) -> bool:
    """`required` of a write-only attribute is said of payloads (OpenAPI 3.0, 3.1)."""
    return any(part.write_only for part in world.document.parts(attribute.schema))


def _wrong(world: World, attribute: Property, value: Any) -> str | None:
    """What the value should have been; None if it is right. Nested resources count as a whole."""
    schema = validator(world.document, attribute.schema)
    if is_nested(world.document, attribute.schema) and isinstance(value, dict):
        return None
    errors = schema.errors(value)
    if isinstance(value, list):
        errors = tuple(each for each in errors if not each.path)
    is_time = tells_time(world.document, attribute.schema) and looks_like_moment(value)
    if is_time and not errors and moment(value) is None:
        return "a day and a time that exist"
    return f"a value that keeps its schema: {errors[0].message}" if errors else None
