"""Where the mock keeps what: tables of records, and views of what somebody may see."""

from __future__ import annotations

from collections.abc import Mapping

from clausemock.store import Layout

TABLES: Mapping[str, tuple[str, ...]] = {
    "organization": (),
    "avatar": (),
    "asset": ("organization_id",),
    "router": ("organization_id",),
    "user": ("organization_id",),
    "token": ("user_id",),
    "room": ("organization_id", "domain", "is_deleted", "updated_at"),
    "share": ("organization_id", "room_id"),
    "permission": ("user_id", "room_id"),
    "tag": ("room_id", "organization_id", "name"),
    "system_tag": ("organization_id",),
    "settings": ("room_id", "organization_id", "brand_id"),
    "domain_link": ("room_id", "domain_room_id"),
    "queue": ("room_id", "chat_picked_up_at"),
    "brand": ("organization_id",),
}
"""Table: the attributes that become columns; the first one leads the index of its lists."""

FIXED = frozenset({"organization", "avatar", "asset", "router", "user", "token"})
"""Tables that no operation of the API writes: their records are read once and kept."""

VIEWS: Mapping[str, str] = {
    # Every room that an organization can see: its own and those shared to it.
    "visible_room": """
        SELECT room.*, room.organization_id AS viewer_id, 0 AS is_shared FROM room
        UNION ALL
        SELECT room.*, share.organization_id AS viewer_id, 1 AS is_shared
        FROM share JOIN room ON room.id = share.room_id""",
    # The rooms that a user has an explicit permission to, as far as their organization sees them.
    "permitted_room": """
        SELECT room.*, permission.user_id AS user_id,
               room.organization_id IS NOT user.organization_id AS is_shared
        FROM permission JOIN user ON user.id = permission.user_id
        JOIN room ON room.id = permission.room_id
        WHERE room.organization_id = user.organization_id OR EXISTS (
            SELECT 1 FROM share
            WHERE share.room_id = room.id AND share.organization_id = user.organization_id)""",
    "room_user": """
        SELECT user.*, permission.room_id AS room_id
        FROM permission JOIN user ON user.id = permission.user_id""",
    "branded_room": """
        SELECT visible_room.*, settings.brand_id AS brand_id
        FROM settings JOIN visible_room
        ON visible_room.id = settings.room_id AND viewer_id = settings.organization_id""",
}


LAYOUT = Layout(TABLES, VIEWS, FIXED)
