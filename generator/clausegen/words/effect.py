"""effect: what calling an operation changes, where its method does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.model import Operation
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation
from clausegen.words.word import KEY, Names, Says, Section, Unresolved, Word

Reach = Literal["none", "own", "outside"]


class Effect(msgspec.Struct, frozen=True):
    """On an operation."""

    reach: Reach


class EffectClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "effect"
    operation: Operation
    reach: Reach


def clauses(at: AtOperation) -> Iterator[EffectClause]:
    """None of `outside`: what lies outside cannot be seen through the API."""
    word, name = at.operation.words.get(Effect), at.operation.id
    if word is None or word.reach == "outside":
        return
    what = "nothing" if word.reach == "none" else "nothing but what its path names"
    yield EffectClause(
        **at.about,
        id=f"{name}.effect",
        sentence=f"{name} changes {what}.",
        pointer=f"{at.operation.pointer}/{KEY}/effect",
        reach=word.reach,
    )


def unresolved(at: AtOperation) -> Iterator[Unresolved]:
    word, operation = at.operation.words.get(Effect), at.operation
    pointer = f"{operation.pointer}/{KEY}/effect"
    if word is None:
        return
    if word.reach == "none" and operation.method in {"put", "patch", "delete"}:
        hint = "A request that only reads is a GET, a QUERY or a POST."
        yield Unresolved(f"{operation.label} says that it changes nothing", pointer, hint)
    if word.reach == "own" and not operation.parameters_in("path"):
        yield Unresolved(f"the path of {operation.label} names nothing of its own", pointer)


def note(word: Effect) -> Iterator[str]:
    yield {
        "none": "Changes nothing: it can be repeated at will.",
        "own": "Changes nothing but what its path names.",
        "outside": "Has an effect outside of what this API shows.",
    }[word.reach]


SCHEMA = {"enum": ["none", "own", "outside"]}
SECTION = Section(
    summary="what calling an operation changes, where its method does not tell.",
    where=(
        "an operation: a POST that creates nothing, or a request that reaches further than its"
        " method says."
    ),
    value=(
        "`none`: everything that the API shows is the same afterwards, as HTTP expects of safe "
        "methods (RFC 9110, 9.2.1). `own`: only what the path names is another one. `outside`: "
        "it reaches what the API does not show, such as a mail or a payment; a run of the suite "
        "sends it only if it is told that it may. A POST that creates nothing known and says "
        "nothing counts as `outside`, and so does a GET that acts by its name or its sentence, "
        "such as /logout."
    ),
    sentence="weighParcels changes nothing.",
    example="""\
effect: none
""",
)
WORD = Word(
    name="effect",
    rank=110,
    struct=Effect,
    field="reach",
    stands=("operation",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtOperation, unresolved),),
    note=note,
)
