"""What shows whether a write was carried out, whatever its answer says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.model import UNSET, Operation
from clausegen.words.deletion import Deletion

from clausecheck.failures import NotChecked
from clausecheck.world.lists import among, whole
from clausecheck.world.relations import object_or_none
from clausecheck.world.state import current
from clausecheck.world.world import World

GONE = {404, 410}


def telling(world: World, operation: Operation, path: Mapping[str, str], body: Any) -> Any:
    """The payload, with another value than the resource has for one attribute at least."""
    if operation.method not in {"put", "patch"} or body is UNSET:
        return body
    try:
        before, _ = current(world, operation, path)
    except NotChecked:
        return body
    for each in world.bodies.attributes(operation):
        for value in world.bodies.acceptable(operation, each.name, before)[:1]:
            return {**body, each.name: value}
    return body


def trace(world: World, operation: Operation, path: Mapping[str, str], body: Any) -> Any:
    """What the write would change, as the owner sees it; None where nothing shows it.

    How many resources agree with the payload (POST), its attributes (PUT and PATCH), or whether
    the resource is there (DELETE).
    """
    try:
        if operation.method == "delete":
            return _is_there(world, operation, path)
        if operation.method == "post":
            listing = world.relations.collection(operation)
            items = whole(world, listing, path).items if listing is not None else ()
            return None if listing is None else sum(_agrees(each, body) for each in items)
        if operation.method in {"put", "patch"}:
            found, _ = current(world, operation, path)
            return {name: found.get(name) for name in body}
    except NotChecked:
        pass
    return None


def _is_there(world: World, operation: Operation, path: Mapping[str, str]) -> bool | None:
    reading = world.relations.item(operation, "get")
    listing = world.relations.collection(operation)
    if reading is None:
        items = whole(world, listing, path).items if listing is not None else ()
        return None if listing is None else among(world, operation, items, path) is not None
    exchange = world.call(reading, path=path)
    if exchange.status in GONE:
        return False
    found = object_or_none(exchange)
    deletion = operation.words.get(Deletion)
    if found is None or not exchange.ok:
        return None
    return not (deletion and deletion.flag and found.get(deletion.flag) is True)


def _agrees(item: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    return all(item.get(name) == value for name, value in body.items())
