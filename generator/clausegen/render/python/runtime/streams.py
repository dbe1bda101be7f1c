"""Answers that arrive piece by piece: events, or JSON values one after the other."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any

from .server_event import ServerEvent

EVENTS = "text/event-stream"
LINE_END = re.compile(r"\r\n|\n|\r")
SO_FAR = re.compile(r"\r\n|\n|\r(?!\Z)")
"""A lone CR at the end of a chunk may be half of CR LF."""
DONE = "[DONE]"
"""What some APIs send last, instead of JSON."""
Decode = Callable[[str], Any]


class Lines:
    """Text that arrives in chunks as whole lines. JSON may hold what str.splitlines splits at."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""

    def of(self, chunk: bytes, *, last: bool = False) -> list[str]:
        """The lines that have ended by now."""
        text = self._rest + self._decoder.decode(chunk, last)
        *lines, self._rest = (LINE_END if last else SO_FAR).split(text)
        return [*lines, self._rest] if last and self._rest else lines


class JsonLines:
    """JSON values, one a line; what separates texts of application/json-seq is left out."""

    def __init__(self, decode: Decode) -> None:
        self._decode = decode

    def of(self, line: str) -> Iterator[Any]:
        """The value of a line, if it holds one."""
        text = line.strip("\x1e \t")
        if text:
            yield self._decode(text)


class Events:
    """Server-sent events. One that is not ended by an empty line is incomplete: it is lost."""

    def __init__(self, decode: Decode) -> None:
        self._decode = decode
        self._data: list[str] = []
        self._event = self._id = ""

    def of(self, line: str) -> Iterator[ServerEvent[Any]]:
        """The event that a line ends, if it does."""
        name, _, value = line.removeprefix("\ufeff").partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif not line:
            data, event = "\n".join(self._data), self._event or "message"
            has_data, self._data, self._event = bool(self._data), [], ""
            if has_data and data != DONE:
                yield ServerEvent(self._decode(data), event, self._id)
