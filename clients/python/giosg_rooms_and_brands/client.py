"""giosg Rooms and Brands API: the ways in."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import httpx

from .api.brands import AsyncBrandsApi, BrandsApi
from .api.domain_links import AsyncDomainLinksApi, DomainLinksApi
from .api.room_overviews import AsyncRoomOverviewsApi, RoomOverviewsApi
from .api.room_queues import AsyncRoomQueuesApi, RoomQueuesApi
from .api.room_settings import AsyncRoomSettingsApi, RoomSettingsApi
from .api.room_tags import AsyncRoomTagsApi, RoomTagsApi
from .api.room_users import AsyncRoomUsersApi, RoomUsersApi
from .api.rooms import AsyncRoomsApi, RoomsApi
from .credentials import credentials
from .retry import Retry
from .transport import AsyncTransport, Transport

BASE_URL = "https://service.giosg.com"


class Client:
    """The API, call by call.

    Use it in a `with` block, or call `close` at the end.

    - api_token: sent as `Token ...`.
    - access_token: sent as `Bearer ...`.
    - timeout: seconds for each step of a request; None waits for ever.
    - transport: how httpx reaches the server; tests give one that needs no network.
    """

    def __init__(
        self,
        *,
        api_token: str | None = None,
        access_token: str | None = None,
        base_url: str = BASE_URL,
        timeout: float | None = 30.0,
        retry: Retry | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        http = httpx.Client(base_url=base_url, timeout=timeout, transport=transport)
        secrets = credentials(api_token=api_token, access_token=access_token)
        self._transport = Transport(http, secrets, retry or Retry())
        self.rooms = RoomsApi(self._transport)
        self.room_users = RoomUsersApi(self._transport)
        self.room_tags = RoomTagsApi(self._transport)
        self.room_overviews = RoomOverviewsApi(self._transport)
        self.room_settings = RoomSettingsApi(self._transport)
        self.domain_links = DomainLinksApi(self._transport)
        self.room_queues = RoomQueuesApi(self._transport)
        self.brands = BrandsApi(self._transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.http.close()


class AsyncClient:
    """The API for asynchronous programs.

    Use it in an `async with` block, or call `aclose` at the end.

    - api_token: sent as `Token ...`.
    - access_token: sent as `Bearer ...`.
    - timeout: seconds for each step of a request; None waits for ever.
    - transport: how httpx reaches the server; tests give one that needs no network.
    """

    def __init__(
        self,
        *,
        api_token: str | None = None,
        access_token: str | None = None,
        base_url: str = BASE_URL,
        timeout: float | None = 30.0,
        retry: Retry | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        http = httpx.AsyncClient(base_url=base_url, timeout=timeout, transport=transport)
        secrets = credentials(api_token=api_token, access_token=access_token)
        self._transport = AsyncTransport(http, secrets, retry or Retry())
        self.rooms = AsyncRoomsApi(self._transport)
        self.room_users = AsyncRoomUsersApi(self._transport)
        self.room_tags = AsyncRoomTagsApi(self._transport)
        self.room_overviews = AsyncRoomOverviewsApi(self._transport)
        self.room_settings = AsyncRoomSettingsApi(self._transport)
        self.domain_links = AsyncDomainLinksApi(self._transport)
        self.room_queues = AsyncRoomQueuesApi(self._transport)
        self.brands = AsyncBrandsApi(self._transport)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.http.aclose()
