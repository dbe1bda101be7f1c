"""What belongs to one run: its document, the clauses, and how thorough it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import msgspec
from clausegen.load import load_api
from clausegen.manifest import Manifest
from clausegen.model import Api
from clausegen.text.problems import SpecError
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from clausegen.words.condition import ConditionClause
from clausegen.words.responses import ResponsesClause
from clausegen.words.type import TypeClause

Depth = Literal["quick", "standard", "deep"]


class UnusableError(Exception):
    """The target or the document cannot be used; the message says how to mend it."""


class Contract(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A document and every clause of it, with what its API says beside it."""

    document: Api
    clauses: tuple[Clause, ...]
    manifest: Manifest

    @cached_property
    def by_id(self) -> Mapping[str, Clause]:
        return {each.id: each for each in self.clauses}

    @property
    def unread(self) -> tuple[str, ...]:
        """What of the document no clause speaks of, because it could not be read."""
        problems = self.document.problems
        if not problems:
            return ()
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        where = f"{problems[0].where}{more}"
        return (f"not checked, as the document cannot be read there: {where} (clausegen lint)",)

    @cached_property
    def about_attributes(self) -> Mapping[tuple[str, str], Clause]:
        """The clause about what an attribute of answers is, by schema and attribute."""
        found = (each for each in self.clauses if isinstance(each, TypeClause))
        return {(each.resource, each.attribute): each for each in found}

    @cached_property
    def about_conditions(self) -> Mapping[tuple[str, str], Clause]:
        """The clause about an if/then/else of answers, by schema and title."""
        found = (each for each in self.clauses if isinstance(each, ConditionClause))
        return {(str(each.resource), each.title): each for each in found if each.operation is None}

    @cached_property
    def about_answers(self) -> Mapping[str, Clause]:
        """The clause about all answers of an operation, by operationId."""
        return {
            each.operation.id: each for each in self.clauses if isinstance(each, ResponsesClause)
        }


def contract_of(manifest: Manifest) -> Contract:
    """Reads the manifest's document. Raises UnusableError."""
    try:
        document = load_api(manifest.document, overlays=manifest.overlays)
        return Contract(document=document, clauses=clauses(document), manifest=manifest)
    except SpecError as error:
        raise UnusableError(f"the document cannot be used\n{error}") from error


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    depth: Depth = "standard"
    seed: int = 0
    prefix: str = "clausecheck-0"
    """Starts every name that this run makes; different in each run and each process."""
