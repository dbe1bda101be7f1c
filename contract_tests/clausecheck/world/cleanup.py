"""Remembers what a run created, and removes it: what others use, too, at the end of the run.

Everything else goes with the check that made it, so that lists stay short and quick to walk.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from clausegen.model import Operation
from clausegen.model.items import names_in, place
from clausegen.model.relations import effect_of

from clausecheck.failures import NotChecked
from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.ledger import UNIQUE
from clausecheck.http.payload import payload_of
from clausecheck.world.evidence import compared, fingerprints, says_deleted
from clausecheck.world.journal import Journal
from clausecheck.world.made import (
    Made,
    Uses,
    all_but_examples,
    moved_along,
    named,
    some,
    spot,
    taken_along,
    uses,
    was_below,
)
from clausecheck.world.outliving import outlives, outliving, told
from clausecheck.world.relations import carried, object_or_none
from clausecheck.world.sight import ANOTHERS, sight
from clausecheck.world.workshop import Workshop

BUSY = 503
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 0.0)
"""Seconds after each deletion in a row that finds the server busy; `sweep` removes the rest."""
REFUSALS = 3
"""Deletions in a row that did not succeed: then everything waits for the end of the run."""
STAYS_BUSY = "the server stays busy"
IN_USE = {400, 409}
ACCEPTED = 202
TOO_LATE = {400, 403, 404, 409, 410}
"""Lawful answers to a deletion that comes too late, but also to one that is not permitted."""


class Cleanup:
    """What is still to be removed. Sees every exchange, whoever sent it."""

    def __init__(self, workshop: Workshop, journal: Journal) -> None:
        self._workshop = workshop
        self._api, self._relations = workshop.api, workshop.relations
        self._journal = journal
        self._stays: list[Exchange] = []
        """Answers that tell of what nothing removes by itself."""
        self._removed: list[Made] = []
        self._made: list[Made] = []
        self._kept: set[tuple[str, ...]] = set()
        self._keeping = 0
        self._refused = 0
        self._users: list[Uses] = []
        self._answered = 0
        self._unnamed = 0
        self._unanswered: list[Exchange] = []
        self._stays_busy = False
        self._seen: set[tuple[str, ...]] = set()
        """Where something was read or changed: place and ids."""
        self._late: set[str] = set()
        """Deletions that are only accepted: the server removes in its own time."""
        self._looked: set[str] = set()
        """Deletions of which something was looked for afterwards."""
        self._futile: set[str] = set()
        """Deletions that succeed and remove nothing, as far as was seen."""
        self._outlived: list[Made] = []
        self._freed: set[tuple[str, ...]] = set()
        """Keys of what may have gone along with something that was deleted: a number of them may
        be somebody else's by now."""
        self._api.heralds.append(self.herald)
        self._api.observers.append(self.observe)

    @property
    def is_unsure(self) -> bool:
        """A request that creates had no answer, or one that does not name what it created."""
        return self._unnamed > 0 or self._api.creating != self._answered

    @property
    def removed(self) -> frozenset[tuple[str, ...]]:
        """Keys of what is removed: some servers go on showing it."""
        return frozenset(each.key for each in (*self._removed, *self._outlived))

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """What is made inside is for everybody, and stays until the end."""
        self._keeping += 1
        try:
            yield
        finally:
            self._keeping -= 1

    def tidy(self) -> None:
        """Removes what nobody else uses, newest first. What stays is tried again at the end."""
        free = (each for each in self._made if each.key not in self._kept)
        for each in reversed(all_but_examples(free)):
            if self._refused >= REFUSALS or self._stays_busy:
                return
            if each not in self._made or each.deleting.id in self._futile:
                continue  # it went with another, or nothing of its kind goes
            if self._remove(each) is not None:
                self._refused += 1
                self._kept.add(each.key)
                continue
            self._refused = 0
            self._end(each)
            self._look_once(each)

    def _look_once(self, made: Made) -> None:
        """Should nothing of this kind go, a run that is killed must not have forgotten it."""
        kind = made.deleting.id
        if kind in self._looked | self._late:
            return
        self._looked.add(kind)
        if outlives(self._workshop, made):
            self._futile.add(kind)
            for each in self._removed:
                if each.deleting.id == kind:
                    self._remember(each)

    def _remember(self, made: Made) -> None:
        self._journal.made(made.deleting.id, made.path, made.actor.name, made.answered)

    def _end(self, made: Made) -> None:
        """It is gone; a deletion that was seen to succeed has said so already."""
        for each in [each for each in self._made if each.key == made.key]:
            self._made.remove(each)
            self._removed.append(each)
            if each.deleting.id not in self._futile:
                self._forget(each)

    def herald(self, request: Exchange) -> None:
        """Should the run be killed before the answer comes, a sweep knows what to look for."""
        if self._may_make(request):
            sent = fingerprints(payload_of(request))
            self._journal.asked(request.operation_id, request.path, request.actor.name, sent)

    def _may_make(self, request: Exchange) -> bool:
        operation = request.operation
        if operation is None or operation.id in self._api.ledger.makers:
            return operation is not None
        return operation.method == "post" and effect_of(operation) != "none"

    def observe(self, exchange: Exchange) -> None:
        if exchange.method == "POST" and exchange.status:
            self._answered += 1
        if exchange.method == "DELETE":
            self._freed |= {each.key for each in taken_along(self._made, exchange)}
        self._see(exchange)
        if exchange.method in READS or not self._may_make(exchange):
            return
        if exchange.status:
            self._journal.answered(exchange.operation_id, exchange.path, exchange.actor.name)
        elif not self._is_marked(exchange):
            self._unanswered.append(exchange)

    def _is_marked(self, exchange: Exchange) -> bool:
        sent = (exchange.sent or b"").decode("utf-8", "replace") + exchange.url
        return any(each in sent for each in self._api.ledger.marks)

    def _see(self, exchange: Exchange) -> None:
        operation = exchange.operation
        if not exchange.ok or operation is None:
            return
        self._seen.add(spot(operation, exchange.path))
        if operation.method == "delete":
            self._see_gone(operation, exchange)
        elif (elsewhere := self._api.ledger.moved(exchange)) is not None:
            self._follow(operation.path, elsewhere, exchange)
        elif operation.method == "post" or self._api.ledger.tells_creation(exchange):
            made = tuple(self._removable(exchange))
            for each in made:
                self._made.append(each)
                self._freed.discard(each.key)
                self._note(each, exchange)
                if self._keeping:
                    self._kept.add(each.key)
            if not made and effect_of(operation) != "none" and not self._was_there(exchange):
                self._unnamed += 1
                self._stays.append(exchange)
                who, name = exchange.actor.name, named(exchange)
                self._journal.stays(operation.id, exchange.path, who, name)
        elif exchange.method not in READS:
            self._changed(operation, exchange)

    def _see_gone(self, operation: Operation, exchange: Exchange) -> None:
        if exchange.status == ACCEPTED:
            self._late.add(operation.id)
        # A part that is removed may have the same values in its path as what holds it.
        where = place(operation.path)
        for each in list(self._made):
            if place(each.deleting.path) == where and dict(each.path) == dict(exchange.path):
                self._end(each)

    def _changed(self, operation: Operation, exchange: Exchange) -> None:
        where, path = place(operation.path), dict(exchange.path)
        self._users += uses(operation, exchange)
        if (perhaps := self._api.ledger.shown_elsewhere(exchange)) is not None:
            self._follow(operation.path, perhaps, exchange)
        for each in list(self._made):
            if place(each.deleting.path) == where and dict(each.path) == path:
                self._note(each, exchange)

    def _release(self, made: Made) -> bool:
        """Takes what cannot be removed out of what uses it; whether anything does."""
        id_ = list(made.path.values())[-1]
        users = [each for each in self._users if each.value == id_]
        for each in users:
            changing = self._relations.on_path(each.writer.path, "patch")
            if changing is not None:
                body = {each.attribute: None}
                self._api.call(changing, actor=each.actor, path=each.path, body=body)
        return bool(users)

    def _note(self, made: Made, exchange: Exchange) -> None:
        """With what was sent and the answer shows, so that it is known again."""
        sent, answered = fingerprints(payload_of(exchange)), fingerprints(exchange.json)
        shown = {**sent, **answered}
        self._journal.made(made.deleting.id, made.path, made.actor.name, shown)
        known = {**made.shown, **{name: shown[name] for name in sent}}
        self._made[self._made.index(made)] = msgspec.structs.replace(
            made, shown=known, answered=shown
        )

    def _follow(self, path: str, elsewhere: Mapping[str, str], exchange: Exchange) -> None:
        """What was renamed is to be removed where it is now, and so is what lies below.

        And where it was, if nobody else can be there: a server may show a name and keep its key.
        """
        stays = self._api.ledger.is_coined(exchange.path[names_in(path)[-1]])
        for each in list(self._made):
            moved = moved_along(each, path, exchange.path, elsewhere)
            if moved is None:
                continue
            there = msgspec.structs.replace(each, path=moved)
            self._seen.add(spot(each.deleting, moved))  # it is in one of the two places
            self._made.insert(self._made.index(each) + 1, there)
            if each.key in self._kept:
                self._kept.add(there.key)
            if place(each.deleting.path) == place(path):
                self._note(there, exchange)
            else:
                self._journal.made(each.deleting.id, moved, each.actor.name, each.shown)
            if not stays:
                self._made.remove(each)
                self._forget(each)

    def _was_there(self, exchange: Exchange) -> bool:
        """What the answer shows was made, and told of, before."""
        ledger = self._api.ledger
        if ledger.tells_creation(exchange):
            return False
        for maker in ledger.makers.get(exchange.operation_id, ()):
            values = ledger.made(maker, exchange)
            if values is not None and ledger.owns(maker.item, values):
                return True
        return False

    def _removable(self, exchange: Exchange) -> Iterator[Made]:
        ledger = self._api.ledger
        for maker in ledger.makers.get(exchange.operation_id, ()):
            values = ledger.made(maker, exchange) if ledger.tells_creation(exchange) else None
            deleting = self._relations.on_path(maker.item, "delete")
            if values is not None and deleting is not None:
                path = carried(values, maker.item, deleting.path)
                yield Made(deleting, path, exchange.actor)

    def _forget(self, made: Made) -> None:
        self._journal.gone(made.deleting.id, made.path, made.actor.name)

    def run(self) -> list[str]:
        """Removes everything, newest first. Returns what could not be removed."""
        if self._made:
            self._api.health.forgive()
        self._stays_busy = False
        stayed = self._remove_all()
        self._made += [each for each, _ in reversed(stayed)]  # what held it may be gone by now
        stayed = self._remove_all() if stayed else []
        self._see_what_outlives()
        left = [*self._told_stayed(stayed), *self._told_to_stay(), *self._told_unanswered()]
        self._journal.told()
        return [*left, *told(self._outlived)]

    def _see_what_outlives(self) -> None:
        """What was there at first may have gone with time."""
        self._outlived = outliving(self._workshop, self._removed)
        self._removed = [each for each in self._removed if each not in self._outlived]
        for each in self._outlived:
            self._remember(each)
        for each in self._removed:
            if each.deleting.id in self._futile:
                self._forget(each)

    def _remove_all(self) -> list[tuple[Made, str]]:
        """What stayed, and why."""
        stayed: list[tuple[Made, str]] = []
        while self._made:
            each = self._made[-1]
            if (why := self._remove(each)) is None:
                self._end(each)
            else:
                self._made = [other for other in self._made if other.key != each.key]
                stayed.append((each, why))
        return stayed

    def undone(self) -> list[str]:
        """What there was no time for: somebody did not want to wait for the clean-up."""
        names: dict[str, list[str]] = {}
        for each in self._made:
            names.setdefault(each.deleting.id, []).append(" ".join(each.path.values()))
        return [f"{each}: there was no time for {some(told)}" for each, told in names.items()]

    def _told_stayed(self, stayed: list[tuple[Made, str]]) -> Iterator[str]:
        for each, why in stayed:
            if any(was_below(each.deleting.path, each.path, gone) for gone in self._removed):
                self._forget(each)
            else:
                yield f"{each.deleting.id} {' '.join(each.path.values())}: {why}"

    def _told_unanswered(self) -> Iterator[str]:
        for each in self._unanswered:
            yield f"{each.operation_id} was sent and had no answer: perhaps it made something"

    def _told_to_stay(self) -> Iterator[str]:
        stays: dict[str, list[str]] = {}
        for each in self._stays:
            path = each.operation.path if each.operation else ""
            if not any(was_below(path, each.path, gone) for gone in self._removed):
                stays.setdefault(each.operation_id, []).append(named(each))
        for operation, names in stays.items():
            yield f"{operation} made what nothing is known to remove: {some(names)}"

    def _patiently(self, made: Made) -> Exchange:
        """What the deletion answers. A busy server gets time, but not for each thing anew."""
        for pause in PAUSES:
            exchange = self._api.call(made.deleting, actor=made.actor, path=made.path)
            if exchange.status != BUSY:
                return exchange
            time.sleep(pause)
        self._stays_busy = True
        return exchange

    def _remove(self, made: Made) -> str | None:
        """Why it could not be removed; None if it is gone."""
        if self._stays_busy:
            return STAYS_BUSY
        try:
            if (why := self._instead(made)) is not None:
                return why or None
            exchange = self._patiently(made)
            if exchange.status in IN_USE and self._release(made):
                exchange = self._api.call(made.deleting, actor=made.actor, path=made.path)
            is_gone = exchange.status in TOO_LATE and not self._is_there(made)
        except NotChecked as reason:
            return reason.reason
        return None if exchange.ok or is_gone else exchange.answer

    def _is_there(self, made: Made) -> bool:
        """It can still be read, and does not say that it is deleted; or was never seen there."""
        reading = self._relations.item(made.deleting, "get")
        if reading is None:
            return False  # a part, which goes with what holds it
        exchange = self._api.call(reading, actor=made.actor, path=made.path)
        if not exchange.ok:
            return not self._was_seen(made)
        found = object_or_none(exchange)
        return found is not None and not says_deleted(made.deleting, found)

    def _was_seen(self, made: Made) -> bool:
        """There; of what the server has named, it is enough that its kind was."""
        where = spot(made.deleting, made.path)
        is_named = self._api.ledger.is_coined(made.path[names_in(made.deleting.path)[-1]])
        return where in self._seen if is_named else where[0] in {each[0] for each in self._seen}

    def _instead(self, made: Made) -> str | None:
        """Why it is not removed: it stays, or (empty) has gone. None for what is to be removed."""
        last = made.path[names_in(made.deleting.path)[-1]]
        if UNIQUE.fullmatch(last) or self._api.ledger.is_coined(last):
            return None
        is_freed = made.key in self._freed
        seen = sight(self._workshop, made.deleting, made.path, made.actor)
        if (seen.is_gone and self._was_seen(made)) or (seen.is_unlisted and is_freed):
            return ""
        is_same = compared(made.shown, seen.shown or {}, made.path.values())
        is_marked = any(each in seen.text for each in self._api.ledger.marks)
        is_ours = is_marked or (not is_freed if is_same is None else is_same)
        return None if is_ours else ANOTHERS
