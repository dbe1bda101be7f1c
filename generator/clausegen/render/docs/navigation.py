"""The list of pages beside every page: printed once for each group, marked for each page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec
from jinja2 import Template
from markupsafe import Markup

from clausegen.model import Api, Operation
from clausegen.render.docs.addresses import ROOT, Addresses, tag_names, tag_of
from clausegen.render.docs.margins import Margins
from clausegen.render.docs.prose import title
from clausegen.render.docs.verdicts import worst_of

MOST_OPEN = 80
"""Operations up to which all groups are listed whole; above, only the group of the page."""


class Link(msgspec.Struct, frozen=True):
    text: str
    href: str | None = None


class OperationLink(msgspec.Struct, frozen=True):
    text: str
    href: str
    method: str
    verdict: str = ""
    """The worst of its clauses; empty without a report."""


class Group(msgspec.Struct, frozen=True):
    text: str
    href: str
    operations: tuple[OperationLink, ...]
    is_below: bool = False
    """Its tag has a parent."""
    verdict: str = ""
    """The worst of its operations, where these are not listed; empty without a report."""


class Section(msgspec.Struct, frozen=True):
    """Groups below a heading; without one where the document names none."""

    title: str
    groups: tuple[Group, ...]


class Guides(msgspec.Struct, frozen=True):
    """Pages around the reference: those that a newcomer wants first, the author's own, others."""

    start: tuple[Link, ...]
    own: tuple[Link, ...] = ()
    beside: tuple[Link, ...] = ()


class Navigation(msgspec.Struct, frozen=True):
    guides: Guides
    sections: tuple[Section, ...]
    more: tuple[Link, ...]


def title_of(operation: Operation) -> str:
    """The first sentence of the summary; without one, of a description that is short enough.

    A question or a call ("Starting a new project?") names nothing.
    """
    if operation.summary:
        return title(operation.summary) or operation.id
    told = title(operation.description)
    return operation.id if not told or told.endswith(("…", "?", "!")) else told


def by_tag(api: Api) -> dict[str, tuple[Operation, ...]]:
    """First tag -> its operations, in the document's order; tags come after their parents."""
    found: dict[str, list[Operation]] = {name: [] for name in _nested(api, tag_names(api))}
    for each in api.operations:
        found[tag_of(each)].append(each)
    return {name: tuple(operations) for name, operations in found.items()}


def _nested(api: Api, names: tuple[str, ...]) -> Iterator[str]:
    parents = {each.name: each.parent for each in api.tags if each.parent in names}
    waiting = [name for name in reversed(names) if name not in parents]
    while waiting:
        name = waiting.pop()
        yield name
        waiting += [each for each in reversed(names) if parents.get(each) == name]


class Sidebar:
    """`verdicts`: operationId -> the worst of its clauses, none without a report."""

    def __init__(
        self,
        api: Api,
        addresses: Addresses,
        guides: Guides,
        template: Template,
        verdicts: Mapping[str, str],
    ) -> None:
        self._addresses = addresses
        self._verdicts = verdicts
        self._guides = guides
        self._template = template
        self._groups = by_tag(api)
        self._titles = Margins(api).tag_titles()
        self._parents = {each.name: each.parent for each in api.tags}
        self._sections = tuple(_sections(Margins(api).tag_groups(), tuple(self._groups)))
        self._all_open = len(api.operations) <= MOST_OPEN
        self._more = (*_more(api, addresses), *guides.beside)
        self._printed = lru_cache(maxsize=None)(self._print)

    def html(self, path: str, tag: str | None) -> Markup:
        """For the page at `path`; its own link is marked."""
        link = f'href="{ROOT}{path}.html"'
        text = self._printed(tag).replace(link, f'{link} aria-current="page"', 1)
        return Markup(text)  # noqa: S704 - printed by an escaping template

    def _print(self, tag: str | None) -> str:
        sections = tuple(
            Section(title, tuple(self._group(name, tag) for name in names))
            for title, names in self._sections
        )
        return self._template.render(nav=Navigation(self._guides, sections, self._more))

    def _group(self, name: str, tag: str | None) -> Group:
        operations = self._groups[name]
        is_open = self._all_open or name == tag
        return Group(
            self._titles.get(name, name),
            f"{ROOT}{self._addresses.tags[name]}.html",
            self._links(operations) if is_open else (),
            is_below=self._parents.get(name) is not None,
            verdict=""
            if is_open
            else worst_of(self._verdicts.get(each.id, "") for each in operations),
        )

    def _links(self, operations: tuple[Operation, ...]) -> tuple[OperationLink, ...]:
        return tuple(
            OperationLink(
                title_of(each),
                f"{ROOT}{self._addresses.operations[each.pointer]}.html",
                each.method,
                self._verdicts.get(each.id, ""),
            )
            for each in operations
        )


def _sections(
    groups: tuple[tuple[str, tuple[str, ...]], ...], names: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The author's groups of tags, then the tags that are in none."""
    grouped = {name for _, tags in groups for name in tags}
    for heading, tags in groups:
        yield heading, tuple(name for name in tags if name in names)
    rest = tuple(name for name in names if name not in grouped)
    if rest:
        yield "More" if groups else "", rest


def _more(api: Api, addresses: Addresses) -> tuple[Link, ...]:
    hooks = [
        Link(each.name, f"{ROOT}{addresses.webhooks[each.name]}.html") for each in api.webhooks
    ]
    return (*hooks, Link("Schemas", f"{ROOT}schemas/index.html")) if api.schemas else tuple(hooks)
