"""Lawful implementations that no dialect of the mock makes: changes of the same stage as mutants.

Each keeps every sentence of the documentation, in a way that somebody could blame.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import giosg_mock.mock
import msgspec
from clausemock.store import Query, Record, Store
from giosg_mock.settings import Settings
from mutants.exchange import Exchange
from mutants.makers.answers import shown
from mutants.stage import Change, Stage


class Variant(msgspec.Struct, frozen=True):
    """One lawful implementation."""

    statement: str
    """What it does, and why it may."""
    change: Change
    dialect: str = ""
    """Names of dialects that belong to it, joined by commas."""


def _limited(attribute: str, allowed: Callable[[Any], bool]) -> Change:
    """Payloads with another value of an attribute are refused."""

    def change(stage: Stage) -> None:
        def make(limits: Any) -> Any:
            def more(chosen: Any, operation: str, sent: Mapping[str, Any]) -> dict[str, str]:
                if sent.get(attribute) is not None and not allowed(sent[attribute]):
                    return {attribute: "This value is not supported."}
                faults: dict[str, str] = limits(chosen, operation, sent)
                return faults

            return more

        stage.patch(giosg_mock.mock, "limits", make)

    return change


def _one_of(attribute: str, values: Collection[Any]) -> Change:
    return _limited(attribute, lambda value: value in values)


def _refused(operations: str, is_meant: Callable[[Exchange], bool], status: int = 400) -> Change:
    def edit(exchange: Exchange) -> None:
        if exchange.actor == "admin" and is_meant(exchange):
            exchange.reply(status, {"detail": "Not here."})

    return lambda stage: stage.before(operations, edit)


def _shows(operations: str, edit: Callable[[dict[str, Any]], Any]) -> Change:
    def on_answer(exchange: Exchange) -> None:
        answer = exchange.answer
        if exchange.is_ok and isinstance(answer, dict):
            for each in shown(answer):
                edit(each)
            exchange.answer = answer

    return lambda stage: stage.after(operations, on_answer)


def _upper(*names: str) -> Callable[[dict[str, Any]], None]:
    def edit(thing: dict[str, Any]) -> None:
        for name in names:
            if isinstance(thing.get(name), str):
                thing[name] = thing[name].upper()

    return edit


def _capital_ids(operations: str, *names: str) -> Change:
    """Shown in capitals, and taken in either form."""

    def lower(exchange: Exchange) -> None:
        if isinstance(exchange.sent, dict):
            exchange.sent = {
                name: value.lower() if name in names and isinstance(value, str) else value
                for name, value in exchange.sent.items()
            }

    def change(stage: Stage) -> None:
        stage.before(operations, lower)
        _shows(operations, _upper(*names))(stage)

    return change


def _lean_users(thing: dict[str, Any]) -> None:
    for name in ("created_by_user", "updated_by_user"):
        for part in ("avatar_id", "avatar"):
            (thing.get(name) or {}).pop(part, None)


def _without_zones(thing: dict[str, Any]) -> None:
    for name in ("created_at", "updated_at"):
        if thing.get(name):
            thing[name] = thing[name].removesuffix("Z")


def _without_null(*names: str) -> Callable[[Exchange], None]:
    def edit(exchange: Exchange) -> None:
        sent = exchange.sent
        if isinstance(sent, dict):
            exchange.sent = {
                name: value
                for name, value in sent.items()
                if value is not None or name not in names
            }

    return edit


def _bare(*operations: str) -> Change:
    def edit(exchange: Exchange) -> None:
        if exchange.is_ok:
            exchange.content = b""

    return lambda stage: stage.after(" ".join(operations), edit)


def _encrypts_with_a_key(stage: Stage) -> None:
    """The key is sent, or is there already."""

    def keyless(sent: Any) -> bool:
        is_on = isinstance(sent, dict) and sent.get("is_chat_encryption_enabled") is True
        return is_on and not sent.get("public_key_id")

    _refused("createRoom replaceRoom updateRoom", lambda each: keyless(each.sent))(stage)


def _domain_rooms_have_one_domain(stage: Stage) -> None:
    """A domain room works on its own domain, and on no second one."""
    rooms: dict[str, Any] = {}

    def note(exchange: Exchange) -> None:
        if exchange.is_ok and isinstance(exchange.answer, dict):
            rooms[exchange.answer["id"]] = exchange.answer["domain"]

    stage.after("createRoom", note)
    _refused("createDomainLink", lambda each: bool(rooms.get(each.path["room_id"])))(stage)


def _keeps_brands_in_use(status: int) -> Change:
    used: dict[str, str | None] = {}

    def note(exchange: Exchange) -> None:
        if exchange.is_ok and isinstance(exchange.answer, dict):
            used[exchange.answer["id"]] = exchange.answer["brand_id"]

    def change(stage: Stage) -> None:
        stage.after("retrieveRoomSettings replaceRoomSettings updateRoomSettings", note)
        _refused("deleteBrand", lambda each: each.path["brand_id"] in used.values(), status)(stage)

    return change


def _follows(stage: Stage) -> None:
    """The custom object belongs to the type custom, and the type to tracking: they go with it."""

    def make(put: Any) -> Any:
        def other(store: Store, table: str, record: Record) -> None:
            if table == "settings" and record["analytics_object_type"] != "custom":
                record = {**record, "analytics_custom_object": None}
            put(store, table, record)

        return other

    stage.patch(Store, "put", make)


def _twice(stage: Stage) -> None:
    """Two system tags of one name: nothing says that they differ."""

    def edit(exchange: Exchange) -> None:
        if exchange.is_ok:
            page = exchange.answer
            page["results"] = [each for each in page["results"] for _ in range(2)]
            exchange.answer = page

    stage.after("listSystemTags", edit)


def _drops_closed_settings(stage: Stage) -> None:
    """Settings are gone with their room."""

    def make(settings_of: Any) -> Any:
        def found(settings: Settings, call: Any) -> Any:
            room = settings._mock.access.found(call, "room_id")
            if room["is_deleted"]:
                raise giosg_mock.mock.NotFound("This room is deleted.")
            return settings_of(settings, call)

        return found

    stage.patch(Settings, "_settings", make)


def _empties_joins(stage: Stage) -> None:
    """A deleted room is used in no other context: not in the rooms of a brand."""

    def make(select: Any) -> Any:
        def fewer(store: Store, query: Query, **how: Any) -> Any:
            found = select(store, query, **how)
            if query.source == "branded_room":
                return [each for each in found if not each["is_deleted"]]
            return found

        return fewer

    stage.patch(Store, "select", make)


def _ignores_nulls(stage: Stage) -> None:
    stage.before("createRoom updateRoom", _without_null("language_code"))
    stage.before("updateRoom updateBrand", _without_null("name"))
    stage.before("updateRoomSettings", _without_null(*FLAGS))


ROOMS = "createRoom retrieveRoom replaceRoom updateRoom listRooms listUserRooms retrieveUserRoom"
BRANDS = "createBrand retrieveBrand replaceBrand updateBrand listBrands"
SETTINGS = "retrieveRoomSettings replaceRoomSettings updateRoomSettings"
ROOM_LISTS = "listRooms listUserRooms listBrandRooms"
LINKS = "createDomainLink listDomainLinks"
FLAGS = (
    "is_pending_chat_messages_hidden",
    "is_auto_tagging_enabled",
    "is_analytics_tracking_enabled",
    "is_ajax_tracking_enabled",
)

VARIANTS: Mapping[str, Variant] = {
    "english_only": Variant(
        "the supported languages are not listed", _one_of("language_code", {"en"})
    ),
    "some_languages": Variant(
        "another language than the example's", _one_of("language_code", {"en", "sv", "en-US"})
    ),
    "fixed_ttls": Variant(
        "which days are allowed is not told", _one_of("sensitive_data_purge_ttl", {7, 30, 365})
    ),
    "short_ttls": Variant(
        "how many days are allowed is not told",
        _limited("sensitive_data_purge_ttl", lambda days: 0 <= days < 15),
    ),
    "no_purging": Variant("no number of days is promised", _one_of("sensitive_data_purge_ttl", ())),
    "short_names": Variant(
        "the longest name is not told", _limited("name", lambda name: len(name) <= 40)
    ),
    "plain_names": Variant("which letters are not told", _limited("name", str.isascii)),
    "capital_colours": Variant(
        "a colour means the same in capitals",
        _shows(BRANDS, _upper("primary_color_code", "secondary_color_code")),
    ),
    "capital_references": Variant(
        "a UUID means the same in capitals",
        _capital_ids(SETTINGS, "brand_id", "router_id", "legacy_chat_dialog_id", "room_id"),
    ),
    "capital_ids": Variant(
        "a UUID means the same in capitals",
        _capital_ids(f"{LINKS} {BRANDS}", "domain_room_id", "organization_id", "logo_asset_id"),
    ),
    "lean_users": Variant(
        "the examples of brands give a user inside an avatar, that of their rooms does not",
        _shows(f"{ROOM_LISTS} listBrands", _lean_users),
    ),
    "zoneless_lists": Variant(
        "the examples write times with zone in one place, without in another",
        _shows(f"{ROOM_LISTS} listBrands", _without_zones),
    ),
    "nulls_ignored": Variant("a null that cannot be is ignored", _ignores_nulls),
    "bare_creations": Variant(
        "what a creation answers is not told, here where it is",
        _bare("createRoom", "createBrand", "createDomainLink"),
        "locations",
    ),
    "bare_links": Variant("what a link's creation answers is not told", _bare("createDomainLink")),
    "bare_settings": Variant(
        "what a write answers is not told", _bare("updateRoomSettings", "replaceRoomSettings")
    ),
    "one_domain": Variant(
        "a domain room is linked to exactly one domain", _domain_rooms_have_one_domain
    ),
    "brands_in_use": Variant("a brand in use is not deleted", _keeps_brands_in_use(400)),
    "conflicting_brands": Variant("a brand in use is not deleted", _keeps_brands_in_use(409)),
    "dependent_objects": Variant("what belongs to another attribute goes with it", _follows),
    "encryption_with_keys": Variant("encryption needs a key", _encrypts_with_a_key),
    "same_system_tags": Variant("nothing tells them apart", _twice),
    "settings_of_the_living": Variant(
        "a deleted room is used in no other context", _drops_closed_settings
    ),
    "brands_of_the_living": Variant("a deleted room is used in no other context", _empties_joins),
}
