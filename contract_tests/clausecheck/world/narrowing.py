"""What a server takes of what its document allows: a refused value is tried in other ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clausegen.model import UNSET, Operation, Property

from clausecheck.http.guard import names_any
from clausecheck.world.lists import walk
from clausecheck.world.workshop import Workshop

REFUSED = {400, 422}
REACHES = re.compile(r"@|://|\d[\d ()-]{5,}")
"""An address or a number at which somebody else would hear of the run: never borrowed."""
TRIED = 3
"""Values of one attribute, and as many that a list shows."""


def narrowed(
    world: Workshop, operation: Operation, path: Mapping[str, str], actor: str | None = None
) -> bool:
    """Whether payloads hold less now: a whole one was refused, so each part is tried alone.

    Only values that the document does not list: those a server may refuse.
    """
    before = world.choices.refusals
    for each in world.bodies.attributes(operation):
        if not each.required:
            _try(world, operation, path, each, actor)
    return world.choices.refusals > before


def _try(
    world: Workshop,
    operation: Operation,
    path: Mapping[str, str],
    attribute: Property,
    actor: str | None,
) -> None:
    name, choices = attribute.name, world.choices
    known = [each for each in choices.values(operation, attribute) if each is not None][:TRIED]
    if not known or world.bodies.is_promised(operation, name, known[0]):
        return
    for value in (*known, *seen(world, operation, name)):
        body = world.body_for(operation, {name: value}, actor=actor)
        exchange = world.api.call(operation, actor=actor, path=path, body=body)
        if exchange.ok:
            if value != known[0]:
                choices.take(operation, name, value)
            return
        if exchange.status in REFUSED:
            choices.refuse(operation, name, value)
    choices.refuse(operation, name, UNSET)


def seen(world: Workshop, operation: Operation, name: str) -> list[Any]:
    """What others of its kind have: a server takes what it shows. Never who they have."""
    if names_any(world.document, name):
        return []
    resource = world.relations.resource(operation)
    maker = world.relations.maker(resource) if resource is not None else None
    listing = world.relations.collection(maker) if maker is not None else None
    if listing is None:
        return []
    items = walk(world, listing, world.paths.of(listing), pages=TRIED).items
    values = [each[name] for each in items if each.get(name) is not None]
    values = [each for each in values if not REACHES.search(str(each))]
    return [value for i, value in enumerate(values) if value not in values[:i]][:TRIED]
