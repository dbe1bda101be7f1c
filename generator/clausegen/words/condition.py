"""condition: if/then/else. Answers never contradict it, payloads that do are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import msgspec

from clausegen.model import UNSET, Api, Condition, Operation, Schema
from clausegen.words import demands
from clausegen.words.clause import Clause
from clausegen.words.places import AtPayload, AtSchema
from clausegen.words.word import Says, Word


class ConditionClause(Clause, frozen=True, kw_only=True, eq=False):
    """Of an operation: it refuses payloads. Of a resource: every answer keeps it."""

    word: ClassVar = "condition"
    title: str
    """As the document gives it; empty without one."""
    condition: Condition
    schema: Schema
    """The payload, or the named schema."""

    @property
    def undecidable(self) -> str | None:
        branches = (self.condition.then, self.condition.else_)
        if self.operation is None or any(breaches(each) for each in branches):
            return None
        return "no payload is known that contradicts the condition"


class Titled(msgspec.Struct, frozen=True):
    """An if/then/else of a schema, with the name that tells it from the others."""

    title: str
    part: Schema
    condition: Condition


def conditions(api: Api, schema: Schema) -> Iterator[Titled]:
    """Every if/then/else that a schema is made of. One without a title is known by its number."""
    unnamed = 0
    for part in api.parts(schema):
        if part.condition is not None:
            title = part.title.strip().replace(" ", "_")
            unnamed += not part.title
            yield Titled(title or str(unnamed), part, part.condition)


def breaches(branch: Schema | None) -> tuple[Mapping[str, Any], ...]:
    """Values that a consequence does not allow, one attribute at a time; UNSET leaves it out."""
    if branch is None:
        return ()
    without = [{name: UNSET} for name in branch.required]
    emptied = [
        {each.name: None}
        for each in branch.properties
        if each.schema.types and not each.schema.nullable
    ]
    return (*without, *emptied)


def of_payload(at: AtPayload) -> Iterator[ConditionClause]:
    operation: Operation = at.of.operation
    for each in conditions(at.of.api, at.schema):
        yield ConditionClause(
            **at.of.about,
            id=f"{operation.id}.condition.{each.title}",
            sentence=f"{operation.id} answers {at.refused} to a payload that breaks this: "
            f"{demands.condition(each.condition, each.title)}",
            pointer=each.part.pointer,
            status=at.refused,
            title=each.part.title,
            condition=each.condition,
            schema=at.schema,
        )


def of_schema(at: AtSchema) -> Iterator[ConditionClause]:
    for each in conditions(at.api, at.schema) if at.is_answered else ():
        yield ConditionClause(
            **at.about,
            id=f"{at.resource}.condition.{each.title}",
            sentence=f"In every {at.resource}: {demands.condition(each.condition, each.title)}",
            pointer=each.part.pointer,
            title=each.part.title,
            condition=each.condition,
            schema=at.schema,
        )


WORD = Word(
    name="condition",
    rank=130,
    says=(Says(AtPayload, of_payload), Says(AtSchema, of_schema)),
)
