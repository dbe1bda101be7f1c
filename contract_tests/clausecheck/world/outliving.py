"""Things that are there as before, although their deletion has succeeded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausegen.model.items import names_in
from clausegen.words.deletion import Deletion

from clausecheck.failures import NotChecked
from clausecheck.http.ledger import UNIQUE
from clausecheck.world.evidence import compared, fingerprints, says_deleted
from clausecheck.world.made import Made, some, was_below
from clausecheck.world.relations import object_or_none
from clausecheck.world.workshop import Workshop


def outlives(workshop: Workshop, made: Made) -> bool:
    """It can still be read, nothing of it has changed, and no word says that it stays."""
    reading = workshop.relations.item(made.deleting, "get")
    deletion = made.deleting.words.get(Deletion)
    if reading is None or (deletion is not None and deletion.flag is None):
        return False
    try:
        exchange = workshop.api.call(reading, actor=made.actor, path=made.path)
    except NotChecked:
        return False
    found = object_or_none(exchange)
    if not exchange.ok or found is None or says_deleted(made.deleting, found):
        return False
    same = compared(made.answered, fingerprints(found), made.path.values())
    last = made.path[names_in(made.deleting.path)[-1]]
    is_ours = UNIQUE.fullmatch(last) is not None or workshop.api.ledger.is_coined(last)
    return is_ours if same is None else same


def outliving(workshop: Workshop, removed: Iterable[Made]) -> list[Made]:
    """All of a kind if the first of it is: each would cost a request. Parts go with the whole."""
    kinds: dict[str, list[Made]] = {}
    for each in removed:
        kinds.setdefault(each.deleting.id, []).append(each)
    stay = {kind for kind, found in kinds.items() if outlives(workshop, found[0])}
    gone = [each for kind in kinds.keys() - stay for each in kinds[kind]]
    return [
        each
        for kind in kinds
        if kind in stay
        for each in kinds[kind]
        if not any(was_below(each.deleting.path, each.path, other) for other in gone)
    ]


def told(outlived: Iterable[Made]) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for each in outlived:
        kinds.setdefault(each.deleting.id, []).append(" ".join(each.path.values()))
    for kind, names in kinds.items():
        yield f"{kind} succeeds, and what it is to remove is there as before: {some(names)}"
