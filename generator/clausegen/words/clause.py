"""One statement."""

from __future__ import annotations

from typing import Any

import msgspec

from clausegen.text.problems import Place
from clausegen.words.vocabulary import (
    Cause,
    Deletion,
    Filter,
    Pagination,
    References,
    Rule,
    Sorting,
    Uniqueness,
)

Detail = Cause | Deletion | Filter | Pagination | References | Rule | Sorting | Uniqueness | str


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One checkable statement. `id` does not change with other parts of the document."""

    id: str
    word: str
    """A word of x-contract, or what plain OpenAPI says: responses, type, required, stored, ..."""
    sentence: str
    place: Place
    pointer: str
    """The same place, in the bundle."""
    operation: str | None = None
    schema: str | None = None
    attribute: str | None = None
    status: str | None = None
    parameter: str | None = None
    """ordering and filter: the query parameter."""
    value: Any = None
    """The value of that parameter (None: the default ordering), or the default of an attribute."""
    detail: Detail | None = None
    waived: str | None = None
