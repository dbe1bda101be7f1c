"""The mock put together: data, behaviours, a guest's resources and what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from clausegen.load import load_api
from clausegen.manifest import Manifest, manifest_of
from clausegen.model import Api

from clausemock.behaviours import behaviours
from clausemock.chaos import chaotic
from clausemock.choices import Choices
from clausemock.derived.actors import USUAL
from clausemock.derived.application import Application
from clausemock.derived.seeds import read
from clausemock.derived.service import Service
from clausemock.derived.state import State
from clausemock.derived.welcome import first_request, summary
from clausemock.guest import Guest, Parts, SeedError, Target
from clausemock.store import Store
from clausemock.traffic import App, delayed, introduced, logged, resettable
from clausemock.wire import spoken


class NoMockError(Exception):
    """What is asked for needs a guest's own mock."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a mock is set up."""

    document: Path | None = None
    """A document alone, in place of a contract."""
    contract: str | None = None
    """A contract.toml or an installed guest; None: that of the working folder."""
    database: str = ":memory:"
    """A file, in memory, or postgresql://... for the mock of a document."""
    without: tuple[str, ...] = ()
    seed_file: Path | None = None
    """Records in place of the guest's own, or of made ones."""
    seed: int = 0
    """What made records and chaos are drawn from."""
    choices: Choices | None = None
    """In place of the guest's usual ones, and of their kind."""
    latency: float = 0
    """Milliseconds that every answer takes longer."""
    chaos: float = 0
    """Share of the requests that meet a failure, from 0 to 1."""
    log: bool = False


def guest_of(manifest: Manifest) -> Guest | None:
    """The guest that keeps everything itself; None where the document alone makes the mock.

    Raises SpecError if it cannot be imported.
    """
    found: Any = manifest.imported("mock")
    return found if isinstance(found, Guest) else None


def target_of(manifest: Manifest, seed_file: Path | None = None) -> Target:
    """What a contract suite is told. Raises SpecError or SeedError."""
    guest = guest_of(manifest)
    if guest is not None:
        return guest.target(guest.read(seed_file or guest.seed_file))
    service = _service(manifest, State(), seed_file)
    owner = manifest.roles.owner or USUAL
    ids = service.known_ids() if seed_file is not None else {}
    return Target(
        {
            owner if name == USUAL else name: {"token": token, **ids}
            for token, name in service.actors.tokens.items()
        }
    )


def _known(token: str, values: Mapping[str, str]) -> bytes:
    return msgspec.json.encode({"token": token, "values": values})


def _known_of(manifest: Manifest, target: Target) -> bytes:
    """As the owner: the values of its own table, and what else is there to be shown."""
    actors = [*target.actors.values()]
    own: Any = target.actors.get(manifest.roles.owner or "") or next(iter(actors), {})
    told = {key: each for key, each in msgspec.to_builtins(own).items() if isinstance(each, str)}
    return _known(told.pop("token", ""), {**told, **target.shown})


def announced(manifest: Manifest, base_url: str, seed_file: Path | None = None) -> tuple[str, ...]:
    """What the mock of a document alone says of itself: how much it keeps, and what to try."""
    service = _service(manifest, State(), seed_file)
    return summary(service), f"try: {first_request(service, base_url)}"


def first_records(manifest: Manifest, seed: int = 0) -> dict[str, Any]:
    """What the mock of a document holds at its start, as a seed. Raises SpecError."""
    return _service(manifest, State(), None, seed).first_records()


def _service(manifest: Manifest, state: State, seed_file: Path | None, seed: int = 0) -> Service:
    api = _document(manifest.document, manifest.overlays)
    start = read(seed_file) if seed_file is not None else None
    try:
        return Service(api, state, seed=seed, start=start)
    except SeedError as error:
        raise SeedError(f"{seed_file}: {error}") from error


def build(options: Options | None = None) -> App:
    """The whole mock. Raises SeedError, StoreError, SpecError, NoMockError, UnknownSwitchError."""
    options = options or Options()
    manifest = manifest_of(options.contract, options.document)
    api, guest = _document(manifest.document, manifest.overlays), guest_of(manifest)
    app = _derived(api, manifest, options) if guest is None else _own(api, guest, manifest, options)
    return _surrounded(app, options)


def _derived(api: Api, manifest: Manifest, options: Options) -> App:
    """The mock of any document, and what the guest adds to it: a function from app to app."""
    if options.without or options.choices:
        raise NoMockError(f"--without, --dialect: {manifest} has no mock of its own")
    service = _service(manifest, State(options.database), options.seed_file, options.seed)
    token = next(iter(service.actors.tokens), "")
    app: App = introduced(Application(api, service), lambda: _known(token, service.known_ids()))
    extend: Callable[[App], App] | None = manifest.imported("mock")
    return app if extend is None else extend(app)


def _own(api: Api, guest: Guest, manifest: Manifest, options: Options) -> App:
    if "://" in options.database:
        raise NoMockError(f"--database: the mock of {manifest} keeps its data in a file")
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
    known = _known_of(manifest, guest.target(data))
    return introduced(resettable(guest.surround(app, store), reset), lambda: known)


@cache
def _document(path: Path, overlays: tuple[Path, ...]) -> Api:
    """Read once, also when a process builds many mocks."""
    return load_api(path, overlays=overlays)


def _surrounded(app: App, options: Options) -> App:
    if options.chaos:
        app = chaotic(app, options.chaos, options.seed)
    if options.latency:
        app = delayed(app, options.latency)
    return logged(app) if options.log else app
