"""The time that a call has, from its first attempt to the end of the answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import httpx

from .failures import sendable


class Deadline:
    """When a call has to be over, with all its attempts and pauses."""

    def __init__(self, request: httpx.Request) -> None:
        """`request` has the call's timeout; without one there is no end."""
        self._request = request
        self._seconds: float | None = request.extensions.get("timeout", {}).get("read")
        self._end = time.monotonic() + (self._seconds or 0.0)

    @property
    def left(self) -> float | None:
        """Seconds; None for ever."""
        return None if self._seconds is None else max(self._end - time.monotonic(), 0.0)

    def allows(self, pause: float) -> bool:
        """Whether there is time left after so many seconds."""
        left = self.left
        return left is None or pause < left

    def limit(self, seconds: float | None) -> None:
        """Lets no step of the request take longer."""
        self._request.extensions["timeout"] = httpx.Timeout(seconds).as_dict()

    def release(self) -> None:
        """What follows has as long for each of its steps as the call had."""
        self.limit(self._seconds)

    def check(self) -> None:
        """Raises httpx.ReadTimeout once the time is over."""
        if self.left == 0.0:
            raise self.late()

    def late(self) -> httpx.ReadTimeout:
        """What is raised then."""
        return httpx.ReadTimeout(f"not over after {self._seconds:g} s", request=self._request)


class Timed(httpx.SyncByteStream):
    """A body that may arrive until the deadline: httpx itself counts anew for each part of it."""

    def __init__(self, stream: httpx.SyncByteStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            self._deadline.check()
            yield part

    def close(self) -> None:
        self._stream.close()


def sent(
    http: httpx.Client, request: httpx.Request, deadline: Deadline, *, stream: bool
) -> httpx.Response:
    """One attempt. Of a stream, the deadline is for its beginning alone."""
    deadline.limit(deadline.left)
    with sendable():
        response = http.send(request, stream=True)
    if stream:
        deadline.release()
        return response
    deadline.limit(deadline.left)
    assert isinstance(response.stream, httpx.SyncByteStream)
    response.stream = Timed(response.stream, deadline)
    try:
        response.read()
    except BaseException:
        response.close()
        raise
    return response


async def sent_async(
    http: httpx.AsyncClient, request: httpx.Request, deadline: Deadline, *, stream: bool
) -> httpx.Response:
    """The same, to be awaited."""
    try:
        async with asyncio.timeout(deadline.left):
            with sendable():
                return await http.send(request, stream=stream)
    except TimeoutError:
        raise deadline.late() from None
