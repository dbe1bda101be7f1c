"""The mock put together: data, behaviours, resources and what surrounds them, as an ASGI app."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

import msgspec
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api

from clausemock import seed
from clausemock.behaviours import behaviours
from clausemock.brands import Brands
from clausemock.choices import Choices
from clausemock.domain_links import DomainLinks
from clausemock.mock import Mock
from clausemock.overviews import RoomOverviews
from clausemock.queues import RoomQueues
from clausemock.records import clock
from clausemock.rooms import Rooms
from clausemock.settings import Settings
from clausemock.store import Store
from clausemock.stub import create_app
from clausemock.tags import RoomTags
from clausemock.traffic import App, chaotic, delayed, introducing, logged, resettable
from clausemock.users import RoomUsers
from clausemock.wire import spoken


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a mock is set up. `database` is a file, or in memory."""

    contract: str | None = None
    """A contract.toml or an installed guest; None: that of the working folder."""
    database: str = ":memory:"
    without: tuple[str, ...] = ()
    seed_file: Path = seed.DEFAULT
    choices: Choices = Choices()
    latency: float = 0
    """Milliseconds that every answer takes longer."""
    chaos: float = 0
    """Share of the requests that meet a failure, from 0 to 1."""
    log: bool = False


def build(options: Options | None = None) -> App:
    """The whole mock. Raises SeedError, StoreError or UnknownSwitchError."""
    options = options or Options()
    api = _document(options.contract)
    data = seed.read(options.seed_file)
    store = Store(options.database)
    if store.is_empty:
        seed.fill(store, data)

    def reset() -> None:
        store.clear()
        seed.fill(store, data)

    words = behaviours(api, options.without)
    mock = Mock(api, store, words, options.choices, clock())
    app = introducing(spoken(_resources(mock), options.choices), mock.access.user)
    return _surrounded(resettable(app, reset), options)


@cache
def _document(contract: str | None) -> Api:
    """Read once, also when a process builds many mocks."""
    return load_api(manifest_of(contract).document)


def _resources(mock: Mock) -> App:
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


def _surrounded(app: App, options: Options) -> App:
    if options.chaos:
        app = chaotic(app, options.chaos, Random())  # noqa: S311 - nothing secret
    if options.latency:
        app = delayed(app, options.latency)
    return logged(app) if options.log else app
