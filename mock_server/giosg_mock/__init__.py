"""The mock of giosg's Rooms and Brands: what its resources do beyond the words."""

from __future__ import annotations

from collections.abc import Iterable

from clausemock.clock import clock
from clausemock.guest import Guest, Parts
from clausemock.store import Store
from clausemock.traffic import App

from giosg_mock import seed
from giosg_mock.access import user_of
from giosg_mock.brands import Brands
from giosg_mock.choices import Choices
from giosg_mock.dialects import DIALECTS
from giosg_mock.domain_links import DomainLinks
from giosg_mock.introducing import introducing
from giosg_mock.mock import Mock
from giosg_mock.overviews import RoomOverviews
from giosg_mock.queues import RoomQueues
from giosg_mock.rooms import Rooms
from giosg_mock.settings import Settings
from giosg_mock.stub import create_app
from giosg_mock.tables import LAYOUT
from giosg_mock.tags import RoomTags
from giosg_mock.users import RoomUsers


def serve(parts: Parts) -> App:
    """Every operation of the document."""
    mock = Mock(parts.api, parts.store, parts.words, parts.choices, clock())
    kinds: Iterable[type] = (
        Rooms,
        RoomUsers,
        RoomTags,
        RoomOverviews,
        Settings,
        DomainLinks,
        RoomQueues,
        Brands,
    )
    return create_app(
        *(kind(mock) for kind in kinds),
        authenticate=mock.admit,
        on_invalid=mock.access.complain,
        cors=["*"],
    )


def _surround(app: App, store: Store) -> App:
    return introducing(app, lambda authorization: user_of(store, authorization))


guest = Guest(
    layout=LAYOUT,
    serve=serve,
    seed_file=seed.DEFAULT,
    read=seed.read,
    fill=seed.fill,
    target=seed.target,
    surround=_surround,
    choices=Choices(),
    dialects=DIALECTS,
)
