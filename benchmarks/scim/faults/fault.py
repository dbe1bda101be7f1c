"""A fault of a provider: what it is, and which clauses are about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Passing:
    """A request with its answer, and what a fault remembers of those before."""

    request: Any
    answer: Any
    memory: dict[str, Any]


Change = Callable[[Passing], None]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the clauses of which at least one has to be broken by it."""

    clauses: tuple[str, ...]
    before: Callable[[Any], None] | None = None
    after: Change | None = None


FAULTS: dict[str, Fault] = {}


def before(*clauses: str) -> Callable[[Callable[[Any], None]], None]:
    return lambda change: FAULTS.update({change.__name__: Fault(clauses, before=change)})


def after(*clauses: str) -> Callable[[Change], None]:
    return lambda change: FAULTS.update({change.__name__: Fault(clauses, after=change)})
