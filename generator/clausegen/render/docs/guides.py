"""The pages around the reference: landing page, getting started, texts beside the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click
import msgspec

from clausegen.diff.change import Change
from clausegen.diff.formats import groups, summary
from clausegen.model import Api, Operation, Parameter, SecurityScheme
from clausegen.render.docs.addresses import ROOT, anchor, slug
from clausegen.render.docs.exchanges import phrase
from clausegen.render.docs.margins import Margins
from clausegen.render.docs.navigation import Link, by_tag, title_of
from clausegen.render.docs.press import Page
from clausegen.render.docs.prose import first_sentence, heading_id, headings, is_web_address
from clausegen.render.docs.reference import Reference, access_text, operation_samples
from clausegen.render.docs.sample_request import credential, server_url
from clausegen.render.docs.verdicts import counts
from clausegen.words.causes import causes_of
from clausegen.words.filter import Filter
from clausegen.words.ordering import Ordering
from clausegen.words.pagination import Pagination
from clausegen.words.registry import notes

BESIDE = (
    ("DISCREPANCIES.md", "discrepancies", "Discrepancies"),
    ("VOCABULARY.md", "vocabulary", "Vocabulary"),
    ("CHANGELOG.md", "changelog", "Changelog"),
)
"""Texts that are published when they lie beside the document: file, page, title."""
MOST_TIMES_TOLD = 3


class Text(msgspec.Struct, frozen=True):
    """A Markdown file: a page of the author's own, or one that lies beside the document."""

    page: str
    title: str
    source: str
    is_own: bool = False


class Scheme(msgspec.Struct, frozen=True):
    scheme: SecurityScheme
    anchor: str
    how: str
    header: tuple[str, str] | None


class StatusRow(msgspec.Struct, frozen=True):
    status: str
    phrase: str
    meanings: tuple[str, ...]
    operations: int


class Listing(msgspec.Struct, frozen=True):
    """A query parameter that sorts or filters, and the operations that take it."""

    name: str
    notes: tuple[str, ...]
    operations: tuple[Link, ...]


def texts_beside(document: Path) -> tuple[Text, ...]:
    found = []
    for file, page, title in BESIDE:
        path = document.parent / file
        if path.is_file():
            found.append(Text(page, title, path.read_text(encoding="utf-8-sig")))
    return tuple(found)


def own_pages(paths: Sequence[Path]) -> tuple[Text, ...]:
    """Markdown files, and those of folders by name, each once; the first heading is the title."""
    listed = [sorted(each.glob("*.md")) if each.is_dir() else [each] for each in paths]
    found: dict[str, tuple[Path, Text]] = {}
    for file in chain.from_iterable(listed):
        name = f"pages/{slug(file.stem)}"
        other, _ = found.setdefault(name, (file, _own_page(name, file)))
        if not other.samefile(file):
            raise click.UsageError(f"{other} and {file} would both be {name}.html: rename one.")
    return tuple(page for _, page in found.values())


def _own_page(name: str, file: Path) -> Text:
    source = file.read_text(encoding="utf-8-sig")
    first = source.lstrip().partition("\n")[0]
    title = first.lstrip("# ") if first.startswith("# ") else file.stem.replace("-", " ")
    return Text(name, _plain(title), source, is_own=True)


def print_changes(reference: Reference, changes: tuple[Change, ...]) -> None:
    """What changed since the document before, each with a link to where it is told."""
    page = Page(
        path="changes",
        title="Changes",
        summary=summary(changes),
        nav=reference.sidebar.html("changes", None),
        crumbs=(Link("Start", f"{ROOT}index.html"), Link("Changes")),
    )
    places = reference.addresses.ids | reference.addresses.schemas
    told = [
        (title, [(each, places.get(each.id.partition(".")[0])) for each in found])
        for _, title, found in groups(changes)
    ]
    reference.press.print(page, "changes", groups=told)


class Card(msgspec.Struct, frozen=True):
    """A group of operations. `verdicts` are those of its clauses, none without a report."""

    name: str
    href: str
    text: str
    verdicts: tuple[tuple[str, int], ...]


