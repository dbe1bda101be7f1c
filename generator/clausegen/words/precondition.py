"""precondition: a request names the state that it is meant for, and is refused in any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.model import Operation
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation
from clausegen.words.word import KEY, Names, Says, Section, Unresolved, Word

Kind = Literal["stale", "missing", "same", "taken"]
CHANGES = frozenset({"put", "patch", "delete"})


class Precondition(msgspec.Struct, frozen=True, kw_only=True):
    """On an operation: what it makes of the ETag that a request names."""

    if_match: Literal["optional", "required"] | None = None
    if_none_match: Literal["optional"] | None = None


class PreconditionClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "precondition"
    operation: Operation
    kind: Kind


def precondition_of(operation: Operation) -> Precondition:
    return operation.words.get(Precondition) or Precondition()


def clauses(at: AtOperation) -> Iterator[PreconditionClause]:
    word, name = precondition_of(at.operation), at.operation.id
    if word.if_match is not None:
        said = "answers 412 and changes nothing if If-Match names another state than what is there"
        yield _clause(at, "if_match", "stale", f"{name} {said}.")
    if word.if_match == "required":
        yield _clause(at, "required", "missing", f"{name} refuses a request without If-Match.")
    if word.if_none_match is not None and at.operation.method == "get":
        said = "answers 304 if If-None-Match names what is there, and else as usual"
        yield _clause(at, "if_none_match", "same", f"{name} {said}.")
    elif word.if_none_match is not None:
        said = "answers 412 and changes nothing if If-None-Match is * and there is one already"
        yield _clause(at, "if_none_match", "taken", f"{name} {said}.")


def _clause(at: AtOperation, which: str, kind: Kind, sentence: str) -> PreconditionClause:
    return PreconditionClause(
        **at.about,
        id=f"{at.operation.id}.precondition.{which}",
        sentence=sentence,
        pointer=f"{at.operation.pointer}/{KEY}/precondition",
        kind=kind,
    )


def unresolved(at: AtOperation) -> Iterator[Unresolved]:
    """Conditions that HTTP gives no meaning, or that nobody can meet."""
    word, operation = precondition_of(at.operation), at.operation
    pointer = f"{operation.pointer}/{KEY}/precondition"
    if word.if_match is not None and operation.method not in CHANGES:
        hint = "If-Match is for PUT, PATCH and DELETE; what reads takes if_none_match."
        yield Unresolved(f"{operation.label} changes nothing", f"{pointer}/if_match", hint)
    if word.if_none_match is not None and operation.method not in {"get", "put"}:
        hint = "If-None-Match is for GET, and for a PUT that makes what is not there."
        yield Unresolved(
            f"{operation.label} neither reads nor makes", f"{pointer}/if_none_match", hint
        )


def note(word: Precondition) -> Iterator[str]:
    if word.if_match is not None:
        must = "has to" if word.if_match == "required" else "can"
        yield f"A request {must} name the ETag that it is meant for (`If-Match`); else 412."
    if word.if_none_match is not None:
        yield "Takes `If-None-Match`."


SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        "if_match": {"enum": ["optional", "required"]},
        "if_none_match": {"const": "optional"},
    },
}
SECTION = Section(
    summary="a request names the state that it is meant for, and is refused in any other.",
    where="an operation on one resource.",
    value=(
        "`if_match` on PUT, PATCH and DELETE: whoever names an ETag that is not the current one is "
        "answered 412, and nothing changes (RFC 9110, 13.1.1); with the current one the request is "
        "performed, and a change gives another one. `required`: without If-Match it is refused, by "
        "428 (RFC 6585) or any other 4xx. `if_none_match: optional` on GET: 304 to whoever has "
        "what is there; on PUT: `*` keeps it from overwriting (13.1.2). ETags are those of the GET "
        "of the same path. If-Match compares strongly: what a server does with a weak ETag (`W/`) "
        "that is current is left open."
    ),
    sentence=(
        "deleteParcel answers 412 and changes nothing if If-Match names another state than what is "
        "there."
    ),
    example="""\
precondition: {if_match: optional}
""",
)
WORD = Word(
    name="precondition",
    rank=112,
    struct=Precondition,
    stands=("operation",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtOperation, unresolved),),
    note=note,
)
