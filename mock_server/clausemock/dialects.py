"""Other lawful ways to keep the documentation: `--dialect NAME`. One idea each; they combine.

A contract suite has to accept all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from clausemock.choices import Choices

Kind = TypeVar("Kind", bound=Choices)

DIALECTS: Mapping[str, Mapping[str, Any]] = {
    "tiny_pages": {"page_size": 1},
    "huge_pages": {"page_size": 100},
    "newest_first": {"newest_first": True},
    "strict_queries": {"unknown_queries": "refused"},
    "references_not_found": {"bad_reference": 404},
    "conflicts": {"duplicate": 409},
    "text_errors": {"errors": "text"},
    "empty_errors": {"errors": "nothing"},
    "listed_errors": {"errors": "list"},
    "problem_details": {"errors": "problem"},
    "read_only_refused": {"read_only": "refused"},
    "unknown_refused": {"unknown_attributes": "refused"},
    "lenient_types": {"lenient_types": True},
    "put_keeps": {"put": "keeps"},
    "absent_attributes": {"foreign_attributes": "absent"},
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


def choices(
    names: Iterable[str],
    page_size: int | None = None,
    *,
    usual: Kind,
    dialects: Mapping[str, Mapping[str, Any]] = DIALECTS,
) -> Kind:
    """The usual choices, changed by dialects; of two that contradict each other, the later wins.

    Raises UnknownDialectError.
    """
    made = usual
    for name in names:
        if name not in dialects:
            raise UnknownDialectError(name)
        changes = dict(dialects[name])
        if "hidden" in changes:
            changes["hidden"] |= made.hidden
        made = msgspec.structs.replace(made, **changes)
    return made if page_size is None else msgspec.structs.replace(made, page_size=page_size)
