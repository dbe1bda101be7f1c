"""What belongs to one run: its document, the clauses, and how thorough it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import msgspec
from clausegen.model import Api
from clausegen.words.clause import Clause
from clausegen.words.responses import ResponsesClause

Depth = Literal["quick", "standard", "deep"]


class UnusableError(Exception):
    """The target or the document cannot be used; the message says how to mend it."""


class Contract(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A document and every clause of it."""

    document: Api
    clauses: tuple[Clause, ...]
    is_default: bool
    """It is the document that comes with clausekit, so the rules of our suite belong to it."""
    tolerates_failure_bodies: bool = False
    """The documentation leaves open what failures have in their bodies."""

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        return {each.id: each for each in self.clauses}

    @cached_property
    def about_answers(self) -> Mapping[str, Clause]:
        """The clause about all answers of an operation, by operationId."""
        return {
            each.operation.id: each for each in self.clauses if isinstance(each, ResponsesClause)
        }


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    depth: Depth = "standard"
    seed: int = 0
    prefix: str = "clausecheck-0"
    """Starts every name that this run makes; different in each run and each process."""
