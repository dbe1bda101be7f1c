"""One statement of the document. Each word's file adds what its check needs."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from clausegen.model import Api, Operation
from clausegen.text.problems import Place


class Clause(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One checkable statement. `id` does not change with other parts of the document."""

    word: ClassVar[str]
    """A word of x-contract, or what plain OpenAPI says: responses, type, required, stored, ..."""
    api: Api
    id: str
    sentence: str
    pointer: str
    """Where it is written, in the bundle."""
    operation: Operation | None = None
    """What it is about; None if it is about a named schema."""
    resource: str | None = None
    """Name of the schema that it is about, or that its operation reads or writes."""
    attribute: str | None = None
    status: str | None = None
    actor: str | None = None
    waived: str | None = None

    def __repr__(self) -> str:
        return f"<{self.word} {self.id}>"

    @property
    def place(self) -> Place:
        """Where it is written, as file and line."""
        return self.api.place(self.pointer)

    @property
    def undecidable(self) -> str | None:
        """Why no run can decide it, as far as the document alone tells."""
        return None
