"""What a run has made, and how it is told of."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from clausegen.model import Operation
from clausegen.model.items import named_id, names_in, place

from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange

MARKED = re.compile(r"clausecheck-[\w-]+")
SHOWN = 5
"""Names of what stays that one line tells."""


class Made(msgspec.Struct, frozen=True):
    """A resource that the run created, by whom, and how it is removed."""

    deleting: Operation
    path: Mapping[str, str]
    actor: Actor
    shown: Mapping[str, str] = {}
    """What was sent of it, as the answer shows it: attribute and fingerprint."""

    @property
    def key(self) -> tuple[str, ...]:
        return (self.deleting.id, *sorted(self.path.values()))


class Uses(msgspec.Struct, frozen=True, kw_only=True):
    """An attribute of something of ours was given an id: what has it may not be removable."""

    writer: Operation
    path: Mapping[str, str]
    actor: Actor
    attribute: str
    value: str


def spot(operation: Operation, path: Mapping[str, str]) -> tuple[str, ...]:
    return (place(operation.path), *sorted(path.values()))


def some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"


def moved_along(
    made: Made, path: str, before: Mapping[str, str], elsewhere: Mapping[str, str]
) -> dict[str, str] | None:
    """Where something is after what `path` names was renamed; None if it is not part of that."""
    names = dict(zip(names_in(made.deleting.path), names_in(path), strict=False))
    is_part = f"{place(made.deleting.path)}/".startswith(f"{place(path)}/")
    same = all(made.path[own] == before.get(other) for own, other in names.items())
    if not is_part or not same:
        return None
    return {**made.path, **{own: elsewhere[other] for own, other in names.items()}}


def was_below(template: str, path: Mapping[str, str], gone: Made) -> bool:
    """It went with what was removed."""
    above = gone.deleting.path
    pairs = zip(names_in(above), names_in(template), strict=False)
    same = all(gone.path[one] == path.get(other) for one, other in pairs)
    return same and place(template).startswith(f"{place(above)}/")


def named(exchange: Exchange) -> str:
    """What somebody would look for: its id, or a name that was sent."""
    found = named_id(exchange.json, "id")
    text = (exchange.sent or b"").decode("utf-8", "replace")
    mark = MARKED.search(text)
    return found or (mark[0] if mark else exchange.answer)
