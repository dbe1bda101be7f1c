"""default: an attribute that creation leaves out gets its default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from clausegen.model import UNSET, Operation, relations
from clausegen.words import english
from clausegen.words.clause import Clause
from clausegen.words.places import AtGiven
from clausegen.words.word import Says, Word


class DefaultClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "default"
    operation: Operation
    attribute: str
    default: Any


def clauses(at: AtGiven) -> Iterator[DefaultClause]:
    operation, name = at.payload.of.operation, at.attribute.name
    default = default_of(at)
    if operation.method == "post" and default is not UNSET and not at.attribute.required:
        about = at.about
        del about["schema"]
        yield DefaultClause(
            **about,
            id=at.id("default"),
            sentence=f"{operation.id} sets {name} to {english.value(default)} if it is left out.",
            default=default,
        )


def default_of(at: AtGiven) -> Any:
    """What the payload's attribute says: that of an answer promises nothing for what is sent."""
    if at.attribute.name not in at.payload.answered:
        return UNSET  # no answer would show it
    return relations.default_of(at.payload.of.api, at.attribute.schema)


WORD = Word(name="default", rank=126, says=(Says(AtGiven, clauses),))
