"""Other lawful ways to keep the documentation: `--dialect NAME`. One idea each; they combine.

A contract suite has to accept all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from clausemock.choices import Choices

DIALECTS: Mapping[str, Mapping[str, Any]] = {
    "tiny_pages": {"page_size": 1},
    "huge_pages": {"page_size": 100},
    "newest_first": {"newest_first": True},
    "strict_queries": {"unknown_queries": "refused"},
    "hidden_organizations": {"foreign_organization": 404},
    "hidden_shared_rooms": {"shared_room": 404},
    "deleted_rooms_forbidden": {"deleted_room": 403},
    "deleted_rooms_invalid": {"deleted_room": 400},
    "references_not_found": {"bad_reference": 404},
    "conflicts": {"duplicate": 409},
    "guarded_queues": {"queues_need_settings": True},
    "text_errors": {"errors": "text"},
    "empty_errors": {"errors": "nothing"},
    "listed_errors": {"errors": "list"},
    "problem_details": {"errors": "problem"},
    "domain_ignored": {"immutable": "ignored"},
    "read_only_refused": {"read_only": "refused"},
    "unknown_refused": {"unknown_attributes": "refused"},
    "lenient_types": {"lenient_types": True},
    "put_keeps": {"put": "keeps"},
    "patch_conditions": {"patch_conditions": True},
    "few_languages": {"few_languages": True},
    "positive_ttl": {"positive_ttl": True},
    "named_brands": {"brands_need_names": True},
    "absent_attributes": {"foreign_attributes": "absent"},
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
    "silent_updates": {"updates": "empty"},
    "no_zone": {"times": "no_zone"},
    "offset_times": {"times": "offset"},
    "microseconds": {"times": "microseconds"},
    "whole_seconds": {"times": "seconds"},
    "extra_attributes": {"extra_attributes": True},
    "pretty_json": {"pretty": True},
    "charset": {"charset": True},
    "challenges": {"challenge": True},
    "locations": {"location": True},
    "added_slashes": {"slash": "added"},
    "removed_slashes": {"slash": "removed"},
    "no_other_methods": {"other_methods": False},
    "busy": {"busy": True},
}


class UnknownDialectError(ValueError):
    """No dialect has this name."""


def choices(names: Iterable[str], page_size: int | None = None) -> Choices:
    """The choices of dialects; of two that contradict each other, the later wins."""
    made = Choices()
    for name in names:
        if name not in DIALECTS:
            raise UnknownDialectError(name)
        changes = dict(DIALECTS[name])
        if "hidden" in changes:
            changes["hidden"] |= made.hidden
        made = msgspec.structs.replace(made, **changes)
    return made if page_size is None else msgspec.structs.replace(made, page_size=page_size)
