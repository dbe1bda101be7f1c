"""What a mutant is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from mutants.stage import Stage

Kind = Literal[
    "status",
    "schema",
    "condition",
    "read-only",
    "required",
    "payload",
    "default",
    "filter",
    "ordering",
    "pagination",
    "permission",
    "isolation",
    "lifecycle",
    "update",
    "one-off",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One statement of the documentation that an implementation does not keep."""

    id: str
    kind: Kind
    statement: str
    """What the documentation says, and what this implementation does instead."""
    breaks: frozenset[str]
    """Ids of the clauses that a contract suite has to name."""
    change: Callable[[Stage], None]
    also: frozenset[str] = frozenset()
    """Ids of the clauses that it may name besides, because they are affected as well."""
    because: str = ""
    """Why those are affected."""


def stored(attribute: str, *operations: str) -> str:
    """The clauses that say that an attribute is read back as it was sent."""
    return " ".join(f"{operation}.{attribute}.stored" for operation in operations)


def mutant(  # noqa: PLR0913 - a mutant has that many parts
    id_: str,
    kind: Kind,
    statement: str,
    breaks: str,
    change: Callable[[Stage], None],
    *,
    also: str = "",
    because: str = "",
) -> Mutant:
    """`breaks` and `also` are clause ids between blanks."""
    return Mutant(
        id=id_,
        kind=kind,
        statement=statement,
        breaks=frozenset(breaks.split()),
        change=change,
        also=frozenset(also.split()),
        because=because,
    )
