"""How calls fail."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec


class ApiError(Exception):
    """The API answered with an error.

    `body` is its decoded JSON, or its text; `details` the same as the documented type, and None if
    there is none or the body is not like that.
    """

    details: Any

    def __init__(self, response: httpx.Response, message: str = "", details: Any = None) -> None:
        self.details = details
        self.response = response
        self.status = response.status_code
        self.body = _body(response)
        request = response.request
        said = message or _detail(self.body)
        super().__init__(f"{request.method} {request.url.path}: {self.status} {said}".rstrip())


class UnexpectedAnswer(ApiError):  # noqa: N818 - the caller is not at fault
    """The status is good, but the body is not what the document describes."""


def _body(response: httpx.Response) -> Any:
    try:
        return msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return response.text


def _detail(body: Any) -> str:
    if isinstance(body, dict) and isinstance(body.get("detail"), str):
        return str(body["detail"])
    return body if isinstance(body, str) else msgspec.json.encode(body).decode()
