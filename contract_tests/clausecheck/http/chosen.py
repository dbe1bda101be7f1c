"""Ids that a request chooses: a name, a number or a key under which something may be there already.

Many a server overwrites that and answers 201. So it is looked up first: a read of the item has to
say that nothing is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import Api
from clausegen.model.items import names_in, on_place, own_id, place

from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.ledger import RENAMING, WORD, Ledger
from clausecheck.http.payload import payload_of

MISSING = frozenset({404, 410})
REFUSED = frozenset({400, 422})
"""What no thing can be called, some answer."""
ODD = frozenset({"", ".", ".."})
DEEP = 12


class Chosen(msgspec.Struct, frozen=True):
    """What a payload would make, or rename something to."""

    item: str
    """Its path, such as /shelves/{number}."""
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        return names_in(self.item)[-1]

    @property
    def id(self) -> str:
        return self.values[self.name]


def unknown(ledger: Ledger, request: Exchange) -> Iterator[Chosen]:
    """What may be there, for all that is known: neither made up, nor ours, nor looked up."""
    for each in chosen(ledger, request):
        if not (ledger.owns(each.item, each.values) or ledger.is_free(each.item, each.values)):
            yield each


def look_up(api: Api, ledger: Ledger, request: Exchange, read: Callable[..., Exchange]) -> None:
    """Asks for each of them whether it is there; `read` is a client's `call`."""

    def asked(item: str, values: Mapping[str, str]) -> int:
        reading = on_place(api, item, "get")
        if reading is None:
            return 0
        path = dict(zip(names_in(reading.path), values.values(), strict=True))
        return read(reading, actor=request.actor, path=path).status

    for each in unknown(ledger, request):
        if asked(each.item, each.values) in MISSING:
            ledger.free(each.item, each.values)
    for each in strangers(ledger, request):
        status = asked(each.item, each.values)
        if status in REFUSED:  # of this name, if another one that nothing has is not refused
            status = asked(each.item, dict.fromkeys(each.values, WORD))
        if status in MISSING:
            ledger.free(each.item, each.values)


def strangers(ledger: Ledger, request: Exchange) -> Iterator[Chosen]:
    """Who a payload names by a text, and may be somebody: users are what is at /users/{name}."""
    if request.operation is None or request.method in READS:
        return
    for name, value in _texts(payload_of(request), "", DEEP) if ledger.called else ():
        for item in ledger.called:
            values = {names_in(item)[-1]: value}
            known = ledger.owns(item, values) or ledger.is_free(item, values)
            if not known and ledger.tells_of(name, place(item)):
                yield Chosen(item, values)


def _texts(value: Any, name: str, deep: int) -> Iterator[tuple[str, str]]:
    """(name of the attribute, text) of everything in a payload."""
    if isinstance(value, str) and value not in ODD:
        yield name, value
    if deep and isinstance(value, list):
        for each in value:
            yield from _texts(each, name, deep - 1)
    if deep and isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, key, deep - 1)


def chosen(ledger: Ledger, request: Exchange) -> Iterator[Chosen]:
    """What a request names, if it makes or renames that; and every number that was drawn."""
    operation, path = request.operation, request.path
    if operation is None or request.method in READS:
        return
    for name in names_in(operation.path):
        if ledger.is_drawn(path.get(name, "")):
            item = operation.path.partition(f"{{{name}}}")[0] + f"{{{name}}}"
            yield Chosen(item, {each: path.get(each, "") for each in names_in(item)})
    if request.method not in {"POST", *RENAMING}:
        return
    if request.method in RENAMING:
        places = [(operation.path, dict(path))] if operation.path.rstrip("/").endswith("}") else []
    else:
        makers = (each for each in ledger.makers.get(operation.id, ()) if not each.chosen)
        places = [
            (each.item, {name: path.get(own, "") for name, own in each.parents}) for each in makers
        ]
    for item, values in places:
        last = names_in(item)[-1]
        for part in _parts(payload_of(request)):
            new = own_id(part, last)
            if new is not None and new != values.get(last):
                yield Chosen(item, {**values, last: new})


def _parts(payload: Any) -> Iterator[Any]:
    """What a payload makes: itself, the items of a list, and the same one wrapper deep."""
    held = list(payload.values()) if isinstance(payload, Mapping) and len(payload) == 1 else []
    held += [payload["data"]] if isinstance(payload, Mapping) and "data" in payload else []
    for each in (payload, *held):
        yield from each if isinstance(each, list) else (each,)
