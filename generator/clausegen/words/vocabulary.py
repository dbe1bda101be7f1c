"""The typed words of `x-contract`. Only this module knows how they are spelled in the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

KEY = "x-contract"


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One situation that leads to a status, and how to provoke it.

    At most one of `actor`, `unknown` and `input` is set; none means an ordinary request succeeds.
    """

    id: str
    when: str
    """Completes the sentence "listRooms answers 403 if ..."."""
    actor: str | None = None
    """Who sends an otherwise good request: `anonymous`, `member`, `outsider`, `lapsed`, ..."""
    ids: Literal["admin", "own"] = "admin"
    """Whose resources the actor asks for: the administrator's, or the actor's own."""
    unknown: str | None = None
    """Path parameter that names nothing."""
    input: Literal["missing", "emptied", "malformed", "repeated"] | None = None
    """missing: a required attribute is left out. emptied: a required attribute is null.
    malformed: the payload is not what the media type says. repeated: the same request again."""


class Pagination(msgspec.Struct, frozen=True, kw_only=True):
    """On the envelope's schema: names of the attributes that link pages and hold the items."""

    items: str
    next: str
    previous: str | None = None


class Sorting(msgspec.Struct, frozen=True, kw_only=True):
    """What one value of an ordering parameter asks for (SCIM's sortBy and sortOrder)."""

    value: str
    by: str
    order: Literal["ascending", "descending"]


class Ordering(msgspec.Struct, frozen=True, kw_only=True):
    """On a query parameter: what each of its values sorts by."""

    options: tuple[Sorting, ...]


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """On a query parameter: lists only the items whose attribute equals the value (SCIM's `eq`)."""

    attribute: str
    operator: Literal["eq"] = "eq"


class References(msgspec.Struct, frozen=True, kw_only=True):
    """On an attribute: which resource its value identifies.

    With `operation`, that operation's path parameter `parameter` takes the value.
    Without, the value equals the path parameter `parameter` of the operation that returned it.
    """

    parameter: str
    operation: str | None = None
    having: tuple[str, ...] = ()
    """Attributes that the referenced resource must hold a value for."""


class Uniqueness(msgspec.Struct, frozen=True, kw_only=True):
    """On an attribute: no two resources of one `within` (a path parameter) share a value."""

    within: str


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """On a delete operation: soft stays retrievable with `flag` true, hard is gone."""

    mode: Literal["soft", "hard"]
    flag: str | None = None
    retrieve: str | None = None
    """operationId that reads one resource; without it `list` shows that it is gone."""
    list: str | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that the documentation makes once. A plain test of the same id checks it."""

    id: str
    sentence: str
    waived: str | None = None
    """Why no client can observe it. A waived rule is listed and never checked."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one `x-contract` key says. A word that is absent is None (or an empty tuple)."""

    causes: tuple[Cause, ...] = ()
    pagination: Pagination | None = None
    ordering: Ordering | None = None
    filter: Filter | None = None
    object_of: str | None = None
    references: References | None = None
    mutability: Literal["immutable"] | None = None
    uniqueness: Uniqueness | None = None
    visible_to: Literal["own_organization"] | None = None
    deletion: Deletion | None = None
    rules: tuple[Rule, ...] = ()


NO_WORDS = Words()
WORDS: tuple[str, ...] = Words.__struct_fields__


def words(raw: Any, fail: Callable[[str, str], None], at: str) -> Words:
    """The words of one `x-contract` value; what is malformed goes to `fail(message, pointer)`.

    Words that do not exist are left to lint: an extension may say more than this version knows.
    """
    if not isinstance(raw, dict):
        fail(f"{KEY} must be a mapping of words", at)
        return NO_WORDS
    known = {word: value for word, value in raw.items() if word in WORDS}
    try:
        return msgspec.convert(_normal(known), Words)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        fail(f"{KEY}: {message}", at + _pointer(path.rstrip("`")))
    return NO_WORDS


def _normal(known: dict[str, Any]) -> dict[str, Any]:
    """`ordering` is a mapping in the document (value -> by, order) and a tuple of options here."""
    ordering = known.get("ordering")
    if not isinstance(ordering, dict):
        return known
    options = [
        {"value": value, **how} if isinstance(how, dict) else how for value, how in ordering.items()
    ]
    return {**known, "ordering": {"options": options}}


def _pointer(path: str) -> str:
    """`.causes[0].id` as /causes/0/id."""
    return (
        path.replace(".options", "")
        .replace("[...]", "")
        .replace("[", "/")
        .replace("]", "")
        .replace(".", "/")
    )
