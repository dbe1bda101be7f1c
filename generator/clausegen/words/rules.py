"""rules: a statement that is made once and deserves no word of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from clausegen.model import Words
from clausegen.words.clause import Clause
from clausegen.words.places import AtAttribute, AtOperation, AtSchema
from clausegen.words.word import KEY, NAME, SENTENCE, Says, Section, Word


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that the documentation makes once. A plain test of the same id checks it."""

    id: str
    sentence: str
    waived: str | None = None
    """Why no client can observe it. A waived rule is listed and never checked."""


class Rules(msgspec.Struct, frozen=True):
    """On an operation, a named schema or an attribute."""

    rules: tuple[Rule, ...]


class RuleClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "rules"
    rule: Rule


def rules_of(words: Words) -> tuple[Rule, ...]:
    word = words.get(Rules)
    return word.rules if word is not None else ()


def of_operation(at: AtOperation) -> Iterator[RuleClause]:
    yield from _clauses(at.about, at.operation.id, at.operation.words, at.operation.pointer)


def of_schema(at: AtSchema) -> Iterator[RuleClause]:
    yield from _clauses(at.about, at.resource, at.schema.words, at.schema.pointer)


def of_attribute(at: AtAttribute) -> Iterator[RuleClause]:
    schema = at.attribute.schema
    about = {**at.of.about, "attribute": at.attribute.name}
    yield from _clauses(about, at.name, schema.words, schema.pointer)


def _clauses(about: dict[str, Any], owner: str, words: Words, pointer: str) -> Iterator[RuleClause]:
    for index, rule in enumerate(rules_of(words)):
        yield RuleClause(
            **about,
            id=f"{owner}.{rule.id}",
            sentence=rule.sentence,
            pointer=f"{pointer}/{KEY}/rules/{index}",
            waived=rule.waived,
            rule=rule,
        )


def note(word: Rules) -> Iterator[str]:
    yield from (each.sentence for each in word.rules)


SCHEMA = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "sentence"],
        "additionalProperties": False,
        "properties": {"id": NAME, "sentence": SENTENCE, "waived": SENTENCE},
    },
}
SECTION = Section(
    summary="a statement that is made once and deserves no word of its own.",
    where="an operation, a named schema or an attribute.",
    value=(
        "a list of `id` and `sentence`. The clause's id is the place's name and the "
        "rule's, and a test of the same id checks it. `waived` gives the reason why no "
        "client can observe it; such a rule is listed and never checked."
    ),
    sentence="A lost parcel is looked for in every depot.",
    example="""\
rules:
  - id: searched
    sentence: A lost parcel is looked for in every depot.
""",
)
WORD = Word(
    name="rules",
    rank=1000,
    struct=Rules,
    field="rules",
    stands=("operation", "schema", "attribute"),
    schema=SCHEMA,
    section=SECTION,
    says=(
        Says(AtOperation, of_operation),
        Says(AtSchema, of_schema),
        Says(AtAttribute, of_attribute),
    ),
    note=note,
)
