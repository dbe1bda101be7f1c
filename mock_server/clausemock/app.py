"""The mock put together: data, behaviours, a guest's resources and what surrounds them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from clausegen.load import load_api
from clausegen.manifest import Manifest, manifest_of
from clausegen.model import Api

from clausemock.behaviours import behaviours
from clausemock.choices import Choices
from clausemock.guest import Guest, Parts
from clausemock.store import Store
from clausemock.traffic import App, chaotic, delayed, logged, resettable
from clausemock.wire import spoken


class NoMockError(Exception):
    """The manifest names no mock."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a mock is set up. `database` is a file, or in memory."""

    contract: str | None = None
    """A contract.toml or an installed guest; None: that of the working folder."""
    database: str = ":memory:"
    without: tuple[str, ...] = ()
    seed_file: Path | None = None
    """In place of the guest's own."""
    choices: Choices | None = None
    """In place of the guest's usual ones, and of their kind."""
    latency: float = 0
    """Milliseconds that every answer takes longer."""
    chaos: float = 0
    """Share of the requests that meet a failure, from 0 to 1."""
    log: bool = False


def guest_of(manifest: Manifest) -> Guest:
    """Raises NoMockError without one, SpecError if it cannot be imported."""
    found: Any = manifest.imported("mock")
    if found is None:
        raise NoMockError(f'{manifest} names no mock: write mock = "module:guest" there')
    assert isinstance(found, Guest)
    return found


def build(options: Options | None = None) -> App:
    """The whole mock. Raises SeedError, StoreError, SpecError, NoMockError, UnknownSwitchError."""
    options = options or Options()
    manifest = manifest_of(options.contract)
    api, guest = _document(manifest.document, manifest.overlays), guest_of(manifest)
    data = guest.read(options.seed_file or guest.seed_file)
    store = Store(guest.layout, options.database)
    if store.is_empty:
        guest.fill(store, data)

    def reset() -> None:
        store.clear()
        guest.fill(store, data)

    words = behaviours(api, options.without)
    choices = options.choices or guest.choices
    app = spoken(
        guest.serve(Parts(api, store, words, choices)), choices, api, manifest.scheme or "Bearer"
    )
    return _surrounded(resettable(guest.surround(app, store), reset), options)


@cache
def _document(path: Path, overlays: tuple[Path, ...]) -> Api:
    """Read once, also when a process builds many mocks."""
    return load_api(path, overlays=overlays)


def _surrounded(app: App, options: Options) -> App:
    if options.chaos:
        app = chaotic(app, options.chaos, Random())  # noqa: S311 - nothing secret
    if options.latency:
        app = delayed(app, options.latency)
    return logged(app) if options.log else app
