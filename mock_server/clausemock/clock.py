"""The time as answers tell it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], str]


def text(moment: datetime) -> str:
    """UTC with milliseconds and Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def clock() -> Clock:
    """A clock that never says the same millisecond twice: creation times then tell the order."""
    last = datetime.min.replace(tzinfo=UTC)

    def now() -> str:
        nonlocal last
        last = max(datetime.now(UTC), last + timedelta(milliseconds=1))
        return text(last)

    return now
