"""One event of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServerEvent(Generic[T]):
    """What a server sends while it keeps an answer open."""

    data: T
    event: str = "message"
    id: str = ""
