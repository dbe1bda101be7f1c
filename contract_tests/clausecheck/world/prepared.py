"""A resource that the run created, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from clausegen.model import Operation

from clausecheck.http.exchange import Exchange


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A resource that this run created."""

    operation: Operation
    """What made it."""
    path: Mapping[str, str]
    """Path values that lead to it: those of the creating request and those it gave."""
    body: Any
    """What was sent."""
    exchange: Exchange

    @property
    def json(self) -> Any:
        """The resource as the creating request answered it."""
        return self.exchange.json
