"""How a resource starts: each attribute of its record, with the value before it is set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Clock = Callable[[], str]

STARTS: Mapping[str, Mapping[str, Any]] = {
    "organization": {"name": "", "is_subscribed": True},
    "avatar": {"url": ""},
    "user": {
        "organization_id": None,
        "first_name": "",
        "last_name": "",
        "avatar_id": None,
        "is_bot": False,
        "is_online": False,
        "has_settings_permission": False,
    },
    "asset": {
        "organization_id": None,
        "name": "",
        "description": None,
        "kind": None,
        "content_type": None,
        "size": 10_000,
        "charset": None,
        "width": None,
        "height": None,
    },
    "router": {"organization_id": None, "name": "", "steps": ()},
    "brand": {
        "organization_id": None,
        "name": "",
        "primary_color_code": None,
        "secondary_color_code": None,
        "logo_asset_id": None,
        "created_by_user_id": None,
        "updated_by_user_id": None,
    },
    "room": {
        "organization_id": None,
        "domain": None,
        "name": "",
        "language_code": "en",
        "is_chat_encryption_enabled": False,
        "public_key_id": None,
        "sensitive_data_purge_ttl": None,
        "bots_ignored_in_online_status": False,
        "is_deleted": False,
        "is_service_hours_enabled": False,
        "is_open": True,
        "updated_by_user_id": None,
        "visitor_count": 0,
    },
    "tag": {"organization_id": None, "room_id": None, "name": ""},
    "system_tag": {"organization_id": None, "name": ""},
    "settings": {
        "organization_id": None,
        "room_id": None,
        "router_id": None,
        "brand_id": None,
        "is_pending_chat_messages_hidden": False,
        "is_auto_tagging_enabled": False,
        "is_analytics_tracking_enabled": False,
        "analytics_object_type": None,
        "analytics_custom_object": None,
        "is_ajax_tracking_enabled": False,
        "legacy_chat_dialog_id": None,
    },
    "domain_link": {"organization_id": None, "room_id": None, "domain_room_id": None},
    "queue": {
        "organization_id": None,
        "room_id": None,
        "chat_id": None,
        "type": "chat",
        "current_position_in_queue": None,
        "initial_estimated_wait_time": None,
        "current_estimated_wait_time": None,
        "chat_picked_up_at": None,
    },
}


def text(moment: datetime) -> str:
    """The API's way to write a time: UTC with milliseconds and Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def clock() -> Clock:
    """A clock that never says the same millisecond twice: creation times then tell the order."""
    last = datetime.min.replace(tzinfo=UTC)

    def now() -> str:
        nonlocal last
        last = max(datetime.now(UTC), last + timedelta(milliseconds=1))
        return text(last)

    return now
