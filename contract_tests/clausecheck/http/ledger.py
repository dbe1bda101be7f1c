"""What belongs to a run: what it has made, and what a person or the document lets it name.

Ownership is a place of the document, such as /a/{}/shops/{}, with all values in it. It is learnt
only from an answer that tells of a creation; the same id in another collection is somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from clausegen.model import Api
from clausegen.model.items import (
    Maker,
    makers,
    named_id,
    names_in,
    on_place,
    own_id,
    path_values,
    place,
    text_of,
)

from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.payload import payload_of
from clausecheck.http.segments import read
from clausecheck.http.servers import base_of
from clausecheck.http.target import Target

UNIQUE = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
"""UUIDs: one that a run was given names nothing else, wherever it stands. A number may."""
WORD = "clausecheck"
"""Sent where anything wrong will do."""
CREATED = 201
RENAMING = frozenset({"PUT", "PATCH"})
Owned = tuple[str, tuple[str, ...]]
"""(place, every value in it)"""


class Ledger:
    """What one client may change. Sees every answer."""

    def __init__(self, api: Api, target: Target) -> None:
        self._api, self._target = api, target
        self.makers: dict[str, tuple[Maker, ...]] = {}
        for each in makers(api):
            self.makers[each.operation.id] = (*self.makers.get(each.operation.id, ()), each)
        items = {each.item for known in self.makers.values() for each in known if not each.parents}
        self.called = tuple(each for each in sorted(items) if _is_called(api, each))
        """Items that have names and can be read."""
        self._places = {place(each.path, n) for each in api.operations for n in names_in(each.path)}
        self.marks: set[str] = set()
        """How names of this run start."""
        self._owned: set[Owned] = set()
        self._own_ids: set[str] = set()
        """The last id of each: asked for with every request."""
        self._coined: set[str] = set()
        self._others: set[Owned] = set()
        """Was there before, or is something else than what an answer says."""
        self.refused: dict[str, str] = {}
        """Creators that are not sent any more, and why."""
        self._free: set[Owned] = set()
        """Places that were looked up: nothing was there."""
        self._drawn: set[str] = set()
        self._upserted: Exchange | None = None
        """The last one that made what the client had named, and did not say so."""
        told = {name.rpartition(".")[2]: str(value) for name, value in target.values.items()}
        self._given = {*target.ids.items(), *told.items()}
        """(name, id) that a person has told."""
        for actor in target.actors.values():
            self._given |= {*actor.own.items(), *actor.ids.items()}
        self._referred: set[str] = set()
        self._held: dict[Owned, set[tuple[str, str]]] = {}

    # What may be told to it

    def coin(self, value: str) -> str:
        """A value that was made up, so that it names nothing that was there before."""
        self._coined.add(value)
        return value

    def draw(self, number: int) -> str:
        """A number that hardly anything has: it is looked up before something is sent there."""
        self._drawn.add(str(number))
        return str(number)

    def refer(self, value: str) -> str:
        """An id that the word `references` leads to: attributes with that word may name it."""
        self._referred.add(value)
        return value

    def own(self, item: str, values: Mapping[str, str]) -> None:
        """An item of the path `item` was made by a run."""
        where = _owned(item, values)
        self._owned.add(where)
        self._own_ids.add(where[1][-1])

    def leave(self, item: str, values: Mapping[str, str]) -> None:
        """It is somebody's, whatever an answer says later; unless it was made by this run."""
        if not self.has_made(item, values):
            self._others.add(_owned(item, values))

    def free(self, item: str, values: Mapping[str, str]) -> None:
        """Nothing is there yet."""
        self._free.add(_owned(item, values))

    # What it answers

    def has_made(self, item: str, values: Mapping[str, str]) -> bool:
        """Nothing that is lent, and no name that was made up."""
        return _owned(item, values) in self._owned

    def is_anothers(self, item: str, values: Mapping[str, str]) -> bool:
        return _owned(item, values) in self._others

    def is_free(self, item: str, values: Mapping[str, str]) -> bool:
        return _owned(item, values) in self._free

    def owns(self, path: str, values: Mapping[str, str]) -> bool:
        """The last id in a path names what this run made, what was lent to it, or nothing."""
        names = names_in(path)
        if not names:
            return False
        last = values[names[-1]]
        is_unique = UNIQUE.fullmatch(last) is not None and self.is_id(last)
        where = _owned(path, values)
        owned = where in self._owned or (self.is_drawn(last) and where in self._free)
        return owned or is_unique or self.is_coined(last) or self._is_lent(names[-1], last)

    def is_coined(self, value: str) -> bool:
        known = value in self._coined or value == WORD
        return known or any(value.startswith(each) for each in self.marks)

    def is_drawn(self, value: str) -> bool:
        return value in self._drawn

    def may_name(self, name: str, value: str, *, refers: bool = False) -> bool:
        """An attribute or a parameter may hold this id; `refers` if the document says what it is.

        A number counts only where the name says of which collection it is.
        """
        if self.is_coined(value) or (refers and value in self._referred):
            return True
        if UNIQUE.fullmatch(value):
            given = any(value == each for _, each in self._given)
            return given or self.is_id(value) or value in self._referred
        given = any(value == each and _is_of(name, key) for key, each in self._given)
        if given or not self.is_id(value):
            return given
        ours = (where for where, ids in self._owned if value == ids[-1])
        return any(self.tells_of(name, where) for where in ours)

    def tells_of(self, attribute: str, where: str) -> bool:
        """cat_id and cat tell of /cats/{}; of /categories/{} only where there are no /cats/{}."""
        if any(names(attribute, each) for each in self._places):
            return names(attribute, where)
        return _abbreviates(attribute, where)

    def holds(self, path: str, values: Mapping[str, str], name: str, value: str) -> bool:
        """What is ours has shown this attribute: repeating it changes nothing."""
        return (name, value) in self._held.get(_whole(path, values), ())

    def is_id(self, value: str) -> bool:
        return value in self._own_ids

    def made(self, maker: Maker, exchange: Exchange) -> dict[str, str] | None:
        """All path values of what was created; None for what was there before."""
        found = self.named(maker, exchange)
        return None if found is None or self.is_anothers(maker.item, found) else found

    def named(self, maker: Maker, exchange: Exchange) -> dict[str, str] | None:
        """All path values of what an answer says was created."""
        values = {name: exchange.path[own] for name, own in maker.parents if own in exchange.path}
        if len(values) < len(maker.parents):
            return None
        if maker.chosen:
            return {
                **values,
                maker.parameter: exchange.path[names_in(maker.operation.path)[-1]],
            }
        found = maker.id_in(exchange.json) or self._located(maker, exchange)
        found = found or self._chosen(maker, exchange)
        return None if found is None else {**values, maker.parameter: found}

    def learn(self, exchange: Exchange, path: str) -> None:
        """`path` is that of the exchange's operation."""
        if not exchange.ok:
            return
        if exchange.method not in READS:
            self._free.clear()  # what was looked up is used up
        self._upserted = exchange if self._upserts(exchange, path) else None
        self._move(exchange, path)
        if exchange.method == "DELETE":
            self._forget(path, exchange.path)
        elif self.tells_creation(exchange):
            for maker in self.makers.get(exchange.operation_id, ()):
                values = self.made(maker, exchange)
                if values is not None:
                    self.own(maker.item, values)
        elif (elsewhere := self.moved(exchange)) is not None:
            if not self.is_coined(exchange.path[names_in(path)[-1]]):
                self._forget(path, exchange.path)  # where it was, somebody else may be tomorrow
            self.own(path, elsewhere)
        elif isinstance(exchange.json, Mapping) and self.owns(path, exchange.path):
            self._hold(exchange.json, path, exchange.path)

    def _move(self, exchange: Exchange, path: str) -> None:
        """What lies below something that was given another name is ours there, too."""
        elsewhere = self.moved(exchange) or self.shown_elsewhere(exchange)
        if elsewhere is not None:
            (where, ids), (_, new) = _owned(path, exchange.path), _owned(path, elsewhere)
            self._owned |= {
                (place_, (*new, *known[len(ids) :]))
                for place_, known in self._owned
                if f"{place_}/".startswith(f"{where}/") and known[: len(ids)] == ids
            }
            self._own_ids = {ids[-1] for _, ids in self._owned}

    def _hold(self, shown: Mapping[str, Any], path: str, values: Mapping[str, str]) -> None:
        texts = ((name, text_of(each)) for name, each in shown.items())
        held = {(name, text) for name, text in texts if text is not None}
        self._held.setdefault(_whole(path, values), set()).update(held)

    def moved(self, exchange: Exchange) -> dict[str, str] | None:
        """Path values of what a change has given another id; None if it stays where it was."""
        path = exchange.operation.path if exchange.operation is not None else ""
        if exchange.method not in RENAMING or not exchange.ok or not path.rstrip("/").endswith("}"):
            return None
        last, sent = names_in(path)[-1], payload_of(exchange)
        new = text_of(sent.get(last)) if isinstance(sent, Mapping) else None
        if new is None or new == exchange.path.get(last):
            return None
        shown = text_of(exchange.json.get(last)) if isinstance(exchange.json, Mapping) else None
        is_so = shown == new or (shown is None and self.is_coined(new))
        return {**exchange.path, last: new} if is_so else None

    def shown_elsewhere(self, exchange: Exchange) -> dict[str, str] | None:
        """Where a change may have brought it: /users/{user_name} was given another `name`.

        It may as well be a name for show, and the place the same.
        """
        path = exchange.operation.path if exchange.operation is not None else ""
        if exchange.method not in RENAMING or not path.rstrip("/").endswith("}"):
            return None
        last = names_in(path)[-1]
        new, before = own_id(payload_of(exchange), last), exchange.path.get(last, "")
        is_told = new is not None and new != before and own_id(exchange.json, last) in {new, None}
        made_up = new is not None and self.is_coined(new) and self.is_coined(before)
        return {**exchange.path, last: new} if new is not None and is_told and made_up else None

    def _upserts(self, exchange: Exchange, path: str) -> bool:
        """What a PUT has made is known, too, where the answer is another success than 201."""
        if not any(each.chosen for each in self.makers.get(exchange.operation_id, ())):
            return False
        last = exchange.path[names_in(path)[-1]]
        is_made_up = self.is_coined(last) or self.is_drawn(last)
        is_new = _owned(path, exchange.path) not in self._owned
        return is_made_up and is_new and self.moved(exchange) is None

    def tells_creation(self, exchange: Exchange) -> bool:
        """201; or another success that shows a name of ours, where the document knows no 201.

        A 200 may show what was there already.
        """
        if exchange is self._upserted:
            return True
        makers_ = self.makers.get(exchange.operation_id, ())
        if exchange.status == CREATED or not exchange.ok or not makers_:
            return exchange.status == CREATED and bool(makers_)
        listed = {each.status for each in makers_[0].operation.responses}
        sent = (exchange.sent or b"").decode("utf-8", "replace")
        shown = any(each in sent and each in exchange.text for each in self.marks)
        return not makers_[0].chosen and str(CREATED) not in listed and shown

    def _forget(self, path: str, values: Mapping[str, str]) -> None:
        """A number may name something else tomorrow."""
        if not path.rstrip("/").endswith("}"):
            return
        where, ids = _owned(path, values)
        if not UNIQUE.fullmatch(ids[-1]):
            self._owned = {
                each
                for each in self._owned
                if not (each[0].startswith(where) and each[1][: len(ids)] == ids)
            }
            self._own_ids = {ids[-1] for _, ids in self._owned}

    def _located(self, maker: Maker, exchange: Exchange) -> str | None:
        """From the header Location."""
        url = base_of(self._api, self._target.base_url, maker.operation)
        base = urlsplit(url).path
        path = urlsplit(exchange.headers.get("location", "")).path.removeprefix(base)
        there = (on_place(self._api, maker.item, method) for method in ("get", "delete"))
        operation = next((each for each in there if each is not None), None)
        found = read(operation, path) if operation else path_values(maker.item, path)
        return list(found.values())[-1] if found else None

    def _chosen(self, maker: Maker, exchange: Exchange) -> str | None:
        """What the payload named it: made up, or what a link refers to where no answer tells."""
        found = named_id(payload_of(exchange), maker.parameter)
        is_told = not exchange.text and found in self._referred
        return found if found is not None and (is_told or self.is_coined(found)) else None

    def _is_lent(self, parameter: str, value: str) -> bool:
        """What the target file lends: by the end of its name, such as shared_shelf_id."""
        return any(
            value == lent and (UNIQUE.fullmatch(value) or _is_of(parameter, name))
            for name, lent in self._target.lent
        )


