"""A running server, read and never written: every request is a GET, and there are not many."""

from __future__ import annotations

import ipaddress
import json
import re
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit

import msgspec

from clausegen.suggest.probe.target import Asking, ProbeError

OK = 200
PATIENCE = 10.0  # seconds for one answer
LARGEST = 16 * 1024 * 1024
FAILURES = 3
"""So many requests without an answer end a probe."""
NEXT = re.compile(r"""<([^>]*)>[^,<]*;\s*rel="?(?:[^",;]* )?next(?: [^",;]*)?"?""", re.IGNORECASE)


class SpentError(Exception):
    """All requests that a probe may send were sent."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a GET was answered with. `status` is 0 where nothing came."""

    url: str
    asked: str
    """The request, as people write it: GET /books?limit=1."""
    status: int
    body: Any = None
    link: str | None = None
    """What the Link header calls the next page (RFC 8288)."""

    @property
    def told(self) -> str:
        return f"{self.asked} answered {self.status or 'nothing'}"


class _Stays(urllib.request.HTTPRedirectHandler):
    """Nobody else gets the credentials, and what lies elsewhere is not the document's."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """A slash at the end of a path is the usual reason."""
        if _origin(newurl) != _origin(req.full_url):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Server:
    """Sends GETs below a base URL, each once, and no more than `most`."""

    def __init__(self, asking: Asking, most: int) -> None:
        """Raises ProbeError for what is no base URL."""
        self.base_url, self._most = _checked(asking.base_url), most
        self._headers, self._query = asking.headers, asking.query
        direct = [urllib.request.ProxyHandler({})] if _is_local(self.base_url) else []
        self._opener = urllib.request.build_opener(_Stays, *direct)
        self._known: dict[tuple[str, bool], Answer] = {}
        self._failed = 0

    @property
    def sent(self) -> int:
        return len(self._known)

    def get(
        self,
        path: str,
        query: Mapping[str, str] | None = None,
        accept: str = "application/json",
        *,
        anonymous: bool = False,
    ) -> Answer:
        """Raises SpentError, and ProbeError where nobody is there."""
        asked = urlencode({**(query or {}), **({} if anonymous else self._query)})
        url = f"{self.base_url}{path}{'?' if asked else ''}{asked}"
        return self._get(url, accept, anonymous=anonymous)

    def follow(self, answer: Answer, link: str, accept: str) -> Answer | None:
        """What a link of an answer leads to; None where it leads to another server."""
        url = urljoin(answer.url, link)
        return self._get(url, accept) if _origin(url) == _origin(self.base_url) else None

    def _get(self, url: str, accept: str, *, anonymous: bool = False) -> Answer:
        key = (url, anonymous)
        if key not in self._known:
            if self.sent >= self._most:
                raise SpentError
            self._known[key] = self._sent(url, accept, {} if anonymous else self._headers)
        return self._known[key]

    def _sent(self, url: str, accept: str, headers: Mapping[str, str]) -> Answer:
        asked = f"GET {url.removeprefix(self.base_url)}"
        told = {"User-Agent": "clausegen", "Accept": accept, **headers}
        request = urllib.request.Request(url, headers=told)  # noqa: S310 - http or https alone
        try:
            with self._opener.open(request, timeout=PATIENCE) as found:
                body, link = _json(found.read(LARGEST)), found.headers.get("Link", "")
                return Answer(
                    url=url, asked=asked, status=found.status, body=body, link=_next(link)
                )
        except HTTPError as refused:
            with refused:
                return Answer(url=url, asked=asked, status=refused.code)
        except (OSError, HTTPException, ValueError) as error:
            return self._none(url, asked, error)

    def _none(self, url: str, asked: str, error: Exception) -> Answer:
        """Nothing came. Raises ProbeError where nothing ever did, or nothing comes any more."""
        self._failed += 1
        answered = any(each.status for each in self._known.values())
        if not answered or self._failed >= FAILURES:
            why = getattr(error, "reason", None) or error
            raise ProbeError(f"{self.base_url} does not answer {asked}: {why}") from error
        return Answer(url=url, asked=asked, status=0)


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username:
        shown = re.sub("//.*@", "//...@", url)
        raise ProbeError(f"{shown} is no base URL; write it as http://HOST:PORT or https://HOST")
    return url.rstrip("/")


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _json(raw: bytes) -> Any:
    """None for what is none."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _next(header: str) -> str | None:
    found = NEXT.search(header)
    return found[1] if found else None
