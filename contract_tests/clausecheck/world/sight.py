"""What the API shows of a thing right before it is removed: itself, or the list that holds it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from clausegen.model import Operation

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.world.evidence import GONE, fingerprints
from clausecheck.world.lists import FEW, among, whole
from clausecheck.world.workshop import Workshop

ANOTHERS = "perhaps somebody else's by now"


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """Without anything of it, nobody could see."""

    text: str = ""
    shown: Mapping[str, str] | None = None
    """Attribute and fingerprint of what is there."""
    is_gone: bool = False
    """Its own place says so."""
    is_unlisted: bool = False
    """The list, which nothing else confirms, does not show it."""


def sight(workshop: Workshop, deleting: Operation, path: Mapping[str, str], actor: Actor) -> Sight:
    """What is at a place by now. Raises NotChecked if nobody may ask."""
    reading = workshop.relations.item(deleting, "get")
    if reading is None:
        return _in_list(workshop, deleting, path, actor)
    found = workshop.api.call(reading, actor=actor, path=path)
    if found.status in GONE:
        return Sight(is_gone=True)
    return Sight(text=found.text, shown=fingerprints(found.json)) if found.ok else Sight()


def _in_list(
    workshop: Workshop, deleting: Operation, path: Mapping[str, str], actor: Actor
) -> Sight:
    """As far as a few pages tell: it is asked for with each thing that is removed."""
    listing = workshop.relations.collection(deleting)
    if listing is None:
        return Sight()
    try:
        items = whole(workshop, listing, path, actor=actor, pages=FEW).items
    except NotChecked:
        return Sight()
    item = among(workshop, deleting, items, path)
    if item is None:
        return Sight(is_unlisted=True)
    return Sight(text=msgspec.json.encode(item).decode(), shown=fingerprints(item))