def _is_called(api: Api, item: str) -> bool:
    """By a name, which is no number and no UUID."""
    reading = on_place(api, item, "get")
    schemas = [each.schema for each in reading.parameters_in("path")] if reading else []
    known = [api.resolve(each) for each in schemas if each is not None]
    return bool(known) and all(each.types == ("string",) and not each.format for each in known)


def _owned(path: str, values: Mapping[str, str]) -> Owned:
    names = names_in(path)
    return place(path, names[-1]), tuple(values[name] for name in names)


def _is_of(parameter: str, name: str) -> bool:
    """A target file's name is that of a parameter, or ends with it: shared_shelf_id."""
    return name == parameter or name.endswith(f"_{parameter}")


def names(attribute: str, where: str) -> bool:
    """cat_id, catId and cat_ids tell of what is at /cats/{}; cat and from_cat do as well."""
    return refers_to(attribute, where) or refers_to(_stem(attribute), where)


def _abbreviates(attribute: str, where: str) -> bool:
    """lib_id may tell of /libraries/{}."""
    stem = _stem(attribute).replace("_", "").replace("-", "")
    return len(stem) > 1 and where.rsplit("/", 2)[-2].lower().startswith(stem)


def _stem(attribute: str) -> str:
    return re.sub(r"[_-]?(ids?|uuids?)$", "", attribute, flags=re.IGNORECASE).lower()


def refers_to(attribute: str, where: str) -> bool:
    """Its last word is one of what is at /cats/{}: cat, from_cat, fromCat, cats."""
    word, collection = last_word(attribute), where.rsplit("/", 2)[-2].lower()
    plurals = {word, f"{word}s", f"{word}es", f"{word[:-1]}ies"}
    return len(word) > 2 and collection in plurals  # noqa: PLR2004 - no "to", no "by"


def last_word(attribute: str) -> str:
    """In lower case; empty for a name without letters."""
    return "".join(re.findall(r"[A-Z]?[a-z]+|[A-Z]+", attribute)[-1:]).lower()


def _whole(path: str, values: Mapping[str, str]) -> Owned:
    return place(path), tuple(values[name] for name in names_in(path))
