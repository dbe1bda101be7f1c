"""The list of pages beside every page: printed once for each group, marked for each page."""

from __future__ import annotations

from functools import lru_cache

import msgspec
from jinja2 import Template
from markupsafe import Markup

from clausegen.model import Api, Operation
from clausegen.render.docs.addresses import ROOT, Addresses, tag_names, tag_of
from clausegen.render.docs.prose import title

MOST_OPEN = 80
"""Operations up to which all groups are listed whole; above, only the group of the page."""


class Link(msgspec.Struct, frozen=True):
    text: str
    href: str | None = None


class OperationLink(msgspec.Struct, frozen=True):
    text: str
    href: str
    method: str


class Group(msgspec.Struct, frozen=True):
    text: str
    href: str
    operations: tuple[OperationLink, ...]


class Navigation(msgspec.Struct, frozen=True):
    guides: tuple[Link, ...]
    groups: tuple[Group, ...]
    more: tuple[Link, ...]


def title_of(operation: Operation) -> str:
    """The first sentence of the summary; without one, of a description that is short enough."""
    if operation.summary:
        return title(operation.summary) or operation.id
    told = title(operation.description)
    return operation.id if not told or told.endswith("…") else told


def by_tag(api: Api) -> dict[str, tuple[Operation, ...]]:
    """First tag -> its operations, in the document's order."""
    found: dict[str, list[Operation]] = {name: [] for name in tag_names(api)}
    for each in api.operations:
        found[tag_of(each)].append(each)
    return {name: tuple(operations) for name, operations in found.items()}


class Sidebar:
    def __init__(
        self, api: Api, addresses: Addresses, guides: tuple[Link, ...], template: Template
    ) -> None:
        self._addresses = addresses
        self._guides = guides
        self._template = template
        self._groups = by_tag(api)
        self._all_open = len(api.operations) <= MOST_OPEN
        self._more = _more(api, addresses)
        self._printed = lru_cache(maxsize=None)(self._print)

    def html(self, path: str, tag: str | None) -> Markup:
        """For the page at `path`; its own link is marked."""
        link = f'href="{ROOT}{path}.html"'
        text = self._printed(tag).replace(link, f'{link} aria-current="page"', 1)
        return Markup(text)  # noqa: S704 - printed by an escaping template

    def _print(self, tag: str | None) -> str:
        groups = tuple(
            Group(
                name,
                f"{ROOT}{self._addresses.tags[name]}.html",
                self._links(operations) if self._all_open or name == tag else (),
            )
            for name, operations in self._groups.items()
        )
        return self._template.render(nav=Navigation(self._guides, groups, self._more))

    def _links(self, operations: tuple[Operation, ...]) -> tuple[OperationLink, ...]:
        return tuple(
            OperationLink(
                title_of(each),
                f"{ROOT}{self._addresses.operations[each.pointer]}.html",
                each.method,
            )
            for each in operations
        )


def _more(api: Api, addresses: Addresses) -> tuple[Link, ...]:
    hooks = [
        Link(each.name, f"{ROOT}{addresses.webhooks[each.name]}.html") for each in api.webhooks
    ]
    return (*hooks, Link("Schemas", f"{ROOT}schemas/index.html")) if api.schemas else tuple(hooks)
