"""Where a behaviour may take part in the mock of any document. It has the methods it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from clausegen.model import Operation

Record = dict[str, Any]


class Refused(Exception):  # noqa: N818 - an answer, no error of ours
    """The request is answered with one of these statuses, the first that the document lists."""

    def __init__(self, statuses: tuple[int, ...], reason: str) -> None:
        super().__init__(reason)
        self.statuses = statuses


@runtime_checkable
class Admitting(Protocol):
    """Takes part when it is known who calls."""

    def admit(self, call: Any) -> None:
        """Raises Refused for whom the operation is closed to."""


@runtime_checkable
class Writing(Protocol):
    """Takes part when a record is made (`before` is None), changed or replaced."""

    def write(self, resource: str | None, before: Record | None, after: Record, call: Any) -> None:
        """May set attributes of `after`. Raises Refused: then nothing is written."""


@runtime_checkable
class Making(Protocol):
    """Takes part when the mock is planned."""

    def makes(self, operation: Operation) -> bool:
        """Whether a POST that looks as if it added a record does."""


@runtime_checkable
class Showing(Protocol):
    """Takes part when a record is shown."""

    def show(self, resource: str | None, shown: Record, call: Any) -> None:
        """May change what is shown, never what is stored."""


@runtime_checkable
class Heeding(Protocol):
    """Takes part when it is known which record a request is about."""

    def heed(self, record: Record | None, call: Any) -> None:
        """Raises Refused for what is not to be done with it; None: a PUT would make it."""

    def tells(self, record: Record) -> Mapping[str, str]:
        """Headers of an answer about it, such as ETag; names in lower case."""


@runtime_checkable
class Repeating(Protocol):
    """Takes part before anything is done."""

    def known_as(self, call: Any) -> str | None:
        """What makes a request the same as an earlier one, whose answer it gets again."""

    def differs(self, call: Any) -> None:
        """The earlier one had another payload. May raise Refused."""


@runtime_checkable
class Acting(Protocol):
    """Takes part in what an operation does to the record above it, as POST /parcels/1/send."""

    def acts(self, resource: str | None, record: Record, call: Any) -> Record:
        """What it changes of the record; empty if nothing."""
