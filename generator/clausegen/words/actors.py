"""actors: who calls, with which scopes; whoever lacks a scope is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from clausegen.model import Api, Operation
from clausegen.words.causes import causes_of
from clausegen.words.clause import Clause
from clausegen.words.english import joined
from clausegen.words.places import AtDocument, AtOperation, AtResponse
from clausegen.words.word import KEY, NAME, SENTENCE, Names, Says, Section, Unresolved, Word

NOBODY = "anonymous"
"""Who has no credentials needs no description."""


class ActorSaid(msgspec.Struct, frozen=True, kw_only=True):
    """A caller with a known standing."""

    name: str
    description: str = ""
    scheme: str | None = None
    """The security scheme that its credentials belong to."""
    scopes: tuple[str, ...] = ()
    """All that it has, also those that others include."""


class Actors(msgspec.Struct, frozen=True):
    """At the root of the document."""

    actors: tuple[ActorSaid, ...]


class ActorsClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "actors"
    operation: Operation
    actor: str


def actors_of(api: Api) -> tuple[ActorSaid, ...]:
    word = api.words.get(Actors)
    return word.actors if word is not None else ()


def lacking(operation: Operation, actor: ActorSaid) -> frozenset[str]:
    """The scopes for want of which an operation is closed to an actor; none where it may be open.

    Alternatives without the actor's scheme decide nothing: it may have other credentials, too.
    """
    missing: set[str] = set()
    for alternative in operation.security or ():
        needed = [scopes for scheme, scopes in alternative if scheme == actor.scheme]
        lacks = {each for scopes in needed for each in scopes} - {*actor.scopes}
        if not lacks:
            return frozenset()
        missing |= lacks
    return frozenset(missing)


def clauses(at: AtOperation) -> Iterator[ActorsClause]:
    """One for each operation: of the actor who lacks least, which tells most."""
    closed = [(lacking(at.operation, each), each) for each in actors_of(at.api)]
    found = [(lacks, each) for lacks, each in closed if lacks]
    if not found:
        return
    lacks, actor = min(found, key=lambda each: len(each[0]))
    scopes = joined(sorted(lacks), "and")
    yield ActorsClause(
        **at.about,
        id=f"{at.operation.id}.actors.{actor.name}",
        sentence=f"{at.operation.id} refuses {actor.name}, who lacks {scopes}.",
        pointer=f"/{KEY}/actors/{actor.name}",
        actor=actor.name,
    )


def unresolved(at: AtDocument) -> Iterator[Unresolved]:
    schemes = {each.name: each for each in at.api.security_schemes}
    for each in actors_of(at.api):
        pointer = f"/{KEY}/actors/{each.name}"
        if each.scheme is not None and each.scheme not in schemes:
            yield Unresolved(f"there is no security scheme {each.scheme}", f"{pointer}/scheme")
            continue
        flows = schemes[each.scheme].flows if each.scheme is not None else ()
        known = {name for flow in flows for name, _ in flow.scopes}
        for scope in each.scopes:
            if flows and scope not in known:
                yield Unresolved(f"{each.scheme} has no scope {scope}", f"{pointer}/scopes")


def in_causes(at: AtResponse) -> Iterator[Unresolved]:
    """Where actors are described at all, every one that a cause names is."""
    known = [each.name for each in actors_of(at.of.api)]
    for index, cause in enumerate(causes_of(at.response)):
        if known and cause.actor is not None and cause.actor not in {*known, NOBODY}:
            pointer = f"{at.response.pointer}/{KEY}/causes/{index}/actor"
            yield Unresolved(
                f"there is no actor {cause.actor}", pointer, f"{joined(known, 'and')}."
            )


def read(raw: Any) -> Any:
    """A mapping in the document (name -> description, scheme, scopes), a tuple here."""
    if not isinstance(raw, dict):
        return raw
    return [{"name": key, **it} if isinstance(it, dict) else it for key, it in raw.items()]


SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {**NAME, "not": {"const": NOBODY}},
    "additionalProperties": {
        "type": "object",
        "required": ["description"],
        "additionalProperties": False,
        "properties": {
            "description": SENTENCE,
            "scheme": {"type": "string", "minLength": 1},
            "scopes": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        },
        "dependentRequired": {"scopes": ["scheme"]},
    },
}
SECTION = Section(
    summary="who calls, with which scopes; whoever lacks a scope is refused.",
    where="the document itself.",
    value=(
        "for each actor a `description`, and the `scheme` (of `securitySchemes`) and `scopes` of "
        "its credentials, as the document itself should not hold them: the target file does. An "
        "operation whose `security` asks for a scope that an actor lacks refuses it with any 4xx "
        "(RFC 6750 has 403 for it, and 404 hides what is there). `scopes` lists all that it has, "
        "also what another scope includes. `anonymous` has no credentials and is not described."
    ),
    sentence="createParcel refuses reader, who lacks parcels.write.",
    example="""\
actors:
  reader: {description: May look and not touch., scheme: token, scopes: [parcels.read]}
""",
)
WORD = Word(
    name="actors",
    rank=5,
    struct=Actors,
    field="actors",
    read=read,
    stands=("document",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtDocument, unresolved), Names(AtResponse, in_causes)),
)
