"""Payloads that ought to be refused, or are short of something, and are taken as they come."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from mutants.makers.payloads import accepts, fills, is_odd, requires_not, rewrites
from mutants.mutant import Kind, Mutant

LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}")
TYPES = ("gaq", "datalayer", "ga-send", "custom")
BOOLEANS = (
    "is_pending_chat_messages_hidden",
    "is_auto_tagging_enabled",
    "is_analytics_tracking_enabled",
    "is_ajax_tracking_enabled",
)
BRAND = {"name": "Brand", "primary_color_code": None, "secondary_color_code": None}


def _is_null(value: Any) -> bool:
    return value is None


def _is_text_but(pattern: re.Pattern[str]) -> Any:
    return lambda value: isinstance(value, str) and not pattern.fullmatch(value)


def _accepts_subset(payload: dict[str, Any]) -> None:
    for name, value in BRAND.items():
        payload.setdefault(name, value)


def _guesses_type(payload: dict[str, Any]) -> None:
    if payload.get("is_analytics_tracking_enabled") is True:
        payload["analytics_object_type"] = payload.get("analytics_object_type") or "gaq"


def _guesses_object(payload: dict[str, Any]) -> None:
    if payload.get("analytics_object_type") == "custom":
        payload["analytics_custom_object"] = payload.get("analytics_custom_object") or "tracker"


def _english(payload: dict[str, Any]) -> None:
    if payload.get("language_code", "") is None:
        payload["language_code"] = "en"


def _condition(title: str, how: str, edit: Any) -> Mutant:
    operation = "replaceRoomSettings"
    clauses = f"{operation}.condition.{title}"
    return rewrites(operation, how, edit, kind="payload", clauses=clauses)


def _default(attribute: str, value: Any) -> Mutant:
    clauses = f"createRoom.{attribute}.default"
    return fills("createRoom", value, attribute, kind="default", clauses=clauses)


def _finnish_websites(payload: dict[str, Any]) -> None:
    if payload.get("domain") is not None:
        payload.setdefault("language_code", "fi")


def _encrypts_with_key(payload: dict[str, Any]) -> None:
    if payload.get("public_key_id") is not None:
        payload.setdefault("is_chat_encryption_enabled", True)


def _names_tag(clauses: str, what: str, is_wrong: Any, kind: Kind = "payload") -> Mutant:
    """A name that is made up, another one each time: the same would be refused as a duplicate."""

    def edit(payload: dict[str, Any]) -> None:
        if is_wrong(payload):
            payload["name"] = f"tag {uuid4()}"

    how = f"makes-up-a-name-that-is-{what}"
    return rewrites("createRoomTag", how, edit, kind=kind, clauses=f"createRoomTag.name.{clauses}")


REQUIRED = (
    requires_not("createRoom", "name", "Room", only=True),
    requires_not("replaceRoom", "name", "Room", only=True),
    _names_tag(
        "required createRoomTag.400.missing_attribute",
        "left-out",
        lambda payload: "name" not in payload,
        kind="required",
    ),
    requires_not("createBrand", "primary_color_code", None),
    requires_not("createBrand", "secondary_color_code", None),
    requires_not("createBrand", "name", "Brand"),
    requires_not("replaceBrand", "name", "Brand"),
    requires_not("replaceBrand", "secondary_color_code", None),
    *(requires_not("replaceRoomSettings", each, False) for each in BOOLEANS),
    rewrites(
        "replaceBrand",
        "takes-a-part-like-PATCH",
        _accepts_subset,
        kind="required",
        clauses="replaceBrand.400.missing_attribute "
        + " ".join(f"replaceBrand.{each}.required" for each in BRAND),
    ),
)

REFUSED = (
    accepts("createRoom", "name", "wrong_type", is_odd, "Room"),
    accepts("createRoom", "sensitive_data_purge_ttl", "wrong_type", is_odd, None),
    accepts("replaceRoom", "bots_ignored_in_online_status", "wrong_type", is_odd, True),
    accepts("updateRoom", "public_key_id", "wrong_type", is_odd, None),
    accepts("updateRoom", "is_chat_encryption_enabled", "wrong_type", is_odd, True),
    _names_tag("wrong_type", "odd", lambda payload: is_odd(payload.get("name"))),
    accepts("updateBrand", "name", "wrong_type", is_odd, "Brand"),
    accepts("createBrand", "logo_asset_id", "wrong_type", is_odd, None),
    accepts("replaceBrand", "primary_color_code", "wrong_type", is_odd, None),
    accepts("replaceRoomSettings", "router_id", "wrong_type", is_odd, None),
    accepts("updateRoomSettings", "is_ajax_tracking_enabled", "wrong_type", is_odd, True),
    accepts("updateRoomSettings", "brand_id", "wrong_type", is_odd, None),
    accepts("createRoom", "name", "non_empty", lambda value: value == "", "Room"),
    accepts("updateRoom", "name", "non_empty", lambda value: value == "", "Room"),
    accepts("replaceRoom", "name", "not_null", _is_null, "Room"),
    accepts(
        "updateBrand",
        "name",
        "not_null",
        _is_null,
        "Brand",
        also="updateBrand.400.missing_attribute",
    ),
    accepts("createBrand", "name", "not_null", _is_null, "Brand"),
    _names_tag("not_null", "null", lambda payload: payload.get("name", "") is None),
    accepts("replaceRoomSettings", "is_auto_tagging_enabled", "not_null", _is_null, False),
    accepts(
        "updateRoomSettings",
        "is_pending_chat_messages_hidden",
        "not_null",
        _is_null,
        True,
        also="updateRoomSettings.400.missing_attribute",
    ),
    accepts("createRoom", "language_code", "pattern", _is_text_but(LANGUAGE), "en"),
    accepts("updateRoom", "language_code", "pattern", _is_text_but(LANGUAGE), "en"),
    accepts("createBrand", "primary_color_code", "pattern", _is_text_but(COLOR), None),
    accepts("updateBrand", "secondary_color_code", "pattern", _is_text_but(COLOR), "#000000"),
    accepts(
        "replaceRoomSettings",
        "analytics_object_type",
        "enum",
        lambda value: isinstance(value, str) and value not in TYPES,
        "gaq",
    ),
    accepts(
        "updateRoomSettings",
        "analytics_object_type",
        "enum",
        lambda value: isinstance(value, str) and value not in TYPES,
        "datalayer",
    ),
    rewrites(
        "updateRoom",
        "null-language-taken-for-en",
        _english,
        kind="payload",
        clauses="Room.language_code.not_null",
    ),
    _condition("object_type_when_tracking", "guesses-the-type-of-object", _guesses_type),
    _condition("custom_object_when_custom", "guesses-the-custom-object", _guesses_object),
)

DEFAULTS = (
    _default("language_code", "fi"),
    _default("is_chat_encryption_enabled", True),
    _default("sensitive_data_purge_ttl", 30),
    _default("bots_ignored_in_online_status", True),
    rewrites(
        "createRoom",
        "websites-are-Finnish",
        _finnish_websites,
        kind="default",
        clauses="createRoom.language_code.default",
    ),
    rewrites(
        "createRoom",
        "encrypts-when-there-is-a-key",
        _encrypts_with_key,
        kind="default",
        clauses="createRoom.is_chat_encryption_enabled.default",
    ),
)

MUTANTS = (*REQUIRED, *REFUSED, *DEFAULTS)
