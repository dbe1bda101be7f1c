"""Whether what an answer calls created is new: many a POST gives back what was there before.

Before the first POST of a collection its list is read: what it shows is never the run's own. What
no list excludes has to show what was sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from clausegen.model import Operation, Schema
from clausegen.model.items import Maker, is_list, named_id, names_in, on_place, own_id, place
from clausegen.model.relations import body_schema, is_read_only, resource_of
from clausegen.schemas.validation import validator

from clausecheck.failures import NotChecked, NotOurs
from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.ledger import UNIQUE, WORD, Ledger
from clausecheck.http.payload import payload_of
from clausecheck.world.lists import Item, walk
from clausecheck.world.workshop import Workshop

PAGES = 20  # a longer list is not read to its end: what it does not show may have been there
OPAQUE = re.compile(rf"{UNIQUE.pattern}|(?!\d+$).{{12,}}", re.IGNORECASE | re.DOTALL)
"""Ids that hardly name anything else. A number does, and so does a short name."""
Key = tuple[str, ...]


class Newness:
    """Watches every POST of one client."""

    def __init__(self, world: Workshop) -> None:
        self._world, self._api, self._ledger = world, world.api, world.api.ledger
        self._whole: dict[Key, bool] = {}
        """Lists that were read: whether to the end."""
        self._seen: set[str] = set()
        """UUIDs that answers have shown."""

    def watch(self) -> None:
        self._api.before, self._api.doubts = self.before, self.doubt
        self._api.observers.append(self._see)

    def _see(self, exchange: Exchange) -> None:
        if exchange.ok and exchange.method in READS:
            self._seen |= {each[0].lower() for each in UNIQUE.finditer(exchange.text)}

    # What is there

    def before(self, request: Exchange) -> None:
        """Once for each collection and caller; not below what the run has made itself."""
        for maker, above in self._makers(request):
            key = _key(maker, above, request)
            listing = self._listing(maker)
            is_made = self._is_below_ours(maker, above)
            is_made = is_made or any(map(self._ledger.is_coined, above.values()))
            if listing is not None and key not in self._whole and not is_made:
                self._whole[key] = self._read(maker, above, listing, request)
        if (reason := self._ledger.refused.get(request.operation_id)) is not None:
            raise NotOurs(reason)

    def _read(
        self, maker: Maker, above: Mapping[str, str], listing: Operation, request: Exchange
    ) -> bool:
        """Whether the list could be read to its end."""
        is_own = (
            place(listing.path) == place(request.operation.path) if request.operation else False
        )
        values = request.path if is_own else above
        path = dict(zip(names_in(listing.path), values.values(), strict=False))
        try:
            found = walk(self._world, listing, path, actor=request.actor, pages=PAGES)
        except NotChecked:
            return False
        for each in found.items:
            for id_ in {named_id(each, maker.parameter), own_id(each, maker.parameter)} - {None}:
                self._ledger.leave(maker.item, {**above, maker.parameter: id_ or ""})
        is_whole = found.failed is None and not found.cut and not found.endless
        if is_whole and (name := self._used_up(maker.operation, found.items)):
            self._ledger.refused[maker.operation.id] = (
                f"each {name} that {maker.operation} may have is there already: "
                "it could only change what this run did not create"
            )
        return is_whole

    def _used_up(self, creator: Operation, items: tuple[Item, ...]) -> str | None:
        """A required attribute that tells items apart, as it seems, with no value left."""
        if any(each.status == "409" for each in creator.responses):
            return None  # a second one is refused
        sent = body_schema(creator)
        for each in self._world.document.attributes(sent) if sent is not None else ():
            listed = self._world.document.resolve(each.schema).enum or ()
            there = Counter(str(item.get(each.name)) for item in items)
            is_unique = len(listed) > 1 and set(there.values()) == {1}
            if each.required and is_unique and set(map(str, listed)) <= there.keys():
                return each.name
        return None

    # What an answer says

    def doubt(self, exchange: Exchange) -> None:
        """What is not new is left alone, and so is a creator that gives back what was there."""
        for maker, above in self._makers(exchange):
            values = self._ledger.named(maker, exchange)
            if values is None or self._ledger.has_made(maker.item, values):
                continue
            is_told = self._ledger.tells_creation(exchange)
            if self._ledger.is_anothers(maker.item, values):
                gives_back = is_told or _marks(self._ledger, exchange.text)
                if gives_back and self._is_in_earnest(exchange):
                    self._ledger.refused[maker.operation.id] = _gave_back(maker, values)
            elif is_told and not self._is_new(maker, above, values, exchange):
                self._ledger.leave(maker.item, values)

    def _is_in_earnest(self, told: Exchange) -> bool:
        """An answer to what should be refused says nothing of what is sent in earnest."""
        if told.actor.name != self._world.target.owner.name:
            return False
        schema = body_schema(told.operation) if told.operation is not None else None
        if schema is None:
            return True
        return not validator(self._world.document, schema, "request").errors(payload_of(told))

    def _is_new(
        self, maker: Maker, above: Mapping[str, str], values: Mapping[str, str], told: Exchange
    ) -> bool:
        id_ = values[maker.parameter]
        is_opaque = OPAQUE.fullmatch(id_) is not None
        is_whole = self._is_below_ours(maker, above) or self._whole.get(_key(maker, above, told))
        if self._ledger.is_coined(id_) or (is_whole and is_opaque):
            return True
        if is_opaque:
            is_known = id_.lower() in self._seen and not self._ledger.is_id(id_)
            return not is_known and self._shows(told, told) is not False
        reading = on_place(self._world.document, maker.item, "get")
        shown = told
        if reading is not None and not self._answers_alike(reading, told):
            path = dict(zip(names_in(reading.path), values.values(), strict=True))
            try:
                shown = self._api.call(reading, actor=told.actor, path=path)
            except NotChecked:
                return False
            if not shown.ok or self._shows(told, shown) is False:
                return False
        return bool(is_whole) or self._is_certain(told, shown)

    def _is_certain(self, told: Exchange, shown: Exchange) -> bool:
        """No list says what was there: the mark is seen again, or everything that was sent."""
        found = self._shows(told, shown)
        if found is not None:
            return found
        there, known = _inner(shown.json), self._attributes(told.operation)
        few = {name for name, each in known.items() if self._world.document.resolve(each).enum}
        plain = {name: each for name, each in self._sent(told).items() if _is_plain(each)}
        tells = any(name not in few and not isinstance(v, bool) for name, v in plain.items())
        return tells and all(there.get(name) == each for name, each in plain.items())

    def _shows(self, told: Exchange, shown: Exchange) -> bool | None:
        """Whether the run's mark is seen again; None where none was sent, or nothing is shown."""
        ledger, there = self._ledger, _inner(shown.json)
        fields = self._sent(told).items()
        marked = {name: v for name, v in fields if isinstance(v, str) and _is_mark(ledger, v)}
        text = _letters(shown.text)
        if _marks(ledger, shown.text) or any(_letters(each) in text for each in marked.values()):
            return True
        others = (there.get(name) for name in marked)
        return False if any(isinstance(each, str) and _letters(each) for each in others) else None

    def _sent(self, told: Exchange) -> dict[str, Any]:
        """What may be stored: what is read-only is sent to see that it is ignored."""
        sent = payload_of(told)
        if not isinstance(sent, Mapping):
            return {}
        known = self._attributes(told.operation)
        return {name: each for name, each in sent.items() if not known or name in known}

    def _attributes(self, operation: Operation | None) -> dict[str, Schema]:
        """What a payload may have, as far as it is told; its schemas."""
        schema = body_schema(operation) if operation is not None else None
        document = self._world.document
        found = document.attributes(schema) if schema is not None else ()
        return {each.name: each.schema for each in found if not is_read_only(document, each.schema)}

    def _answers_alike(self, reading: Operation, told: Exchange) -> bool:
        """The id in the answer is that of what can be read: both have one named schema, or the
        answer shows the thing itself."""  # noqa: D205, D209 - one sentence
        document = self._world.document
        read = resource_of(document, reading)
        made = resource_of(document, told.operation) if told.operation is not None else None
        return made == read and (made is not None or bool(self._shows(told, told)))

    # Places

    def _makers(self, request: Exchange) -> Iterator[tuple[Maker, dict[str, str]]]:
        """With the path values above the id of what may be made."""
        for each in self._ledger.makers.get(request.operation_id, ()):
            above = {name: request.path[own] for name, own in each.parents if own in request.path}
            if not each.chosen and len(above) == len(each.parents):
                yield each, above

    def _listing(self, maker: Maker) -> Operation | None:
        document = self._world.document
        paths = (maker.item.rpartition("/")[0], maker.operation.path)
        found = (on_place(document, path, "get") for path in paths)
        return next((each for each in found if each is not None and is_list(document, each)), None)

    def _is_below_ours(self, maker: Maker, above: Mapping[str, str]) -> bool:
        """Nothing was there before what holds it."""
        if not above:
            return False
        holder = maker.item.partition(f"{{{[*above][-1]}}}")[0] + f"{{{[*above][-1]}}}"
        return self._ledger.has_made(holder, above)


def _key(maker: Maker, above: Mapping[str, str], request: Exchange) -> Key:
    return (place(maker.item), *above.values(), request.actor.name)


def _gave_back(maker: Maker, values: Mapping[str, str]) -> str:
    id_ = values[maker.parameter]
    return (
        f"{maker.operation} answered with {id_[:40]!r}, which was there before this run: it may "
        "have changed that, so it is not sent again"
    )


def _marks(ledger: Ledger, text: str) -> bool:
    return any(_letters(each) in _letters(text) for each in ledger.marks)


def _is_mark(ledger: Ledger, value: str) -> bool:
    return value != WORD and ledger.is_coined(value)


def _letters(text: str) -> str:
    """Many a server writes a name its own way."""
    return re.sub(r"[\W_]", "", text).casefold()


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _inner(value: Any) -> Mapping[str, Any]:
    """What an answer shows, also one wrapper deep."""
    if not isinstance(value, Mapping):
        return {}
    wrapped = next(iter(value.values())) if len(value) == 1 else value.get("data")
    return wrapped if isinstance(wrapped, Mapping) else value
