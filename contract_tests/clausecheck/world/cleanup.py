"""Remembers what a run created, and removes it: what others use, too, at the end of the run.

Everything else goes with the check that made it, so that lists stay short and quick to walk.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from clausegen.model import Operation
from clausegen.model.items import named_id, names_in, place
from clausegen.model.relations import effect_of

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.ledger import UNIQUE
from clausecheck.http.payload import payload_of
from clausecheck.world.evidence import fingerprints, is_another, says_deleted
from clausecheck.world.journal import Journal
from clausecheck.world.relations import Relations, carried, object_or_none

MARKED = re.compile(r"clausecheck-[\w-]+")
SHOWN = 5
"""Names of what stays that one line tells."""
BUSY = 503
PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 0.0)
"""Seconds after each deletion in a row that finds the server busy; `sweep` removes the rest."""
EXAMPLES = 3
"""Things of a kind that stay although nobody has asked for them."""
REFUSALS = 3
"""Deletions in a row that did not succeed: then everything waits for the end of the run."""
STAYS_BUSY = "the server stays busy"
IN_USE = {400, 409}
TOO_LATE = {400, 403, 404, 409, 410}
"""Lawful answers to a deletion that comes too late, but also to one that is not permitted."""


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


class Cleanup:
    """What is still to be removed. Sees every exchange, whoever sent it."""

    def __init__(self, api: Client, relations: Relations, journal: Journal) -> None:
        self._api = api
        self._relations = relations
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
        api.heralds.append(self.herald)
        api.observers.append(self.observe)

    @property
    def is_unsure(self) -> bool:
        """A request that creates had no answer, or one that does not name what it created."""
        return self._unnamed > 0 or self._api.creating != self._answered

    @property
    def removed(self) -> frozenset[tuple[str, ...]]:
        """Keys of what is removed: some servers go on showing it."""
        return frozenset(each.key for each in self._removed)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """What is made inside is for everybody, and stays until the end."""
        self._keeping += 1
        try:
            yield
        finally:
            self._keeping -= 1

    def tidy(self) -> None:
        """Removes what nobody else uses, newest first. What stays is tried again at the end.

        A few of each kind stay, those that say most: lists show them to the checks that come.
        """
        for each in reversed(self._passing()):
            if self._refused >= REFUSALS or self._stays_busy:
                return
            if each not in self._made:
                continue  # it went with another
            if self._remove(each) is not None:
                self._refused += 1
                self._kept.add(each.key)
                continue
            self._refused = 0
            if each in self._made:
                self._made.remove(each)
                self._removed.append(each)
                self._forget(each)

    def _passing(self) -> list[Made]:
        free = [each for each in self._made if each.key not in self._kept]
        telling = sorted(free, key=lambda each: -len(each.shown))
        kinds: Counter[str] = Counter()
        stays: set[tuple[str, ...]] = set()
        for each in telling:
            kinds[each.deleting.id] += 1
            if kinds[each.deleting.id] <= EXAMPLES:
                stays.add(each.key)
        return [each for each in free if each.key not in stays]

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
        self._seen.add(_spot(operation, exchange.path))
        if operation.method == "delete":
            gone, where = dict(exchange.path), place(operation.path)
            # A part that is removed may have the same values in its path as what holds it.
            same = [each for each in self._made if place(each.deleting.path) == where]
            for each in [each for each in same if dict(each.path) == gone]:
                self._made.remove(each)
                self._removed.append(each)
                self._forget(each)
        elif (elsewhere := self._api.ledger.moved(exchange)) is not None:
            self._follow(operation.path, elsewhere, exchange)
        elif operation.method == "post" or self._api.ledger.tells_creation(exchange):
            made = tuple(self._removable(exchange))
            for each in made:
                self._made.append(each)
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

    def _changed(self, operation: Operation, exchange: Exchange) -> None:
        where, path = place(operation.path), dict(exchange.path)
        self._use(operation, exchange)
        if (perhaps := self._api.ledger.shown_elsewhere(exchange)) is not None:
            self._follow(operation.path, perhaps, exchange)
        for each in list(self._made):
            if place(each.deleting.path) == where and dict(each.path) == path:
                self._note(each, exchange)

    def _use(self, writer: Operation, exchange: Exchange) -> None:
        sent = payload_of(exchange)
        for name, value in sent.items() if isinstance(sent, Mapping) else ():
            if isinstance(value, str) and UNIQUE.fullmatch(value):
                self._users.append(
                    Uses(
                        writer=writer,
                        path=exchange.path,
                        actor=exchange.actor,
                        attribute=name,
                        value=value,
                    )
                )

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
        self._made[self._made.index(made)] = msgspec.structs.replace(made, shown=known)

    def _follow(self, path: str, elsewhere: Mapping[str, str], exchange: Exchange) -> None:
        """What was renamed is to be removed where it is now, and so is what lies below.

        And where it was, if nobody else can be there: a server may show a name and keep its key.
        """
        stays = self._api.ledger.is_coined(exchange.path[names_in(path)[-1]])
        for each in list(self._made):
            moved = _moved_along(each, path, exchange.path, elsewhere)
            if moved is None:
                continue
            there = msgspec.structs.replace(each, path=moved)
            self._seen.add(_spot(each.deleting, moved))  # it is in one of the two places
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
        told = [*self._told_stayed(stayed), *self._told_to_stay(), *self._told_unanswered()]
        self._journal.told()
        return told

    def _remove_all(self) -> list[tuple[Made, str]]:
        """What stayed, and why."""
        stayed: list[tuple[Made, str]] = []
        while self._made:
            each = self._made.pop()
            try:
                why = self._remove(each)
            except KeyboardInterrupt:
                self._made.append(each)
                raise
            if why is None:
                self._removed.append(each)
                self._forget(each)
            else:
                stayed.append((each, why))
        return stayed

    def undone(self) -> list[str]:
        """What there was no time for: somebody did not want to wait for the clean-up."""
        names: dict[str, list[str]] = {}
        for each in self._made:
            names.setdefault(each.deleting.id, []).append(" ".join(each.path.values()))
        return [f"{each}: there was no time for {_some(told)}" for each, told in names.items()]

    def _told_stayed(self, stayed: list[tuple[Made, str]]) -> Iterator[str]:
        for each, why in stayed:
            if any(_was_below(each.deleting.path, each.path, gone) for gone in self._removed):
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
            if not any(_was_below(path, each.path, gone) for gone in self._removed):
                stays.setdefault(each.operation_id, []).append(named(each))
        for operation, names in stays.items():
            yield f"{operation} made what nothing is known to remove: {_some(names)}"

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
            if self._is_anothers(made):
                return "perhaps somebody else's by now"
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
            return _spot(reading, made.path) not in self._seen
        found = object_or_none(exchange)
        return found is not None and not says_deleted(made.deleting, found)

    def _is_anothers(self, made: Made) -> bool:
        """A number that something else may have been given: what went with another deletion."""
        last = made.path[names_in(made.deleting.path)[-1]]
        reading = self._relations.item(made.deleting, "get")
        if UNIQUE.fullmatch(last) or self._api.ledger.is_coined(last) or reading is None:
            return False
        found = self._api.call(reading, actor=made.actor, path=made.path)
        is_marked = any(each in found.text for each in self._api.ledger.marks)
        now = fingerprints(found.json)
        return not is_marked and is_another(made.shown, now, made.path.values())


def _spot(operation: Operation, path: Mapping[str, str]) -> tuple[str, ...]:
    return (place(operation.path), *sorted(path.values()))


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"


def _moved_along(
    made: Made, path: str, before: Mapping[str, str], elsewhere: Mapping[str, str]
) -> dict[str, str] | None:
    """Where something is after what `path` names was renamed; None if it is not part of that."""
    names = dict(zip(names_in(made.deleting.path), names_in(path), strict=False))
    is_part = f"{place(made.deleting.path)}/".startswith(f"{place(path)}/")
    same = all(made.path[own] == before.get(other) for own, other in names.items())
    if not is_part or not same:
        return None
    return {**made.path, **{own: elsewhere[other] for own, other in names.items()}}


def _was_below(template: str, path: Mapping[str, str], gone: Made) -> bool:
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
