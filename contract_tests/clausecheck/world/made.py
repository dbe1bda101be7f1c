"""What a run has made, and how it is told of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from clausegen.model import Operation
from clausegen.model.items import named_id, names_in, place

from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.http.ledger import UNIQUE
from clausecheck.http.payload import payload_of
from clausecheck.world.evidence import GONE, prints_of

EXAMPLES = 3
"""Things of a kind that stay although nobody has asked for them."""
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
    answered: Mapping[str, str] = {}
    """What was sent of it or shown at the last change."""

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


def uses(writer: Operation, exchange: Exchange) -> Iterator[Uses]:
    """The ids that a change was sent with."""
    sent = payload_of(exchange)
    for name, value in sent.items() if isinstance(sent, Mapping) else ():
        if isinstance(value, str) and UNIQUE.fullmatch(value):
            yield Uses(
                writer=writer,
                path=exchange.path,
                actor=exchange.actor,
                attribute=name,
                value=value,
            )


def taken_along(made: Iterable[Made], exchange: Exchange) -> Iterator[Made]:
    """What a deletion may have taken along: what refers to it, and itself, unless it was refused.

    What it holds was made after it, or a reference tells so. `made` is in the order of creation.
    """
    operation, status = exchange.operation, exchange.status
    is_refused = 400 <= status < 500 and status not in GONE  # noqa: PLR2004 - the 4xx class
    if operation is None or is_refused:
        return
    path, where, known = dict(exchange.path), place(operation.path), list(made)
    ids = prints_of(*[*path.values()][-1:])
    is_younger = all(dict(each.path) != path for each in known)
    for each in known:
        is_kind = place(each.deleting.path) == where
        is_it = is_kind and dict(each.path) == path
        is_younger = is_younger or is_it
        refers = bool(ids & ({*each.shown.values()} - prints_of(*each.path.values())))
        if is_it or refers or (is_younger and not is_kind):
            yield each


def all_but_examples(made: Iterable[Made]) -> list[Made]:
    """Without a few of each kind, those that say most: lists show them to the checks that come."""
    known = list(made)
    kinds: Counter[str] = Counter()
    stays: set[tuple[str, ...]] = set()
    for each in sorted(known, key=lambda each: -len(each.shown)):
        kinds[each.deleting.id] += 1
        if kinds[each.deleting.id] <= EXAMPLES:
            stays.add(each.key)
    return [each for each in known if each.key not in stays]


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
