"""Two documents: every change, worst first."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.diff.change import CLASSES, Broken, Change
from clausegen.diff.operations import operation_changes
from clausegen.diff.statements import statement_changes
from clausegen.model import Api


def compare(old: Api, new: Api) -> tuple[Change, ...]:
    """By whom they break, then in the document's order; each told once."""
    found: dict[tuple[str, str], Change] = {}
    order = list(CLASSES)
    for each in _changes(old, new):
        key = (each.id, each.sentence)
        known = found.get(key)
        if known is None or order.index(each.breaks) < order.index(known.breaks):
            found[key] = each
    return tuple(sorted(found.values(), key=lambda each: order.index(each.breaks)))


def _changes(old: Api, new: Api) -> Iterator[Change]:
    yield from operation_changes(old, new)
    yield from statement_changes(old, new)


def worst(changes: tuple[Change, ...]) -> Broken:
    return changes[0].breaks if changes else "nobody"
