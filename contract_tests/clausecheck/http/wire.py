"""One request on the wire, and what came back as a value."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpcore2
import httpx2
import msgspec

from clausecheck.http.exchange import NO_JSON, READS, Exchange
from clausecheck.http.target import Target
from clausecheck.http.transport import Deadline, DeadlineTransport, unpacked

MAX_BYTES = 16 * 1024 * 1024  # a larger answer is a defect, not data
MAX_REDIRECTS = 3
HINTS = {
    "CERTIFICATE_VERIFY_FAILED": "the certificate is not trusted: "
    "give connection.ca_file, or connection.insecure",
    "SSL": "this is no TLS: is it a port for http://?",
}
"""What to say of errors of TLS, by a word in them."""


class Silent(Exception):  # noqa: N818 - no error of ours: the server gave no usable answer
    """No answer, and why."""


class HungUp(Silent):
    """The connection ended without one: a kept one may have been closed at that very moment."""


class Wire:
    """Connections to one target. No exchange takes longer, or is larger, than the limits."""

    def __init__(
        self, target: Target, is_answer: Callable[[Exchange, int], bool] = lambda *_: False
    ) -> None:
        """`is_answer` tells of a redirection that the document lists: it is not followed."""
        self.repeated_posts = 0
        self._is_answer = is_answer
        self._timeout = target.connection.timeout
        self._deadline = Deadline()
        origin = httpx2.URL(target.base_url)
        self._http = httpx2.Client(
            transport=DeadlineTransport(self._deadline, origin, target.connection),
            timeout=self._timeout,
            headers={
                "Accept": "application/json",
                "Accept-Encoding": "identity",
                "User-Agent": "clausecheck",
            },
        )

    def close(self) -> None:
        self._http.close()

    def send(self, request: Exchange) -> Exchange:
        """The request with its answer; without one, `problem` says why."""
        started = time.monotonic()
        self._deadline.start(self._timeout)
        try:
            try:
                response, raw = self._fetch(request)
            except HungUp:
                self.repeated_posts += request.method == "POST"
                response, raw = self._fetch(request)
        except Silent as silent:
            return without_answer(request, str(silent), time.monotonic() - started)
        text, value, problem = _decoded(raw)
        return msgspec.structs.replace(
            request,
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            text=text,
            json=value,
            problem=problem,
            seconds=time.monotonic() - started,
        )

    def _fetch(self, request: Exchange) -> tuple[httpx2.Response, bytes]:
        """The answer after redirects within the target; others are answers themselves."""
        url = httpx2.URL(request.url)
        headers = dict(request.carries)
        if request.sent is not None:
            headers.setdefault("Content-Type", "application/json")
        for _ in range(MAX_REDIRECTS):
            built = self._http.build_request(
                request.method, url, headers=headers, content=request.sent
            )
            response, raw = self._read(built)
            onward = _redirect(response, url)
            if onward is None or self._is_answer(request, response.status_code):
                break
            url = onward
        return response, raw

    def _read(self, built: httpx2.Request) -> tuple[httpx2.Response, bytes]:
        try:
            response = self._http.send(built, stream=True)
            try:
                raw = bytearray()
                for chunk in unpacked(response):
                    raw += chunk
                    if len(raw) > MAX_BYTES:
                        raise Silent(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MiB")
            finally:
                response.close()
        except (httpcore2.TimeoutException, httpx2.TimeoutException) as error:
            raise Silent(f"no complete answer within {self._timeout:g} s") from error
        except HANG_UPS as error:
            raise HungUp(_told(error)) from error
        except (httpx2.HTTPError, *NETWORK, ValueError) as error:
            raise Silent(_told(error)) from error
        return response, bytes(raw)


HANG_UPS = (httpcore2.ReadError, httpcore2.WriteError, httpcore2.RemoteProtocolError)
NETWORK = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpx2.StreamError,
    OSError,
)


def _told(error: Exception) -> str:
    text = str(error) or type(error).__name__
    hint = next((hint for word, hint in HINTS.items() if word in text), None)
    return text if hint is None else f"{hint} ({text})"


def _decoded(raw: bytes) -> tuple[str, Any, str | None]:
    """(text, JSON value, why it is none)."""
    text = raw.decode("utf-8", "replace")
    if not raw.strip():
        return "", NO_JSON, None
    try:
        return text, msgspec.json.decode(raw), None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return text, NO_JSON, f"the body is not JSON: {error}"


def _redirect(response: httpx2.Response, url: httpx2.URL) -> httpx2.URL | None:
    """Where to go on: only on the same host, and only if the method stays the same.

    A write goes on to the same path only, with or without a slash: another one nobody has judged.
    """
    if not response.has_redirect_location:
        return None
    reads = response.request.method in READS
    try:
        onward = url.join(response.headers["location"])
    except (httpx2.InvalidURL, ValueError):
        return None
    same = response.status_code in {307, 308} and onward.query == url.query
    same = same and onward.path.rstrip("/") == url.path.rstrip("/")
    return onward if (reads or same) and origin_of(onward) == origin_of(url) else None


def origin_of(url: httpx2.URL) -> dict[str, Any]:
    return {"scheme": url.scheme, "host": url.host, "port": url.port}


def without_answer(request: Exchange, problem: str, seconds: float = 0.0) -> Exchange:
    return msgspec.structs.replace(
        request, status=0, headers={}, text="", json=NO_JSON, problem=problem, seconds=seconds
    )
