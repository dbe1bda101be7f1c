"""Updates that are lost, or that change more than they were asked to."""

from __future__ import annotations

from typing import Any

from clausemock.store import Record, Store

from mutants.exchange import Exchange
from mutants.makers.state import keeps, loses, resets
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage

BRAND = ("name", "primary_color_code", "secondary_color_code", "logo_asset_id")


def _keeps_if_null(attribute: str) -> Any:
    def edit(record: Record, before: Record | None) -> None:
        if before is not None and record[attribute] is None:
            record[attribute] = before[attribute]

    return edit


def _sets(attribute: str, make: Any) -> Any:
    def edit(record: Record, _: Record | None) -> None:
        record[attribute] = make(record)

    return edit


def _create(
    table: str, operation: str, how: str, edit: Any, clauses: str, also: str = ""
) -> Mutant:
    return keeps(
        table,
        how,
        edit,
        operations=operation,
        kind="update",
        clauses=clauses,
        also=also,
        because="they look at the same attribute",
    )


def _starts_from_creation() -> Mutant:
    """Each PATCH changes the brand as it was created: what came between is lost."""
    first: dict[str, Record] = {}

    def change(stage: Stage) -> None:
        sent: set[str] = set()

        def note(exchange: Exchange) -> None:
            sent.clear()
            sent.update(exchange.sent if isinstance(exchange.sent, dict) else ())

        def make(put: Any) -> Any:
            def other(store: Store, table: str, record: Record) -> None:
                if table == "brand" and stage.operation == "updateBrand":
                    old = first.get(record["id"], record)
                    kept = {name: old[name] for name in BRAND if name not in sent}
                    record = {**record, **kept}
                elif table == "brand":
                    first.setdefault(record["id"], record)
                put(store, table, record)

            return other

        stage.before("updateBrand", note)
        stage.patch(Store, "put", make)

    return mutant(
        "updateBrand-starts-from-creation",
        "update",
        "updateBrand leaves what is not sent, here it undoes earlier updates",
        "updateBrand.partial",
        change,
        also=" ".join(f"updateBrand.{name}.stored" for name in BRAND),
        because="an update that was read back is lost with the next one",
    )


LOST = (
    loses(
        "room", "public_key_id", operations="updateRoom", clauses="updateRoom.public_key_id.stored"
    ),
    loses(
        "room",
        "language_code",
        operations="replaceRoom",
        clauses="replaceRoom.language_code.stored",
    ),
    loses(
        "room",
        "name",
        operations="replaceRoom updateRoom",
        clauses="replaceRoom.name.stored updateRoom.name.stored",
    ),
    loses(
        "settings",
        "legacy_chat_dialog_id",
        operations="replaceRoomSettings",
        clauses="replaceRoomSettings.legacy_chat_dialog_id.stored",
    ),
    loses(
        "settings",
        "router_id",
        operations="updateRoomSettings",
        clauses="updateRoomSettings.router_id.stored",
    ),
    loses(
        "settings",
        "is_ajax_tracking_enabled",
        operations="replaceRoomSettings",
        clauses="replaceRoomSettings.is_ajax_tracking_enabled.stored",
    ),
    loses(
        "settings",
        "brand_id",
        operations="updateRoomSettings",
        clauses="updateRoomSettings.brand_id.stored",
        also="listBrandRooms.in_use RoomSettings.brand_id.null_default_theme",
    ),
    loses(
        "brand",
        "logo_asset_id",
        operations="updateBrand",
        clauses="updateBrand.logo_asset_id.stored",
    ),
    loses(
        "brand",
        "secondary_color_code",
        operations="replaceBrand",
        clauses="replaceBrand.secondary_color_code.stored",
        also="Brand.secondary_color_code.null_default",
    ),
    _create(
        "room",
        "createRoom",
        "loses public_key_id",
        _sets("public_key_id", lambda _: None),
        "createRoom.public_key_id.stored",
    ),
    _create(
        "room",
        "createRoom",
        "cuts the name off",
        _sets("name", lambda room: room["name"][:12]),
        "createRoom.name.stored",
    ),
    _create(
        "brand",
        "createBrand",
        "loses logo_asset_id",
        _sets("logo_asset_id", lambda _: None),
        "createBrand.logo_asset_id.stored",
    ),
    _create(
        "brand",
        "createBrand",
        "takes the first color twice",
        _sets("secondary_color_code", lambda brand: brand["primary_color_code"]),
        "createBrand.secondary_color_code.stored",
        "Brand.secondary_color_code.null_default",
    ),
    _create(
        "tag",
        "createRoomTag",
        "writes names in capitals",
        _sets("name", lambda tag: tag["name"].upper()),
        "createRoomTag.name.stored",
        "Tag.name.uniqueness listRoomTags.pagination.complete listOrganizationTags.all_rooms "
        "listOrganizationTags.pagination.complete deleteRoomTag.204.success",
    ),
    _create(
        "room",
        "updateRoom",
        "keeps the purge time instead of null",
        _keeps_if_null("sensitive_data_purge_ttl"),
        "Room.sensitive_data_purge_ttl.null_disables",
        "updateRoom.sensitive_data_purge_ttl.stored updateRoom.partial",
    ),
    _create(
        "settings",
        "updateRoomSettings",
        "keeps the brand instead of null",
        _keeps_if_null("brand_id"),
        "RoomSettings.brand_id.null_default_theme",
        "updateRoomSettings.brand_id.stored listBrandRooms.in_use",
    ),
    _create(
        "brand",
        "updateBrand",
        "keeps the color instead of null",
        _keeps_if_null("primary_color_code"),
        "Brand.primary_color_code.null_default",
        "updateBrand.primary_color_code.stored",
    ),
)

TOO_MUCH = (
    resets("room", "updateRoom", "language_code", "en"),
    resets("room", "updateRoom", "sensitive_data_purge_ttl", None, when="name"),
    resets("room", "updateRoom", "is_chat_encryption_enabled", False, when="language_code"),
    resets("settings", "updateRoomSettings", "brand_id", None, when="router_id"),
    resets("settings", "updateRoomSettings", "is_auto_tagging_enabled", False),
    resets("settings", "updateRoomSettings", "legacy_chat_dialog_id", None, when="brand_id"),
    resets("brand", "updateBrand", "logo_asset_id", None),
    resets("brand", "updateBrand", "secondary_color_code", "#000000", when="primary_color_code"),
    resets("room", "replaceRoom", "domain", None, clauses="Room.domain.mutability"),
    _starts_from_creation(),
)

MUTANTS = (*LOST, *TOO_MUCH)
