"""What some calls do otherwise than the client does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import httpx

from .answers import OnUnexpected
from .retry import Retry

Timeout = float | Literal["usual"] | None
"""Seconds for each step of a request; None waits for ever, "usual" as long as the client does."""


@dataclass(frozen=True, slots=True)
class Options:
    """How requests are sent."""

    retry: Retry = field(default_factory=Retry)
    timeout: Timeout = "usual"
    headers: Mapping[str, str] = field(default_factory=dict)
    on_unexpected: OnUnexpected | None = None

    def changed(
        self,
        retry: Retry | None,
        timeout: Timeout,
        headers: Mapping[str, str] | None,
        on_unexpected: OnUnexpected | None,
    ) -> Options:
        """What is None or usual stays as it is."""
        return Options(
            retry=retry or self.retry,
            timeout=self.timeout if timeout == "usual" else timeout,
            headers={**self.headers, **(headers or {})},
            on_unexpected=on_unexpected or self.on_unexpected,
        )

    def put_into(self, request: httpx.Request) -> None:
        """Headers of the caller's own stand above all others."""
        if self.timeout != "usual":
            request.extensions["timeout"] = httpx.Timeout(self.timeout).as_dict()
        request.headers.update(self.headers)
