"""Sends requests, again if need be, and returns typed answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import httpx

from .answers import Operation, understood
from .encoding import body_arguments, filled
from .errors import BY_STATUS
from .retry import Retry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What goes with every request to the API, and never anywhere else."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


class Transport:
    """Waits for each answer."""

    def __init__(self, http: httpx.Client, credentials: Credentials, retry: Retry) -> None:
        self.http = http
        self._credentials = credentials
        self._retry = retry

    def send(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, Any] | None = None,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str | None] | None = None,
        cookies: Mapping[str, str | None] | None = None,
        body: Any = None,
    ) -> T:
        """Send one request; a header or cookie that is None is left out."""
        arguments = {} if body is None else body_arguments(operation.media_type, body)
        request = self.http.build_request(
            operation.method,
            _address(self.http.base_url, filled(operation.path, path or {})),
            params=[*query, *self._credentials.query.items()] or None,
            **arguments,
        )
        request.headers.update(_given(headers) | dict(self._credentials.headers))
        sent = _given(cookies) | dict(self._credentials.cookies)
        if sent:
            request.headers["cookie"] = "; ".join(f"{name}={sent[name]}" for name in sent)
        return understood(self._exchange(request), operation, BY_STATUS)

    def follow(self, operation: Operation[T], link: str) -> T:
        """Read what a link of an answer leads to. A link to another server is refused."""
        url = self.http.base_url.join(link)
        here = self.http.base_url
        if (url.scheme, url.host, url.port) != (here.scheme, here.host, here.port):
            raise ValueError(f"{link} leads to another server than {here}: it is not followed")
        request = self.http.build_request("GET", url)
        request.headers.update(self._credentials.headers)
        return understood(self._exchange(request), operation, BY_STATUS)

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        for attempt in count(1):
            try:
                response = self.http.send(request)
            except httpx.TransportError as error:
                pause = self._retry.after_failure(request, error, attempt)
                if pause is None:
                    raise
            else:
                pause = self._retry.after_answer(response, attempt)
                if pause is None:
                    return response
            time.sleep(pause)
        raise AssertionError  # the loop ends by returning or raising


class AsyncTransport:
    """The same, to be awaited."""

    def __init__(self, http: httpx.AsyncClient, credentials: Credentials, retry: Retry) -> None:
        self.http = http
        self._credentials = credentials
        self._retry = retry

    async def send(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, Any] | None = None,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str | None] | None = None,
        cookies: Mapping[str, str | None] | None = None,
        body: Any = None,
    ) -> T:
        """Send one request; a header or cookie that is None is left out."""
        arguments = {} if body is None else body_arguments(operation.media_type, body)
        request = self.http.build_request(
            operation.method,
            _address(self.http.base_url, filled(operation.path, path or {})),
            params=[*query, *self._credentials.query.items()] or None,
            **arguments,
        )
        request.headers.update(_given(headers) | dict(self._credentials.headers))
        sent = _given(cookies) | dict(self._credentials.cookies)
        if sent:
            request.headers["cookie"] = "; ".join(f"{name}={sent[name]}" for name in sent)
        return understood(await self._exchange(request), operation, BY_STATUS)

    async def follow(self, operation: Operation[T], link: str) -> T:
        """Read what a link of an answer leads to. A link to another server is refused."""
        url = self.http.base_url.join(link)
        here = self.http.base_url
        if (url.scheme, url.host, url.port) != (here.scheme, here.host, here.port):
            raise ValueError(f"{link} leads to another server than {here}: it is not followed")
        request = self.http.build_request("GET", url)
        request.headers.update(self._credentials.headers)
        return understood(await self._exchange(request), operation, BY_STATUS)

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        for attempt in count(1):
            try:
                response = await self.http.send(request)
            except httpx.TransportError as error:
                pause = self._retry.after_failure(request, error, attempt)
                if pause is None:
                    raise
            else:
                pause = self._retry.after_answer(response, attempt)
                if pause is None:
                    return response
            await asyncio.sleep(pause)
        raise AssertionError  # the loop ends by returning or raising


def _given(values: Mapping[str, str | None] | None) -> dict[str, str]:
    return {name: value for name, value in (values or {}).items() if value is not None}


def _address(base: httpx.URL, path: str) -> str:
    return f"{str(base).rstrip('/')}{path}"
