"""How calls fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec

REQUEST_IDS = ("x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid")


class CallError(Exception):
    """A call failed: the API answered with an error, or did not answer."""


class NotSent(CallError, ValueError):  # noqa: N818 - what happened
    """The request cannot be made: its URL, a value, a header or the timeout is none."""


class NetworkError(CallError):
    """No answer came; whether the request arrived is not known. httpx says more (`__cause__`)."""

    def __init__(self, request: httpx.Request, cause: Exception) -> None:
        self.request = request
        why = str(cause) or type(cause).__name__
        super().__init__(f"{request.method} {request.url.path}: no answer: {why}")


class TimedOut(NetworkError):  # noqa: N818 - what happened
    """No answer came in time."""


class ApiError(CallError):
    """The API answered with an error.

    `body` is its decoded JSON, or its text; `details` the same as the documented type, and None if
    there is none or the body is nothing of the kind. Where the body breaks its schema, `details` is
    it as far as it goes: what is wrong stays as it came, and a required attribute that lacks is
    UNSET; `problems` tell it all, with JSON pointers. `request_id` is how the server's log calls
    the request, if the answer says so.
    """

    details: Any
    problems: tuple[str, ...]

    def __init__(
        self,
        response: httpx.Response,
        message: str = "",
        details: Any = None,
        problems: tuple[str, ...] = (),
    ) -> None:
        self.details, self.problems = details, problems
        self.response = response
        self.status = response.status_code
        self.body = _body(response)
        named = (response.headers.get(each) for each in REQUEST_IDS)
        self.request_id: str | None = next(filter(None, named), None)
        request = response.request
        said = f"{self.status} {message or _detail(self.body)}".rstrip()
        said += f" (request {self.request_id})" if self.request_id else ""
        super().__init__(f"{request.method} {request.url.path}: {said}")


class UnexpectedAnswer(ApiError):  # noqa: N818 - the caller is not at fault
    """The status is good, but the body is not what the document describes."""


@contextmanager
def sendable() -> Iterator[None]:
    """Says NotSent where httpx refuses a request. A header may be a secret: it is not repeated."""
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise NotSent(f"not sent: {error}") from error
    except UnicodeEncodeError:
        raise NotSent("not sent: a header or a text holds what HTTP cannot carry") from None
    except httpx.LocalProtocolError:
        raise NotSent("not sent: a header holds what HTTP cannot carry") from None


def _body(response: httpx.Response) -> Any:
    try:
        return msgspec.json.decode(response.content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return response.text
    except httpx.ResponseNotRead:
        return None  # of a stream


def _detail(body: Any) -> str:
    if isinstance(body, dict) and isinstance(body.get("detail"), str):
        return str(body["detail"])
    return body if isinstance(body, str) else msgspec.json.encode(body).decode()
