"""What the mock of one API does beyond the words: `mock` of contract.toml names a `Guest`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from clausegen.model import Api

from clausemock.behaviours import Behaviours
from clausemock.choices import Choices
from clausemock.dialects import DIALECTS
from clausemock.store import Layout, Store
from clausemock.traffic import App


class SeedError(Exception):
    """The data cannot be used. The message names the entry."""


class Target(msgspec.Struct, frozen=True):
    """What a contract suite is told about the data."""

    actors: Mapping[str, Any]
    """Tables of the target file: token, values of path parameters, and ids."""
    ids: Mapping[str, str] = {}
    lent: tuple[str, ...] = ()
    """Keys of the target file: what a suite may change although it did not make it."""
    shown: Mapping[str, str] = {}
    """Path parameter -> something there is. For people who try the API; in no target file."""


class Parts(msgspec.Struct, frozen=True):
    """What a guest makes its application of."""

    api: Api
    store: Store
    words: Behaviours
    choices: Any
    """Of the guest's own kind."""


class Guest(msgspec.Struct, frozen=True, kw_only=True):
    """The mock of one API."""

    layout: Layout
    serve: Callable[[Parts], App]
    """Answers every operation of the document."""
    seed_file: Path
    read: Callable[[Path], Any]
    """The data of a file. Raises SeedError."""
    fill: Callable[[Store, Any], None]
    """Puts the data into an empty store. Raises SeedError."""
    target: Callable[[Any], Target]
    surround: Callable[[App, Store], App] = lambda app, _: app
    """What is answered beside the document."""
    choices: Choices = Choices()
    """What is usual; dialects change it."""
    dialects: Mapping[str, Mapping[str, Any]] = msgspec.field(default_factory=lambda: DIALECTS)
