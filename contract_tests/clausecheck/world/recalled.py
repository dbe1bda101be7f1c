"""What the journals of killed runs say, as far as it is still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from clausegen.model import Operation
from clausegen.model.items import named_id, names_in

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.http.ledger import UNIQUE
from clausecheck.world.evidence import GONE, fingerprints, is_same, says_deleted
from clausecheck.world.journal import Entry, remembered
from clausecheck.world.leftover import Leftover
from clausecheck.world.lists import Item, whole
from clausecheck.world.relations import object_or_none
from clausecheck.world.sight import ANOTHERS
from clausecheck.world.world import World

KILLED = "remembered by a run that was killed"


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a journal."""

    world: World
    file: Path
    entry: Entry
    operation: Operation
    """What removes it; or what made it, where nothing does."""
    actor: Actor

    @property
    def unless(self) -> str:
        return f"delete {self.file} if it is"

    def leftover(
        self, *, doubt: str | None = None, name: str = KILLED, deletes: bool = False
    ) -> Leftover:
        return Leftover(
            world=self.world,
            actor=self.actor,
            place=self.operation.path,
            path=self.entry.path,
            name=name,
            deleting=self.operation if deletes else None,
            doubt=doubt,
            seen=self.entry.shown,
        )


def recalled(world: World) -> Iterator[Leftover]:
    """By then somebody may have removed it: a journal of which nothing is left goes."""
    for file, entries in remembered(world.target.base_url):
        found = [each for entry in entries for each in _found(world, file, entry)]
        if not found:
            file.unlink(missing_ok=True)
        yield from found


def _found(world: World, file: Path, entry: Entry) -> Iterator[Leftover]:
    wanted = entry.deleting or entry.creating
    operation = next((each for each in world.document.operations if each.id == wanted), None)
    try:
        actor, why = _actor(world, entry.actor), f"the document has no {wanted}"
    except NotChecked as reason:
        actor, why, operation = world.target.owner, reason.reason, None
    if operation is None:  # nobody can look: the journal stays
        name = f"{wanted} {' '.join(entry.path.values())}"
        yield Leftover(world=world, actor=actor, place=name, path={}, name=KILLED, doubt=why)
        return
    memory = Memory(world=world, file=file, entry=entry, operation=operation, actor=actor)
    if entry.deleting:
        yield from _made(memory)
    elif entry.name:
        why = f"nothing is known to remove it; delete {file} when it is gone"
        yield memory.leftover(doubt=why, name=entry.name)
    else:
        yield from _unanswered(memory)


def _actor(world: World, name: str) -> Actor:
    """Who made it. Raises NotChecked where the target lacks somebody who may see other things."""
    is_open = not (world.target.actors or world.document.security_schemes)
    return world.target.owner if is_open else world.api.actor(name)


def _made(memory: Memory) -> Iterator[Leftover]:
    world, deleting, path = memory.world, memory.operation, memory.entry.path
    reading, shown = world.relations.item(deleting, "get"), None
    if reading is not None:
        shown = world.call(reading, actor=memory.actor, path=path)
        if shown.status in GONE or says_deleted(deleting, object_or_none(shown)):
            return
    is_ours = _is_ours(memory, shown)
    doubt = None if is_ours else f"{ANOTHERS}; {memory.unless}"
    yield memory.leftover(doubt=doubt, deletes=True)


def _is_ours(memory: Memory, shown: Exchange | None) -> bool:
    """A server that was started again, or gives numbers back, has others under the same ids."""
    entry, mark = memory.entry, memory.file.stem
    last = entry.path[names_in(memory.operation.path)[-1]]
    if UNIQUE.fullmatch(last) or last.startswith(mark):
        return True
    if shown is None:
        return False
    return mark in shown.text or is_same(entry.shown, fingerprints(shown.json), entry.path.values())


def _unanswered(memory: Memory) -> Iterator[Leftover]:
    """What shows all that was sent may be its work; somebody else may have sent the same."""
    world, entry, id_ = memory.world, memory.entry, memory.operation.id
    listing = world.relations.collection(memory.operation)
    sent = f"{id_} was sent and had no answer before the run was killed"
    if listing is None or not entry.shown:
        yield memory.leftover(doubt=f"{sent}; delete {memory.file} if nothing came of it")
        return
    try:
        items = whole(world, listing, entry.path, actor=memory.actor).items
    except NotChecked as reason:
        yield memory.leftover(doubt=f"{sent}; {reason.reason}")
        return
    for each in items:
        if _shows(entry, each, memory.file.stem):
            name = named_id(each, "id") or KILLED
            yield memory.leftover(doubt=f"{sent}; perhaps this was made by it", name=name)


def _shows(entry: Entry, item: Item, mark: str) -> bool:
    """What carries the mark of the run is found by its name."""
    is_marked = any(isinstance(each, str) and mark in each for each in item.values())
    return not is_marked and is_same(entry.shown, fingerprints(item), ())