def print_landing(reference: Reference, headline: str = "") -> None:
    """`headline`: what a contract report says in one sentence."""
    api = reference.api
    first = first_operation(api)
    page = Page(
        path="index",
        title=api.info.title,
        summary=api.info.summary or first_sentence(api.info.description) or api.info.title,
        nav=reference.sidebar.html("index", None),
    )
    told = counts(each for each in reference.clauses if each.verdict)
    reference.press.print(
        page,
        "landing",
        info=api.info,
        headline=headline,
        counts=told if any(told.values()) else {},
        base=server_url(api.servers),
        first=first and _link(reference, first),
        samples=operation_samples(reference, first) if first else (),
        ways=access_text(api, first, reference.press.labels) if first else "",
        cards=tuple(_cards(reference)),
        servers=Margins(api).servers(""),
        elsewhere=Margins(api).elsewhere(""),
        contact=api.info.contact,
        is_web_address=is_web_address,
    )


def _cards(reference: Reference) -> Iterator[Card]:
    described = {each.name: each.description for each in reference.api.tags}
    for name, operations in by_tag(reference.api).items():
        ids = {each.id for each in operations}
        told = counts(each for each in reference.clauses if each.operation in ids and each.verdict)
        several = reference.press.labels("{count} operations", count=len(operations))
        count = reference.press.labels("1 operation") if len(operations) == 1 else several
        yield Card(
            reference.tag_title(name),
            f"{ROOT}{reference.addresses.tags[name]}.html",
            first_sentence(described.get(name, "")) or count,
            tuple((verdict, each) for verdict, each in told.items() if each),
        )


def print_texts(reference: Reference, texts: tuple[Text, ...]) -> None:
    for text in texts:
        body, title = without_title(text)
        page = Page(
            path=text.page,
            title=title,
            summary=first_sentence(_first_paragraph(body)) or title,
            nav=reference.sidebar.html(text.page, None),
            crumbs=(Link("Start", f"{ROOT}index.html"), Link(text.title)),
            toc=tuple(Link(_plain(name), f"#{id_}") for name, id_ in headings(body)),
        )
        reference.press.print(page, "text", body=body)


def without_title(text: Text) -> tuple[str, str]:
    first, _, rest = text.source.lstrip().partition("\n")
    return (
        (rest, _plain(first.lstrip("# "))) if first.startswith("# ") else (text.source, text.title)
    )


def _plain(title: str) -> str:
    return title.replace("`", "").strip()


def _first_paragraph(text: str) -> str:
    return next((each for each in text.split("\n\n") if each.strip() and each[0] not in "#|-"), "")


SECTIONS = (
    ("schemes", "Authentication"),
    ("paging", "Pagination"),
    ("ordering", "Ordering"),
    ("filters", "Filters"),
    ("statuses", "Status codes and errors"),
)


def first_operation(api: Api) -> Operation | None:
    """A read that needs as little as possible."""
    reads = [each for each in api.operations if each.method == "get"]
    bare = [each for each in reads if not each.parameters_in("path")]
    return next(iter([*bare, *reads]), None)


def present_sections(reference: Reference) -> tuple[str, ...]:
    first = ("A first request",) if first_operation(reference.api) else ()
    found = _started(reference)
    return (*first, *(title for key, title in SECTIONS if found[key]))


def _started(reference: Reference) -> dict[str, tuple[Any, ...]]:
    api = reference.api
    return {
        "schemes": tuple(_scheme(each) for each in api.security_schemes),
        "paging": tuple(_paging(reference)),
        "ordering": _listings(reference, Ordering),
        "filters": _listings(reference, Filter),
        "statuses": statuses(api),
    }


def print_started(reference: Reference) -> None:
    api = reference.api
    first = first_operation(api)
    sections = _started(reference)
    present = present_sections(reference)
    reference.press.print(
        Page(
            path="getting-started",
            title="Getting started",
            summary=f"How to call the {api.info.title}: credentials, lists, errors.",
            nav=reference.sidebar.html("getting-started", None),
            crumbs=(Link("Start", f"{ROOT}index.html"), Link("Getting started")),
            toc=tuple(Link(each, f"#{heading_id(each)}") for each in present),
        ),
        "started",
        first=first and _link(reference, first),
        samples=operation_samples(reference, first) if first else (),
        servers=api.servers,
        errors=error_schemas(reference),
        **sections,
    )


def _link(reference: Reference, operation: Operation) -> Link:
    href = f"{ROOT}{reference.addresses.operations[operation.pointer]}.html"
    return Link(title_of(operation), href)


def _scheme(scheme: SecurityScheme) -> Scheme:
    if scheme.type == "apiKey":
        how = f"A key in the {scheme.location} `{scheme.key}`."
    elif scheme.type == "http":
        how = f"HTTP {scheme.scheme} authentication."
    elif scheme.type == "oauth2":
        how = "OAuth 2."
    elif scheme.type == "openIdConnect":
        how = "OpenID Connect."
    else:
        how = "A client certificate (mutual TLS)." if scheme.type == "mutualTLS" else ""
    return Scheme(
        scheme, anchor(scheme.name), how, None if scheme.type == "mutualTLS" else credential(scheme)
    )


