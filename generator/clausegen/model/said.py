"""What `x-contract` says of a node, and what the model itself asks of words."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar, runtime_checkable

import msgspec

Said = TypeVar("Said")


class Words(msgspec.Struct, frozen=True):
    """What one `x-contract` key says: at most one value of each word's struct."""

    said: tuple[Any, ...] = ()

    def get(self, word: type[Said]) -> Said | None:
        """The value of the word with this struct; None if the key does not say it."""
        return next((each for each in self.said if isinstance(each, word)), None)


@runtime_checkable
class Envelope(Protocol):
    """A word that makes a schema, or what an operation answers, the page of a list."""

    @property
    def holds_items(self) -> str: ...


@runtime_checkable
class Ordinary(Protocol):
    """A word of a response that tells whether an ordinary request is answered like this."""

    @property
    def is_ordinary(self) -> bool: ...


@runtime_checkable
class Reaching(Protocol):
    """A word of an operation that tells what calling it changes: none, own or outside."""

    @property
    def reach(self) -> str: ...
