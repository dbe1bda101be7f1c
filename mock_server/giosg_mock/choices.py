"""What the documentation of rooms and brands leaves open, and what this mock does there."""

from __future__ import annotations

from typing import Literal

import clausemock.choices


class Choices(clausemock.choices.Choices, frozen=True, kw_only=True):
    foreign_organization: Literal[403, 404] = 403
    shared_room: Literal[403, 404] = 403
    """Writing to a partner's room."""
    deleted_room: Literal[400, 403, 404] = 404
    """Writing to a deleted room."""
    queues_need_settings: bool = False
    patch_conditions: bool = False
    """Whether a PATCH must leave settings that a PUT would accept."""
    few_languages: bool = False
    positive_ttl: bool = False
    brands_need_names: bool = False
    creators_permitted: bool = True
    """Whether whoever creates a room may work in it."""
    deleted_rooms_permitted: bool = False
    """Whether users keep their deleted rooms."""
    deleted_domains_taken: bool = False
    """Whether a deleted room keeps its domain."""
    deleted_brands_stay: bool = False
    """Whether settings keep the id of a deleted brand."""
    busy_settings: bool = False
    """Whether switches of new settings are on."""
    duplicate_tags: Literal["refused", "returned"] = "refused"
    tags_ignore_case: bool = False
    hash_lower_case: bool = False
    other_display_names: bool = False
    """Whether own rooms too have a display name of their own."""
    updaters_unknown: bool = False
