"""Sends requests, again if need be, and returns typed answers."""

from __future__ import annotations

import asyncio
import time
from itertools import count
from typing import Any, TypeVar

import httpx

from .answers import Operation, understood
from .errors import BY_STATUS
from .requests import Credentials, Values, calling, following
from .retry import Retry

T = TypeVar("T")


class Transport:
    """Waits for each answer."""

    def __init__(self, http: httpx.Client, credentials: Credentials, retry: Retry) -> None:
        self.http = http
        self._credentials = credentials
        self._retry = retry

    def send(self, operation: Operation[T], **values: Any) -> T:
        """Send one request; the values are those of `Values`."""
        request = calling(self.http, self._credentials, operation, Values(**values))
        return understood(self._exchange(request), operation, BY_STATUS)

    def follow(self, operation: Operation[T], link: str) -> T:
        """Read what a link of an answer leads to."""
        request = following(self.http, self._credentials, operation, link)
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

    async def send(self, operation: Operation[T], **values: Any) -> T:
        """Send one request; the values are those of `Values`."""
        request = calling(self.http, self._credentials, operation, Values(**values))
        return understood(await self._exchange(request), operation, BY_STATUS)

    async def follow(self, operation: Operation[T], link: str) -> T:
        """Read what a link of an answer leads to."""
        request = following(self.http, self._credentials, operation, link)
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
