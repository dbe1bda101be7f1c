"""Faults for the tests of the items that search, several in one mock.

They are no mutants: a whole run would name more clauses than those items do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mutants.exchange import Exchange
from mutants.makers.answers import Thing, alters, drops, nested, retypes
from mutants.stage import Stage

Change = Callable[[Stage], None]


def _after(operations: str, edit: Callable[[Exchange], None]) -> Change:
    return lambda stage: stage.after(operations, edit)


def _crash(exchange: Exchange) -> None:
    exchange.reply(500, {"detail": "boom"})


def _crash_on_list(exchange: Exchange) -> None:
    if isinstance(exchange.sent, list):
        _crash(exchange)


def _crash_beyond_ascii(exchange: Exchange) -> None:
    name = exchange.sent.get("name") if isinstance(exchange.sent, dict) else None
    if isinstance(name, str) and not name.isascii():
        _crash(exchange)


def _crash_on_unknown(exchange: Exchange) -> None:
    if exchange.status == 404:
        _crash(exchange)


def _accepted(exchange: Exchange) -> None:
    if exchange.status == 204:
        exchange.reply(202)


def _html(exchange: Exchange) -> None:
    if exchange.is_ok:
        exchange.content, exchange.media_type = b"<p>hello</p>", b"text/html"


def _names_are_lists(exchange: Exchange) -> None:
    if exchange.is_ok:
        page = exchange.answer
        exchange.answer = {
            **page,
            "results": [{**each, "name": [each["name"]]} for each in page["results"]],
        }


def _changes_more(stage: Stage) -> None:
    """A change of a room changes an attribute that was not sent, too."""
    patched: set[str] = set()

    def note(exchange: Exchange) -> None:
        if exchange.is_ok:
            patched.discard(exchange.path["room_id"])
            if "sensitive_data_purge_ttl" not in exchange.sent:
                patched.add(exchange.path["room_id"])

    def forget(exchange: Exchange) -> None:
        if exchange.is_ok:
            patched.discard(exchange.path["room_id"])

    def show(exchange: Exchange) -> None:
        if exchange.is_ok and exchange.path["room_id"] in patched:
            exchange.answer = {**exchange.answer, "sensitive_data_purge_ttl": 999}

    stage.after("updateRoom", note)
    stage.after("replaceRoom", forget)
    stage.after("retrieveRoom", show)


def _does_what_it_refuses(stage: Stage) -> None:
    refused: dict[str, str] = {}

    def note(exchange: Exchange) -> None:
        if exchange.status == 403 and "name" in exchange.sent:
            refused[exchange.path["room_id"]] = exchange.sent["name"]

    def show(exchange: Exchange) -> None:
        if exchange.is_ok and exchange.path["room_id"] in refused:
            exchange.answer = {**exchange.answer, "name": refused[exchange.path["room_id"]]}

    stage.after("updateRoom", note)
    stage.after("retrieveRoom", show)


def _online_while_closed(room: Thing) -> None:
    room.update(is_online=True, is_open=False)


def _down(stage: Stage) -> None:
    stage.before(" ".join(each.id for each in stage.api.operations), _crash)


def _no_bot(user: Thing) -> None:
    user["is_bot"] = "no"


def _to(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


FAULTS: Mapping[str, Change] = {
    "crash on payload": _after("createBrand", _crash_on_list),
    "crash on text": _after("createRoom", _crash_beyond_ascii),
    "crash on id": _after("retrieveRoomOverview", _crash_on_unknown),
    "other status": _after("deleteBrand", _accepted),
    "html": _after("listSystemTags", _html),
    "wrong type": retypes("Room", "is_service_hours_enabled", "is text", _to("no")).change,
    "wrong nested": nested("Room", "updated_by_user", "User.is_bot.type", "", _no_bot).change,
    "left out": drops("Room", "display_name").change,
    "online while closed": alters("Room", "is_online", "while closed", _online_while_closed).change,
    "side effect": _changes_more,
    "refused but done": _does_what_it_refuses,
    "odd names": _after("listRoomTags listOrganizationTags", _names_are_lists),
    "down": _down,
}
