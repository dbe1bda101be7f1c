"""What some calls do otherwise than the client does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import httpx

from .answers import OnUnexpected
from .failures import NotSent, sendable
from .retry import Retry

LINE_ENDS = frozenset(b"\r\n\0")
"""What would end a header: httpx looks once it is connected, and repeats the value in its error."""
Timeout = float | Literal["usual"] | None
"""Seconds for a whole call; None waits for ever, "usual" as long as the client does."""


@dataclass(frozen=True, slots=True)
class Options:
    """How requests are sent."""

    retry: Retry = field(default_factory=Retry)
    timeout: Timeout = "usual"
    headers: Mapping[str, str] = field(default_factory=dict)
    part_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of the parts of forms, by the name of the part."""
    on_unexpected: OnUnexpected | None = None

    def changed(
        self,
        retry: Retry | None,
        timeout: Timeout,
        headers: Mapping[str, str] | None,
        part_headers: Mapping[str, Mapping[str, str]] | None,
        on_unexpected: OnUnexpected | None,
    ) -> Options:
        """What is None or usual stays as it is."""
        return Options(
            retry=retry or self.retry,
            timeout=self.timeout if timeout == "usual" else timeout,
            headers={**self.headers, **(headers or {})},
            part_headers={**self.part_headers, **(part_headers or {})},
            on_unexpected=on_unexpected or self.on_unexpected,
        )

    def put_into(self, request: httpx.Request) -> None:
        """The caller's headers stand above all others. NotSent if one, or the timeout, is none."""
        if self.timeout != "usual":
            request.extensions["timeout"] = httpx.Timeout(self.timeout).as_dict()
        seconds = request.extensions.get("timeout", {}).get("read")
        if seconds is not None and not seconds > 0:
            raise NotSent("not sent: the timeout must be above 0")
        with sendable():
            request.headers.update(self.headers)
        parts = (
            text for each in self.part_headers.values() for pair in each.items() for text in pair
        )
        if any(LINE_ENDS & {*value} for _, value in request.headers.raw) or any(
            LINE_ENDS & {*map(ord, text)} for text in parts
        ):
            raise NotSent("not sent: a header holds a line break")
