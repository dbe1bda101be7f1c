"""Where everything lives on the site. Addresses come from ids, so they outlive edits."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from clausegen.model import Api, Operation

LONGEST = 80
_VERSION = re.compile(r"(?:api|v\d+[\w.]*)\Z", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")
UNTAGGED = "Other operations"
ROOT = "\x01"
"""Stands for the way from a page to the site's root until the page is printed."""


class Addresses(msgspec.Struct, frozen=True):
    """Page paths without suffix, from the root of the site."""

    operations: dict[str, str]
    """By the operation's pointer: ids of callbacks and webhooks may repeat."""
    ids: dict[str, str]
    schemas: dict[str, str]
    tags: dict[str, str]
    webhooks: dict[str, str]

    def schema(self, name: str) -> str:
        return f"{ROOT}{self.schemas[name]}.html"


def addresses(api: Api) -> Addresses:
    pages = named((each.id for each in api.operations), "operations")
    return Addresses(
        operations={each.pointer: pages[each.id] for each in api.operations},
        ids=pages,
        schemas=named(api.schemas, "schemas"),
        tags=named(tag_names(api), "tags"),
        webhooks=named((each.name for each in api.webhooks), "webhooks"),
    )


def tag_names(api: Api) -> tuple[str, ...]:
    """Tags that have operations or a description, the declared ones first, in their order."""
    used = dict.fromkeys(tag_of(each) for each in api.operations)
    declared = [each.name for each in api.tags if each.name in used or each.description]
    return tuple(dict.fromkeys([*declared, *used]))


def tag_of(operation: Operation) -> str:
    """The first tag; without tags, the first word of the path that is no version."""
    if operation.tags:
        return operation.tags[0]
    words = (each for each in operation.path.split("/") if each and not _VERSION.match(each))
    return next((each for each in words if "{" not in each), UNTAGGED)


def named(names: Iterable[str], folder: str) -> dict[str, str]:
    """A path for each name, in safe characters, and no two equal but for their case."""
    taken = {"index"}
    found = {}
    for name in names:
        found[name] = f"{folder}/{_free(slug(name), taken)}"
    return found


def slug(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-.")[:LONGEST] or "unnamed"


def anchor(*parts: str) -> str:
    """An id for a place on a page. Dots separate; what ids cannot hold is spelled like `~2b`."""
    return ".".join(
        part if part.isidentifier() and part.isascii() else _UNSAFE.sub(_spelled, part)
        for part in parts
        if part
    )


def _spelled(match: re.Match[str]) -> str:
    return "".join(f"~{ord(char):x}" for char in match.group())


def _free(wanted: str, taken: set[str]) -> str:
    chosen, number = wanted, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{wanted}-{number}"
    taken.add(chosen.casefold())
    return chosen
