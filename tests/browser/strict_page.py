"""A page that has to keep quiet, in a run that may demand a browser."""

from __future__ import annotations

import os

from playwright.sync_api import Page

REQUIRED = os.environ.get("CLAUSEKIT_REQUIRE_BROWSER") == "1"
"""Whether what is missing fails a run instead of skipping its tests."""


def listen(page: Page, said: list[str]) -> None:
    """Notes each word on the page's console and each request that leaves this machine."""
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: _local(request.url, said))


def _local(url: str, said: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "file:///", "data:")):
        said.append(f"request to {url}")
