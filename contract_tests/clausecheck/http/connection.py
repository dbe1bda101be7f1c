"""How the target is reached: the table [connection] of a target file."""

from __future__ import annotations

import math
import ssl
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """Limits and ways. Every run without the table has these defaults."""

    timeout: float = 10.0
    """Seconds that one answer may take, to its last byte."""
    patience: float = 60.0
    """Seconds that a run waits in all because the server asks for it (429, 503)."""
    requests_per_second: float = math.inf
    ca_file: Path | None = None
    """Certificates that are trusted beside the usual ones (PEM)."""
    insecure: bool = False
    """Certificates are not looked at."""
    proxy: str | None = None
    """Goes before the environment (http_proxy, https_proxy, no_proxy)."""

    def tls(self) -> ssl.SSLContext:
        import httpx2

        context = httpx2.create_ssl_context(verify=not self.insecure)
        if self.ca_file is not None:
            context.load_verify_locations(self.ca_file)
        return context

    def usual_tls(self) -> ssl.SSLContext:
        """The same of the standard library, for whoever must not import httpx2 yet."""
        context = ssl.create_default_context()
        if self.ca_file is not None:
            context.load_verify_locations(self.ca_file)
        if self.insecure:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def connection_of(settings: Mapping[str, Any], folder: Path) -> Connection:
    """Raises ValueError, which starts with the setting's name. Files are looked for in `folder`.

    Values are TOML's own, or texts from a command line.
    """
    found = {}
    for name, value in settings.items():
        if name not in _READERS:
            raise ValueError(f"{name} is not known; {meant(name, _READERS)}")
        found[name] = _READERS[name](name, value, folder)
    return Connection(**found)


def meant(name: str, known: Collection[str]) -> str:
    """What to write instead of a name that is none of those known."""
    close = get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"use {', '.join(sorted(known))}"


def _above_zero(name: str, value: Any, _: Path) -> float:
    number = _number(value)
    if not 0 < number < math.inf:
        raise ValueError(f"{name} must be a number above 0")
    return number


def _zero_or_above(name: str, value: Any, _: Path) -> float:
    number = _number(value)
    if not 0 <= number < math.inf:
        raise ValueError(f"{name} must be a number, 0 or above")
    return number


def _number(value: Any) -> float:
    try:
        return math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return math.nan


def _boolean(name: str, value: Any, _: Path) -> bool:
    known = {"true": True, "false": False}
    found = value if isinstance(value, bool) else known.get(str(value).lower())
    if found is None:
        raise ValueError(f"{name} must be true or false")
    return found


def _certificates(name: str, value: Any, folder: Path) -> Path:
    file = folder / str(value)
    try:
        ssl.create_default_context().load_verify_locations(file)
    except ssl.SSLError as error:
        raise ValueError(f"{name} {file} holds no certificate in PEM form") from error
    except OSError as error:
        raise ValueError(f"{name} {file} cannot be read: {error.strerror}") from error
    return file


def _proxy(name: str, value: Any, _: Path) -> str:
    import httpx2

    try:
        url = httpx2.URL(str(value))
    except httpx2.InvalidURL:
        url = httpx2.URL("")
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError(f"{name} must be the URL of an HTTP proxy, such as http://HOST:3128")
    return str(value)


_READERS: Mapping[str, Callable[[str, Any, Path], Any]] = {
    "timeout": _above_zero,
    "patience": _zero_or_above,
    "requests_per_second": _above_zero,
    "ca_file": _certificates,
    "insecure": _boolean,
    "proxy": _proxy,
}
