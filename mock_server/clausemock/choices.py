"""What the documentation leaves open, and what this mock does there unless told otherwise.

`clausemock.dialects` names other choices; each is as lawful as the one here.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    # Lists
    page_size: int = 5
    newest_first: bool = False
    """The order of lists that document none."""
    unknown_queries: Literal["ignored", "refused"] = "ignored"

    # Refusals
    foreign_organization: Literal[403, 404] = 403
    shared_room: Literal[403, 404] = 403
    """Writing to a partner's room."""
    deleted_room: Literal[400, 403, 404] = 404
    """Writing to a deleted room."""
    bad_reference: Literal[400, 404] = 400
    duplicate: Literal[400, 409] = 400
    queues_need_settings: bool = False
    errors: Literal["detail", "text", "nothing", "list", "problem"] = "detail"
    """The bodies of refusals."""

    # Payloads
    immutable: Literal["refused", "ignored"] = "refused"
    read_only: Literal["ignored", "refused"] = "ignored"
    unknown_attributes: Literal["ignored", "refused"] = "ignored"
    lenient_types: bool = False
    """Whether "1" is taken for 1, and the like."""
    put: Literal["resets", "keeps"] = "resets"
    """What happens to optional attributes that a PUT leaves out."""
    patch_conditions: bool = False
    """Whether a PATCH must leave settings that a PUT would accept."""
    few_languages: bool = False
    positive_ttl: bool = False
    brands_need_names: bool = False

    # Resources
    foreign_attributes: Literal["null", "absent"] = "null"
    """Attributes of a shared room that are for its owner only."""
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

    # On the wire
    updates: Literal["shown", "empty"] = "shown"
    """The bodies of good answers to PUT and PATCH."""
    hidden: frozenset[str] = frozenset()
    """Attributes that are never shown."""
    times: Literal["zulu", "no_zone", "offset", "microseconds", "seconds"] = "zulu"
    extra_attributes: bool = False
    pretty: bool = False
    charset: bool = False
    challenge: bool = False
    """WWW-Authenticate on 401."""
    location: bool = False
    """Location on 201."""
    slash: Literal["as_documented", "added", "removed"] = "as_documented"
    """Whether redirects add or remove a slash at the end of a path."""
    other_methods: bool = True
    """Whether HEAD and OPTIONS are answered."""
    busy: bool = False
    """Whether some requests have to be repeated after a 429."""
