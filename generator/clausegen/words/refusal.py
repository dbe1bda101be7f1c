"""What clauses about wrong values of a payload's attribute have in common."""

from __future__ import annotations

from clausegen.model import Operation, Schema
from clausegen.words.clause import Clause


class RefusalClause(Clause, frozen=True, kw_only=True, eq=False):
    """An operation refuses a payload in which one attribute is wrong."""

    operation: Operation
    attribute: str
    status: str
    """What it is refused with."""
    schema: Schema
    """The attribute's, in the payload."""
