"""What a story may count on: the clauses of a contract, by what they speak of.

Waived clauses are promises nobody waits for, and undecidable ones nobody can hold to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from clausegen.model import Operation
from clausegen.words.causes import CauseClause
from clausegen.words.clause import Clause
from clausegen.words.deletion import DeletionClause
from clausegen.words.filter import FilterClause
from clausegen.words.mutability import MutabilityClause
from clausegen.words.ordering import OrderingClause
from clausegen.words.pagination import PaginationClause
from clausegen.words.partial import PartialClause
from clausegen.words.stamp import StampClause
from clausegen.words.stored import StoredClause
from clausegen.words.uniqueness import UniquenessClause
from clausegen.words.visible_to import VisibleToClause

Kind = TypeVar("Kind", bound=Clause)


class Promises:
    """Those of one contract."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.clauses = [each for each in clauses if not (each.waived or each.undecidable)]

    @cached_property
    def stored(self) -> Mapping[tuple[str, str], StoredClause]:
        """By operationId and attribute."""
        return {(each.operation.id, each.attribute): each for each in self._of(StoredClause)}

    @cached_property
    def fixed(self) -> Mapping[tuple[str, str], MutabilityClause]:
        """By schema and attribute."""
        found = self._of(MutabilityClause)
        return {(str(each.resource), str(each.attribute)): each for each in found}

    @cached_property
    def partial(self) -> Mapping[str, PartialClause]:
        """By operationId."""
        return {each.operation.id: each for each in self._of(PartialClause)}

    @cached_property
    def deletion(self) -> Mapping[str, DeletionClause]:
        """By operationId."""
        return {each.operation.id: each for each in self._of(DeletionClause)}

    @cached_property
    def complete(self) -> Mapping[str, PaginationClause]:
        """By operationId."""
        found = (each for each in self._of(PaginationClause) if each.way == "complete")
        return {each.operation.id: each for each in found}

    @cached_property
    def success(self) -> Mapping[str, CauseClause]:
        """By operationId: who sends an ordinary request is answered like this."""
        found = (each for each in self._of(CauseClause) if each.cause.id == "success")
        return {each.operation.id: each for each in found}

    def filters(self, listing: Operation) -> list[FilterClause]:
        return [each for each in self._of(FilterClause) if each.operation.id == listing.id]

    def orderings(self, listing: Operation) -> list[OrderingClause]:
        """But for the order of creation, of which items need not show anything."""
        found = (each for each in self._of(OrderingClause) if each.sorting.by)
        return [each for each in found if each.operation.id == listing.id]

    def refusals(self, *operations: Operation | None) -> list[CauseClause]:
        """Who is refused although the request is good."""
        asked = {each.id for each in operations if each is not None}
        found = (each for each in self._of(CauseClause) if each.cause.actor)
        return [each for each in found if each.operation.id in asked]

    def stamps(self, resource: str | None) -> list[StampClause]:
        return [each for each in self._of(StampClause) if each.resource == resource]

    def hidden(self, resource: str | None) -> list[VisibleToClause]:
        """Attributes that some actors see, and others do not."""
        found = (each for each in self._of(VisibleToClause) if each.actors)
        return [each for each in found if each.resource == resource]

    def unique(self, resource: str | None) -> list[UniquenessClause]:
        return [each for each in self._of(UniquenessClause) if each.resource == resource]

    def of(self, deleting: Operation | None) -> DeletionClause | None:
        """What becomes of what an operation deletes."""
        return self.deletion.get(deleting.id) if deleting is not None else None

    def _of(self, kind: type[Kind]) -> list[Kind]:
        return [each for each in self.clauses if isinstance(each, kind)]
