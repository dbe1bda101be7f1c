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
    bad_reference: Literal[400, 404] = 400
    duplicate: Literal[400, 409] = 400
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

    # Resources
    foreign_attributes: Literal["null", "absent"] = "null"
    """Attributes that are for the owner only."""

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