def _paging(reference: Reference) -> Iterator[tuple[str, str, str, str | None]]:
    """(schema's name, items, next, previous) of the envelopes."""
    for name, schema in reference.api.schemas.items():
        word = schema.words.get(Pagination)
        if word is not None and word.style == "link" and word.items and word.next:
            yield name, word.items, word.next, word.previous


def _listings(reference: Reference, word: type[Filter | Ordering]) -> tuple[Listing, ...]:

    found: dict[tuple[str, tuple[str, ...]], list[Link]] = {}
    for operation in reference.api.operations:
        for each in operation.parameters:
            if each.words.get(word) is not None:
                key = (each.name, _told(each, notes(each.words)))
                found.setdefault(key, []).append(_link(reference, operation))
    return tuple(Listing(name, told, tuple(links)) for (name, told), links in found.items())


def _told(parameter: Parameter, told: tuple[str, ...]) -> tuple[str, ...]:
    return told or (parameter.description,)


_ALSO_SOUGHT = {
    "Authentication": "credentials; token; log in; login; sign in; authorize; oauth",
    "Pagination": "pages; paging; cursor; next; previous; next page; page size; limit",
    "Ordering": "sorting; sort; order by",
    "Filters": "filtering; query",
    "Status codes and errors": "failures; error codes; errors; rate limit; too many requests",
    "Servers": "base url; url; host; endpoint; address; environment; production",
    "A first request": "quickstart; quick start; example; tutorial",
}
"""Words that lead to a section although it may not use them."""


def sections_of(reference: Reference) -> Iterator[tuple[str, str, str, str, str]]:
    """(title, id, page, what is shown, what else is searched) of the guides' own sections."""
    api = reference.api
    here = "getting-started"
    texts = {
        "A first request": "Send a request with curl, the client or your own code.",
        "Authentication": "Send credentials with "
        + " or ".join(each.name for each in api.security_schemes)
        + ".",
        "Pagination": "Follow the pages of a list.",
        "Ordering": "The order of lists.",
        "Filters": "Lists of only some items.",
        "Status codes and errors": "What each status means.",
    }
    for title in present_sections(reference):
        yield title, heading_id(title), here, texts[title], _ALSO_SOUGHT[title]
    for scheme in map(_scheme, api.security_schemes):
        header = ": ".join(scheme.header) if scheme.header else ""
        kind = "api key" if scheme.scheme.type == "apiKey" else scheme.scheme.type
        also = f"{kind}; {header} {scheme.scheme.description}"
        yield scheme.scheme.name, scheme.anchor, here, scheme.how, also
    if api.servers:
        urls = " ".join(each.url for each in api.servers)
        yield "Servers", "page:servers", "index", urls, _ALSO_SOUGHT["Servers"]


def statuses(api: Api) -> tuple[StatusRow, ...]:
    """Every status of the document, what it means, and how many operations answer it."""
    meanings: dict[str, dict[str, int]] = {}
    counts: dict[str, int] = {}
    for operation in api.operations:
        for each in operation.responses:
            counts[each.status] = counts.get(each.status, 0) + 1
            told = [cause.when for cause in causes_of(each) if cause.id != "success"]
            known = meanings.setdefault(each.status, {})
            for text in (
                told or [] if each.is_success else told or [first_sentence(each.description)]
            ):
                known[text] = known.get(text, 0) + 1
    return tuple(
        StatusRow(status, phrase(status), _commonest(meanings[status]), counts[status])
        for status in sorted(counts)
    )


def _commonest(told: dict[str, int]) -> tuple[str, ...]:
    ranked = sorted(told, key=lambda text: -told[text])
    return tuple(text for text in ranked if text)[: MOST_TIMES_TOLD * 2]


def error_schemas(reference: Reference) -> tuple[Link, ...]:
    names: dict[str, int] = {}
    for operation in reference.api.operations:
        for response in operation.responses:
            if response.status.startswith(("4", "5", "d")):
                for content in response.contents:
                    if content.schema is not None and content.schema.ref:
                        names[content.schema.ref] = names.get(content.schema.ref, 0) + 1
    ranked = sorted(names, key=lambda name: -names[name])[:MOST_TIMES_TOLD]
    return tuple(Link(name, reference.addresses.schema(name)) for name in ranked)
