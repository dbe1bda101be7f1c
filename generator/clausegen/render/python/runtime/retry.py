"""When a request is worth another try, and after how long."""

from __future__ import annotations

import random
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
OVERLOADED = frozenset({429, 503})
TEMPORARY = frozenset({502, 504})


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how patiently.

    Requests that change nothing when repeated are tried again after failures of the network and
    after 502 and 504; every request after 429 and 503 that say when to come back, or that cannot
    have arrived.
    """

    attempts: int = 3
    first: float = 0.5
    """Seconds before the second attempt; each further pause is twice as long."""
    longest: float = 30.0
    """A server that asks for a longer pause is not waited for."""

    def after_failure(self, request: httpx.Request, error: Exception, attempt: int) -> float | None:
        """Seconds to wait, or None to give up."""
        arrived = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        if any(map(_is_final, _chain(error))):
            return None
        if attempt >= self.attempts or (arrived and request.method not in IDEMPOTENT):
            return None
        return self._pause(attempt)

    def after_answer(self, response: httpx.Response, attempt: int) -> float | None:
        """Seconds to wait, or None to take the answer as it is."""
        status = response.status_code
        if attempt >= self.attempts or status not in OVERLOADED | TEMPORARY:
            return None
        asked = _retry_after(response) if status in OVERLOADED else None
        if asked is None and response.request.method not in IDEMPOTENT:
            return None
        pause = self._pause(attempt) if asked is None else asked
        return pause if pause <= self.longest else None

    def _pause(self, attempt: int) -> float:
        """Up to a fifth longer by chance, so that clients do not come back all at once."""
        pause = min(self.first * 2.0 ** (attempt - 1), self.longest)
        return min(pause * (1 + random.random() / 5), self.longest)  # noqa: S311 - no secret


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_final(error: BaseException) -> bool:
    """No further attempt would end otherwise: no such host, no trust in it, no such encoding."""
    if isinstance(error, socket.gaierror):
        return error.errno == socket.EAI_NONAME
    return isinstance(error, ssl.SSLCertVerificationError | httpx.DecodingError)


def _retry_after(response: httpx.Response) -> float | None:
    text: str = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError):
        return None
