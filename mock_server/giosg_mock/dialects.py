"""Other lawful ways to keep the documentation of rooms and brands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clausemock import dialects

from giosg_mock.choices import Choices

DIALECTS: Mapping[str, Mapping[str, Any]] = {
    **dialects.DIALECTS,
    "hidden_organizations": {"foreign_organization": 404},
    "hidden_shared_rooms": {"shared_room": 404},
    "deleted_rooms_forbidden": {"deleted_room": 403},
    "deleted_rooms_invalid": {"deleted_room": 400},
    "guarded_queues": {"queues_need_settings": True},
    "patch_conditions": {"patch_conditions": True},
    "few_languages": {"few_languages": True},
    "positive_ttl": {"positive_ttl": True},
    "named_brands": {"brands_need_names": True},
    "strangers_to_own_rooms": {"creators_permitted": False},
    "permanent_permissions": {"deleted_rooms_permitted": True},
    "permanent_domains": {"deleted_domains_taken": True},
    "dangling_brands": {"deleted_brands_stay": True},
    "busy_settings": {"busy_settings": True},
    "repeatable_tags": {"duplicate_tags": "returned"},
    "caseless_tags": {"tags_ignore_case": True},
    "lower_case_hashes": {"hash_lower_case": True},
    "display_names": {"other_display_names": True},
    "no_token": {"hidden": frozenset({"token"})},
    "no_avatars": {"hidden": frozenset({"avatar_id", "avatar"})},
    "unknown_updaters": {"updaters_unknown": True},
    "domain_ignored": {"immutable": "ignored"},
}


def choices(names: Iterable[str], page_size: int | None = None) -> Choices:
    """See `clausemock.dialects.choices`."""
    return dialects.choices(names, page_size, usual=Choices(), dialects=DIALECTS)
