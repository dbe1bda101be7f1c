"""How fast requests follow each other: as the target file says, and as the server asks."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from clausecheck.http.connection import Connection
from clausecheck.http.exchange import Exchange

ASKS = {429, 503}
"""Statuses that ask for another try later; 503 only with Retry-After."""


class Pace:
    """Waits. One for each client; the processes of pytest-xdist share the rate."""

    def __init__(self, connection: Connection) -> None:
        workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
        self._gap = workers / connection.requests_per_second
        self._next = 0.0
        self.patience = connection.patience

    def before_request(self) -> None:
        now = time.monotonic()
        if self._next > now:
            time.sleep(self._next - now)
        self._next = max(self._next, now) + self._gap

    def waits(self, exchange: Exchange, tries: int) -> bool:
        """Whether to try again, after as long as the answer asks for and patience lasts."""
        wait = asked_to_wait(exchange, tries)
        if wait is None or wait > self.patience:
            return False
        self.patience -= wait
        time.sleep(wait)
        return True


def asked_to_wait(exchange: Exchange, tries: int = 1) -> float | None:
    """Seconds; None for an answer that does not ask. Without a time: 1, 2, 4 ... seconds."""
    if exchange.status not in ASKS:
        return None
    asked = _seconds(exchange.headers.get("retry-after", ""))
    if asked is None and exchange.status == 429:  # noqa: PLR2004 - Too Many Requests
        return float(2 ** (tries - 1))
    return asked


def _seconds(retry_after: str) -> float | None:
    """Written as a number of seconds or as a date."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return max(0.1, float(text))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.1, (moment - datetime.now(UTC)).total_seconds())
