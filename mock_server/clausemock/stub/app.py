"""The application of all interfaces."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from .api import (
    brands,
    domain_links,
    room_overviews,
    room_queues,
    room_settings,
    room_tags,
    room_users,
    rooms,
)
from .asgi import Application, Authenticate, OnInvalid
from .routing import Route, plant

Interface = (
    rooms.RoomsApi
    | room_users.RoomUsersApi
    | room_tags.RoomTagsApi
    | room_overviews.RoomOverviewsApi
    | room_settings.RoomSettingsApi
    | domain_links.DomainLinksApi
    | room_queues.RoomQueuesApi
    | brands.BrandsApi
)

INTERFACES: dict[type[Interface], tuple[Route, ...]] = {
    rooms.RoomsApi: rooms.ROUTES,
    room_users.RoomUsersApi: room_users.ROUTES,
    room_tags.RoomTagsApi: room_tags.ROUTES,
    room_overviews.RoomOverviewsApi: room_overviews.ROUTES,
    room_settings.RoomSettingsApi: room_settings.ROUTES,
    domain_links.DomainLinksApi: domain_links.ROUTES,
    room_queues.RoomQueuesApi: room_queues.ROUTES,
    brands.BrandsApi: brands.ROUTES,
}


def create_app(
    *apis: Interface,
    authenticate: Authenticate | None = None,
    on_invalid: OnInvalid | None = None,
    max_body: int = 10 * 2**20,
    cors: Collection[str] = (),
    debug: bool = False,
) -> Application:
    """An ASGI application. An operation that no given object overrides answers with its example.

    authenticate: receives the call before anything is validated; what it returns is the actor.
    on_invalid: receives each value that is not as documented. It raises to refuse the request, or
        returns to go on as if the value was not sent. Without it InvalidRequest is answered.
    max_body: a longer body is answered with 413.
    cors: origins that browsers may call from; "*" stands for all.
    debug: answers that are not as documented become internal errors.

    The methods run in the event loop: one that waits for something should be async.
    """
    return Application(
        plant(_endpoints(apis)),
        authenticate=authenticate,
        on_invalid=on_invalid,
        max_body=max_body,
        cors=cors,
        debug=debug,
    )


def _endpoints(apis: tuple[Interface, ...]) -> Iterator[tuple[Route, Callable[..., Any]]]:
    for interface, routes in INTERFACES.items():
        given = next((each for each in apis if isinstance(each, interface)), interface())
        for route in routes:
            yield route, getattr(given, route.function.__name__)
