"""One request on the wire, and what came back as a value."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import httpcore2
import httpx2
import msgspec
from clausegen.model.acting import may_act
from clausegen.model.streams import is_stream

from clausecheck.http.exchange import NO_JSON, READS, Exchange
from clausecheck.http.target import Target
from clausecheck.http.transport import Deadline, pool_of, unpacked

MAX_BYTES = 16 * 1024 * 1024  # a larger answer is a defect, not data
MAX_REDIRECTS = 3
STREAMED = 2.0  # seconds that are listened to a stream
BODILESS = frozenset({204, 304})
MOVED = frozenset({301, 302, 303, 307, 308})
WRITES = frozenset({"POST", "PUT", "PATCH"})
"""Methods that say how long their payload is, also where there is none."""
USUAL = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "keep-alive",
    "User-Agent": "clausecheck",
}
HINTS = {
    "CERTIFICATE_VERIFY_FAILED": "the certificate is not trusted: "
    "give connection.ca_file, or connection.insecure",
    "SSL": "this is no TLS: is it a port for http://?",
}
"""What to say of errors of TLS, by a word in them."""


class Silent(Exception):  # noqa: N818 - no error of ours: the server gave no usable answer
    """No answer, and why."""


class HungUp(Silent):
    """A kept connection ended without a byte: it may have been closed at that very moment."""


class _Garbled(Exception):  # noqa: N818 - the answer is there, and its body cannot be read
    """Why not."""


class Answer(msgspec.Struct, frozen=True):
    """What came back, before anybody has read it."""

    status: int
    headers: dict[str, str]
    """With small letters; the values of one that came more than once are joined by commas."""
    raw: bytes
    problem: str | None = None
    """Why the body could not be read."""


class Wire:
    """Connections to one target. No exchange takes longer, or is larger, than the limits."""

    def __init__(
        self, target: Target, is_answer: Callable[[Exchange, int], bool] = lambda *_: False
    ) -> None:
        """`is_answer` tells of a redirection that the document lists: it is not followed."""
        self.repeated_posts = 0
        self._is_answer = is_answer
        self._timeout = target.connection.timeout
        self._timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        self._deadline = Deadline()
        origin = httpx2.URL(target.base_url)
        self._pool = pool_of(self._deadline, origin, target.connection)
        self._usual = dict(USUAL)
        if origin.userinfo:
            pair = base64.b64encode(unquote_to_bytes(origin.userinfo)).decode()
            self._usual["Authorization"] = f"Basic {pair}"

    def close(self) -> None:
        self._pool.close()

    def send(self, request: Exchange) -> Exchange:
        """The request with its answer; without one, `problem` says why."""
        started = time.monotonic()
        try:
            try:
                answer = self._fetch(request, self._timeout)
            except HungUp:
                if request.method == "DELETE":
                    raise  # what it has removed may be somebody else's by now
                self.repeated_posts += request.method == "POST"
                answer = self._fetch(request, self._timeout - (time.monotonic() - started))
        except Silent as silent:
            return without_answer(request, str(silent), time.monotonic() - started)
        text, value, problem = _decoded(answer.raw)
        problem = answer.problem or problem
        return msgspec.structs.replace(
            request,
            status=answer.status,
            headers=answer.headers,
            text=text,
            json=value,
            problem=problem,
            seconds=time.monotonic() - started,
        )

    def _fetch(self, request: Exchange, seconds: float) -> Answer:
        """The answer after redirects within the target; others are answers themselves."""
        self._deadline.start(seconds)
        carries = request.carries
        if request.sent is not None:
            carries = {"Content-Type": "application/json", **carries}
        headers = _written({**self._usual, **carries})
        url = _parsed(request.url)
        for _ in range(MAX_REDIRECTS):
            answer = self._read(request, url, headers)
            onward = _redirect(request.method, answer, url)
            if onward is None or self._is_answer(request, answer.status):
                break
            url = onward
        return answer

    def _read(
        self, request: Exchange, url: httpx2.URL, headers: list[tuple[bytes, bytes]]
    ) -> Answer:
        sent = request.sent
        asked = self._pool.stream(
            request.method,
            httpcore2.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=headers,
            content=b"" if sent is None and request.method in WRITES else sent,
            extensions={"timeout": self._timeouts},
        )
        told: dict[str, str] = {}
        self._deadline.came.clear()
        try:
            with asked as response:
                told = _read_headers(response.headers)
                raw = self._body(unpacked(response.iter_stream(), told), told)
        except httpcore2.TimeoutException as error:
            raise Silent(f"no complete answer within {self._timeout:g} s") from error
        except HANG_UPS as error:
            raise self._ended(request, error) from error
        except _Garbled as garbled:
            return Answer(status=response.status, headers=told, raw=b"", problem=str(garbled))
        except (*NETWORK, ValueError) as error:
            raise Silent(_told(error)) from error
        return Answer(status=response.status, headers=told, raw=raw or self._stray(response.status))

    def _body(self, pieces: Iterator[bytes], headers: Mapping[str, str]) -> bytes:
        """The whole, or what came so far of a stream that need not end, to its last line."""
        streams, raw = is_stream(headers.get("content-type", "")), bytearray()
        if streams:
            self._deadline.limit(min(STREAMED, self._timeout))
        try:
            for chunk in pieces:
                raw += chunk
                if len(raw) > MAX_BYTES:
                    raise Silent(f"the answer is larger than {MAX_BYTES // 1024 // 1024} MiB")
        except httpcore2.ReadTimeout:
            if not streams:
                raise
            return bytes(raw[: raw.rfind(b"\n") + 1])
        except ValueError as error:
            raise _Garbled(str(error)) from error
        return bytes(raw)

    def _ended(self, request: Exchange, error: Exception) -> Silent:
        """A write is sent once more only where nothing can have been done with it."""
        is_kept = not self._deadline.is_fresh and not self._deadline.came
        again = request.method in READS or is_kept
        return (HungUp if again else Silent)(_told(error))

    def _stray(self, status: int) -> bytes:
        """What followed an answer that has no body: it is one, and spoils the connection."""
        head, _, rest = bytes(self._deadline.came).partition(b"\r\n\r\n")
        while rest.startswith(b"HTTP/1."):  # an interim answer came before, or that of a proxy
            head, _, rest = rest.partition(b"\r\n\r\n")
        if status not in BODILESS or not rest or b"\r\ntransfer-encoding:" in head.lower():
            return b""
        self._pool.close()
        return rest


HANG_UPS = (httpcore2.ReadError, httpcore2.WriteError, httpcore2.RemoteProtocolError)
NETWORK = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    OSError,
)


def _parsed(url: str) -> httpx2.URL:
    try:
        return httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise Silent(_told(error)) from error


def _written(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """On the wire, each once: the last one counts, however it is written."""
    named = {name.lower(): (name, value) for name, value in headers.items()}
    try:
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in named.values()]
    except UnicodeEncodeError as error:
        raise Silent(_told(error)) from error


def _read_headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, each in raw:
        name, value = key.decode("latin-1").lower(), _header_text(each)
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _header_text(value: bytes) -> str:
    """As UTF-8, which many a server means; else each byte is a character."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


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


