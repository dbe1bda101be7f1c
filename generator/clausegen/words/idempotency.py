"""idempotency: a request that is sent again under the same key does nothing again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import msgspec

from clausegen.model import Operation
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation
from clausegen.words.word import KEY, Names, Says, Section, Unresolved, Word


class Idempotency(msgspec.Struct, frozen=True, kw_only=True):
    """On an operation that does something each time it is called."""

    header: str
    """Holds the key, which the client chooses."""
    reuse: Literal["refused"] | None = None
    """What becomes of a key that came with another payload; None: nothing is said of it."""


class IdempotencyClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "idempotency"
    operation: Operation
    header: str
    kind: Literal["once", "reuse"]


def clauses(at: AtOperation) -> Iterator[IdempotencyClause]:
    word, operation = at.operation.words.get(Idempotency), at.operation
    if word is None:
        return
    about: dict[str, Any] = {
        **at.about,
        "pointer": f"{operation.pointer}/{KEY}/idempotency",
        "header": word.header,
    }
    said = "makes one and answers alike"
    yield IdempotencyClause(
        **about,
        id=f"{operation.id}.idempotency",
        sentence=f"{operation.id} {said}, however often it is sent with one {word.header}.",
        kind="once",
    )
    if word.reuse is not None:
        yield IdempotencyClause(
            **about,
            id=f"{operation.id}.idempotency.reuse",
            sentence=f"{operation.id} refuses a {word.header} that came with another payload.",
            kind="reuse",
        )


def unresolved(at: AtOperation) -> Iterator[Unresolved]:
    word, operation = at.operation.words.get(Idempotency), at.operation
    pointer = f"{operation.pointer}/{KEY}/idempotency"
    if word is None:
        return
    if operation.method in {"get", "put", "delete"}:
        hint = "The word is for POST and PATCH."
        yield Unresolved(f"{operation.label} is idempotent without a key", pointer, hint)
    if word.reuse is not None and operation.body is None:
        message = f"{operation.id} takes no payload that could be another"
        yield Unresolved(message, f"{pointer}/reuse")


def note(word: Idempotency) -> Iterator[str]:
    yield f"Sent again with the same `{word.header}`, it makes nothing new and answers alike."
    if word.reuse is not None:
        yield f"A `{word.header}` that came with another payload is refused."


SCHEMA = {
    "type": "object",
    "required": ["header"],
    "additionalProperties": False,
    "properties": {
        "header": {"type": "string", "pattern": "^[A-Za-z0-9-]+$"},
        "reuse": {"const": "refused"},
    },
}
SECTION = Section(
    summary="a request that is sent again under the same key does nothing again.",
    where="a POST or PATCH.",
    value=(
        "`header` names the request header that holds the key, which clients choose: "
        "`Idempotency-Key`, as the IETF's HTTPAPI group drafts it, or a name of the API's own. "
        "What is sent again with the same key and payload makes nothing new, and its answer tells "
        "of what the first one made; how long a key is remembered is left open. "
        "`reuse: refused`: a key that came with another payload is answered any 4xx (the draft has "
        "422). Whether a request needs a key, the parameter's own `required` says. A key that "
        "the payload holds is left to `rules`: the draft knows a header alone, and of 36 documents "
        "that were counted two take one there (29 operations), and one in a payload (2)."
    ),
    sentence=(
        "createParcel makes one and answers alike, however often it is sent with one "
        "Idempotency-Key."
    ),
    example="""\
idempotency: {header: Idempotency-Key, reuse: refused}
""",
)
WORD = Word(
    name="idempotency",
    rank=114,
    struct=Idempotency,
    stands=("operation",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtOperation, unresolved),),
    note=note,
)
