"""What `clausecheck run` makes of its arguments before pytest sees them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from clausecheck.http.served import LATE, USUAL, fetched
from clausecheck.http.target import Target, TargetError
from clausecheck.run.options import OPTIONS, PREFIX

DOCUMENT = f"{PREFIX}document"
NAMES = ("--contract", DOCUMENT, f"{PREFIX}target")
"""With one of them nobody needs to look for a document."""
SUFFIXES = {".json", ".yaml", ".yml"}
FLAGS = {
    *(f"{PREFIX}{name}" for name, each in OPTIONS.items() if each.get("action") == "store_true"),
    *("-v", "-vv", "-q", "-qq", "-x", "-s", "--lf", "--ff", "--co", "--verbose", "--quiet"),
}
"""Options without a value: what follows them may be the document."""


def passed_on(arguments: Sequence[str], folder: Path) -> list[str]:
    """Arguments for pytest: short options by their long names, the document as an option.

    A document that the server gives is put into `folder`. Raises TargetError if it does not.
    """
    given = [_long(each) for each in arguments]
    at = next((i for i in range(len(given)) if _is_document(given, i)), None)
    if at is not None:
        document = _found(given[at], _base_url(given), folder)
        return [*given[:at], f"{DOCUMENT}={document}", *given[at + 1 :]]
    served = _served(given, folder)
    return given if served is None else [*given, f"{DOCUMENT}={served}"]


def _long(argument: str) -> str:
    name, sign, value = argument.partition("=")
    is_ours = name.removeprefix("--") in OPTIONS and name.startswith("--")
    return f"{PREFIX}{name[2:]}{sign}{value}" if is_ours else argument


def _is_document(given: Sequence[str], at: int) -> bool:
    each, before = given[at], given[at - 1] if at else ""
    is_value = before.startswith("-") and "=" not in before and before not in FLAGS
    if each.startswith("-") or is_value:
        return False
    return each.startswith(("http://", "https://", "/")) or Path(each).suffix in SUFFIXES


def _found(place: str, base_url: str | None, folder: Path) -> Path:
    if place.startswith(("http://", "https://")):
        return fetched(place, folder)
    if place.startswith("/") and not Path(place).exists() and base_url is not None:
        return fetched(_origin(base_url) + place, folder)
    return Path(place)


def _served(given: Sequence[str], folder: Path) -> Path | None:
    """The document of a server of this machine, where nobody named one and none lies here."""
    base_url = _base_url(given)
    named = any(each.partition("=")[0] in NAMES for each in given)
    lies_here = any(Path().glob("contract.toml")) or any(Path().glob("openapi.*"))
    if named or lies_here or base_url is None or not Target(base_url=base_url).is_loopback:
        return None
    try:
        return fetched(_origin(base_url) + USUAL, folder)
    except TargetError as error:
        if LATE in str(error):
            raise
        return None  # what to give is said where it is needed


def _base_url(given: Sequence[str]) -> str | None:
    for at, each in enumerate(given):
        name, sign, value = each.partition("=")
        if name == "--base-url":
            return value if sign else next(iter(given[at + 1 :]), None)
    return None


def _origin(base_url: str) -> str:
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"