def _redirect(method: str, answer: Answer, url: httpx2.URL) -> httpx2.URL | None:
    """Where to go on: only on the same host, and only if the method stays the same.

    A write goes on to the same path only, with or without a slash: another one nobody has judged.
    A read does not go where something is called like an action.
    """
    if answer.status not in MOVED or "location" not in answer.headers:
        return None
    try:
        onward = url.join(answer.headers["location"])
    except (httpx2.InvalidURL, ValueError):
        return None
    is_same = answer.status in {307, 308} and _bare(onward) == _bare(url)
    is_lawful = is_same or (method in READS and not may_act(onward.path))
    return onward if is_lawful and origin_of(onward) == origin_of(url) else None


def _bare(url: httpx2.URL) -> tuple[bytes, bytes]:
    """Path and query as they stand on the wire: %2F is no slash."""
    path, _, query = url.raw_path.partition(b"?")
    return path.removesuffix(b"/"), query


def origin_of(url: httpx2.URL) -> dict[str, Any]:
    return {"scheme": url.scheme, "host": url.host, "port": url.port}


def without_answer(request: Exchange, problem: str, seconds: float = 0.0) -> Exchange:
    return msgspec.structs.replace(
        request, status=0, headers={}, text="", json=NO_JSON, problem=problem, seconds=seconds
    )
