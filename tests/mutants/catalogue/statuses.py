"""Statuses: the right thing happens, and the wrong number is answered."""

from __future__ import annotations

from typing import Any

from mutants.exchange import Exchange
from mutants.makers.answers import status, success
from mutants.makers.payloads import is_unreadable, lacks, refused_with
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage

EMPTY_PAGE: dict[str, Any] = {"next": None, "previous": None, "results": []}
SETTINGS = (
    "is_pending_chat_messages_hidden",
    "is_auto_tagging_enabled",
    "is_analytics_tracking_enabled",
    "is_ajax_tracking_enabled",
)


def _every_400(operation: str, *names: str) -> str:
    return " ".join(f"{operation}.{each}" for each in names)


def _links_again(instead: int) -> Mutant:
    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if exchange.status == 200:
                exchange.status = instead

        stage.after("createDomainLink", edit)

    return mutant(
        f"createDomainLink-200-as-{instead}",
        "status",
        f"createDomainLink answers 200 if the link is there already, here {instead}",
        "createDomainLink.200.link_exists",
        change,
        also="createDomainLink.domain_room_id.stored" if instead >= 400 else "",
        because="a value that was sent before is refused",
    )


def _no_link(_: Any, payload: bytes) -> bool:
    """The server looks for a link to nothing, and does not find it."""
    return b'"domain_room_id":null' in payload or lacks("domain_room_id")(_, payload)


MUTANTS = (
    success("createRoom", 201, 200),
    success("createRoomTag", 201, 200),
    success("createBrand", 201, 202),
    success("createDomainLink", 201, 200, also="createDomainLink.200.link_exists"),
    _links_again(201),
    _links_again(409),
    success("deleteRoom", 204, 200),
    success("deleteRoomTag", 204, 202),
    success("deleteBrand", 204, 200),
    success("deleteDomainLink", 204, 200),
    success("updateRoom", 200, 204),
    success("replaceRoom", 200, 202),
    success("updateBrand", 200, 202),
    success("replaceBrand", 200, 204),
    success("replaceRoomSettings", 200, 201),
    success("updateRoomSettings", 200, 204),
    # What lies at an unknown id: nothing, and that is to be said with 404.
    status("retrieveRoom", "404.room_not_found", 400),
    status("replaceRoom", "404.room_not_found", 409),
    status("updateRoom", "404.room_not_found", 200),
    status("deleteRoom", "404.room_not_found", 204),
    status("retrieveBrand", "404.brand_not_found", 410),
    status("updateBrand", "404.brand_not_found", 400),
    status("replaceBrand", "404.brand_not_found", 405),
    status("deleteBrand", "404.brand_not_found", 204),
    status("listBrandRooms", "404.brand_not_found", 200, answer=EMPTY_PAGE),
    status("listRoomUsers", "404.room_not_found", 200, answer=EMPTY_PAGE),
    status("listRoomTags", "404.room_not_found", 200, answer=EMPTY_PAGE),
    status("createRoomTag", "404.room_not_found", 400),
    status("deleteRoomTag", "404.tag_not_found", 204),
    status("deleteRoomTag", "404.room_not_found", 204),
    status("deleteDomainLink", "404.link_not_found", 204),
    status("deleteDomainLink", "404.room_not_found", 400),
    status("listDomainLinks", "404.room_not_found", 200, answer=EMPTY_PAGE),
    status("createDomainLink", "404.room_not_found", 400),
    status(
        "retrieveRoomOverview",
        "404.room_not_found",
        200,
        answer={"present_visitor_count": 0, "pending_chat_count": 0},
    ),
    status("retrieveRoomSettings", "404.room_not_found", 500),
    status("replaceRoomSettings", "404.room_not_found", 400),
    status("updateRoomSettings", "404.room_not_found", 500),
    status(
        "retrieveUserRoom",
        "404.room_not_accessible",
        400,
        also="retrieveUserRoom.no_permission",
    ),
    # Who does not say who he is gets 401, and nobody else does.
    status("listRooms", "401.unauthenticated", 403),
    status("retrieveRoom", "401.unauthenticated", 404),
    status("createBrand", "401.unauthenticated", 400),
    status("deleteRoom", "401.unauthenticated", 405),
    status("listUserRooms", "401.unauthenticated", 404),
    status("listRoomQueues", "401.unauthenticated", 403),
    status("retrieveRoomQueue", "401.unauthenticated", 404),
    status("retrieveRoomOverview", "401.unauthenticated", 500),
    status("listSystemTags", "401.unauthenticated", 200, answer=EMPTY_PAGE),
    status("listBrands", "403.no_subscription", 402),
    status("createRoom", "403.no_subscription", 401),
    status("retrieveUserRoomOverview", "403.no_subscription", 402),
    status("listOrganizationTags", "403.no_settings_permission", 401),
    status("createRoomTag", "403.no_settings_permission", 400),
    status("listRoomUsers", "403.no_organization_access", 401),
    status("retrieveUserRoom", "403.no_user_access", 401),
    # Payloads.
    refused_with(
        "createRoom",
        422,
        lambda *_: True,
        "not as documented",
        _every_400(
            "createRoom",
            "400.missing_attribute",
            "400.wrong_format",
            "name.required",
            "name.wrong_type",
            "name.non_empty",
            "name.not_null",
            "domain.wrong_type",
            "language_code.wrong_type",
            "language_code.pattern",
            "is_chat_encryption_enabled.wrong_type",
            "public_key_id.wrong_type",
            "sensitive_data_purge_ttl.wrong_type",
            "bots_ignored_in_online_status.wrong_type",
        ),
        also="Room.language_code.not_null",
    ),
    refused_with("createBrand", 500, is_unreadable, "unreadable", "createBrand.400.wrong_format"),
    refused_with("updateBrand", 415, is_unreadable, "unreadable", "updateBrand.400.wrong_format"),
    refused_with("updateRoom", 422, is_unreadable, "unreadable", "updateRoom.400.wrong_format"),
    refused_with(
        "createRoomTag", 500, is_unreadable, "unreadable", "createRoomTag.400.wrong_format"
    ),
    refused_with(
        "createRoomTag",
        409,
        lacks("name"),
        "incomplete",
        "createRoomTag.400.missing_attribute createRoomTag.name.required",
    ),
    refused_with(
        "replaceRoomSettings",
        404,
        lacks(*SETTINGS),
        "incomplete",
        _every_400(
            "replaceRoomSettings",
            "400.missing_attribute",
            *(f"{each}.required" for each in SETTINGS),
        ),
    ),
    refused_with(
        "createDomainLink",
        404,
        _no_link,
        "incomplete",
        _every_400(
            "createDomainLink",
            "400.missing_attribute",
            "domain_room_id.required",
            "domain_room_id.not_null",
        ),
    ),
)
