"""causes: the situations that lead to a status, each with the way to bring it about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import ClassVar, Literal

import msgspec

from clausegen.model import Operation, Response
from clausegen.words import naming
from clausegen.words.clause import Clause
from clausegen.words.places import AtResponse
from clausegen.words.word import CHOSEN, KEY, NAME, SENTENCE, Names, Says, Section, Unresolved, Word


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One situation that leads to a status, and how to provoke it.

    At most one of `actor`, `unknown` and `input` is set; none means an ordinary request succeeds.
    """

    id: str
    when: str
    """Completes the sentence "listBooks answers 403 if ..."."""
    actor: str | None = None
    """Who sends an otherwise good request; `anonymous` has no credentials."""
    ids: Literal["owner", "own"] = "owner"
    """Whose resources the actor asks for: the owner's, or the actor's own."""
    unknown: str | None = None
    """Path parameter that names nothing."""
    input: Literal["missing", "emptied", "malformed", "repeated"] | None = None
    """missing: a required attribute is left out. emptied: a required attribute is null.
    malformed: the payload is not what the media type says. repeated: the same request again."""


class Causes(msgspec.Struct, frozen=True):
    """On a response."""

    causes: tuple[Cause, ...]

    @property
    def is_ordinary(self) -> bool:
        """An ordinary request is answered like this: of several good answers it is the one."""
        return any(each.id == "success" for each in self.causes)


class CauseClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "causes"
    operation: Operation
    status: str
    cause: Cause


def causes_of(response: Response) -> tuple[Cause, ...]:
    word = response.words.get(Causes)
    return word.causes if word is not None else ()


def clauses(at: AtResponse) -> Iterator[CauseClause]:
    operation, status = at.of.operation.id, at.response.status
    for index, cause in enumerate(causes_of(at.response)):
        yield CauseClause(
            **at.of.about,
            id=f"{operation}.{status}.{cause.id}",
            sentence=f"{operation} answers {status} if {cause.when}.",
            pointer=f"{at.response.pointer}/{KEY}/causes/{index}",
            status=status,
            actor=cause.actor,
            cause=cause,
        )


def unresolved(at: AtResponse) -> Iterator[Unresolved]:
    operation = at.of.operation
    for index, cause in enumerate(causes_of(at.response)):
        pointer = f"{at.response.pointer}/{KEY}/causes/{index}"
        if cause.unknown is not None:
            yield from naming.parameter_of(operation, cause.unknown, f"{pointer}/unknown")
        if cause.input is not None and operation.body is None:
            message = f"{operation.id} takes no payload that could be {cause.input}"
            yield Unresolved(message, f"{pointer}/input")


SCHEMA = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "when"],
        "additionalProperties": False,
        "properties": {
            "id": NAME,
            "when": SENTENCE,
            "actor": NAME,
            "ids": {"enum": ["owner", "own"]},
            "unknown": CHOSEN,
            "input": {"enum": ["missing", "emptied", "malformed", "repeated"]},
        },
        "allOf": [
            {
                "not": {"required": [*pair]},
                "$comment": "actor, unknown and input exclude each other",
            }
            for pair in combinations(("actor", "unknown", "input"), 2)
        ],
        "dependentRequired": {"ids": ["actor"]},
    },
}
SECTION = Section(
    summary="the situations that lead to a status, each with the way to bring it about.",
    where="a response, inline or shared.",
    value=(
        'a list. `id` and `when` always; `when` completes "X answers 403 if ...". At most'
        " one of `actor` (who asks), `unknown` (the path parameter that names nothing) "
        "and `input` (`missing`: a required attribute is left out, `emptied`: it is null,"
        " `malformed`: the payload is no JSON, `repeated`: the same request again). With "
        "none of them, an ordinary request is enough. `ids: own` lets the actor ask for "
        "its own resources instead of the owner's."
    ),
    sentence="createParcel answers 403 if the caller lacks the permission to send.",
    example="""\
causes:
  - {id: no_permission, actor: reader, when: the caller lacks the permission to send}
""",
)
WORD = Word(
    name="causes",
    rank=10,
    struct=Causes,
    field="causes",
    stands=("response",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtResponse, clauses),),
    names=(Names(AtResponse, unresolved),),
)
