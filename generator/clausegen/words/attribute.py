"""What clauses of words about an attribute have in common."""

from __future__ import annotations

from clausegen.model import Operation, Schema, relations
from clausegen.words.clause import Clause


class AttributeClause(Clause, frozen=True, kw_only=True, eq=False):
    """Stated on an attribute of a named schema."""

    resource: str
    attribute: str
    schema: Schema
    is_answered: bool
    """Successful answers hold values of the named schema."""

    def unseen(self) -> str | None:
        """Why what answers show can decide nothing."""
        return None if self.is_answered else f"no answer holds {self.resource}"

    def writers(self) -> tuple[Operation, ...]:
        """The operations that make or change the resource, with this attribute."""
        return relations.writers(self.api, self.resource, self.attribute)
