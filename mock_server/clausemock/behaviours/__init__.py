"""What the words of the document mean for a server: a module a word; each can be switched off."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from clausegen.model import Api

from clausemock.behaviours.hooks import (
    Acting,
    Admitting,
    Heeding,
    Making,
    Repeating,
    Showing,
    Writing,
)

Kind = TypeVar("Kind")


class UnknownSwitchError(ValueError):
    """No word that a behaviour keeps."""


@cache
def kinds() -> dict[str, Any]:
    """Word -> its behaviour: what the word's module calls BEHAVIOUR."""
    modules = {
        each.name: import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)
    }
    found = {name: getattr(module, "BEHAVIOUR", None) for name, module in modules.items()}
    return {name: kind for name, kind in found.items() if kind is not None}


class Behaviours:
    """One behaviour for each word of the vocabulary."""

    def __init__(self, api: Api, off: frozenset[str]) -> None:
        self._made = {kind: kind(api, on=name not in off) for name, kind in kinds().items()}

    def get(self, kind: type[Kind]) -> Kind:
        """The behaviour of this class."""
        made: Kind = self._made[kind]
        return made

    def showing(self) -> tuple[Showing, ...]:
        """Those that take part when a record is shown."""
        return tuple(each for each in self._made.values() if isinstance(each, Showing))


def behaviours(api: Api, without: Iterable[str] = ()) -> Behaviours:
    """All behaviours, some words switched off. Raises UnknownSwitchError."""
    off = frozenset(without)
    unknown = sorted(off - kinds().keys())
    if unknown:
        raise UnknownSwitchError(unknown[0])
    return Behaviours(api, off)


def writing(api: Api) -> tuple[Writing, ...]:
    """For any document: the behaviours that take part when a record is written."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Writing))


def admitting(api: Api) -> tuple[Admitting, ...]:
    """For any document: the behaviours that take part when it is known who calls."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Admitting))


def making(api: Api) -> tuple[Making, ...]:
    """For any document: the behaviours that take part when the mock is planned."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Making))


def showing(api: Api) -> tuple[Showing, ...]:
    """For any document: the behaviours that take part when a record is shown."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Showing))


def heeding(api: Api) -> tuple[Heeding, ...]:
    """For any document: the behaviours that take part when the record of a request is known."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Heeding))


def repeating(api: Api) -> tuple[Repeating, ...]:
    """For any document: the behaviours that know a request again."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Repeating))


def acting(api: Api) -> tuple[Acting, ...]:
    """For any document: the behaviours that know what an operation does to a record."""
    return tuple(kind(api) for kind in kinds().values() if issubclass(kind, Acting))
