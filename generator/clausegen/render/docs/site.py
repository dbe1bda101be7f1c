"""The whole site: every page with its Markdown, the files for machines, the theme."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from clausegen.diff.change import Change
from clausegen.manifest import Manifest
from clausegen.model import Api, Schema
from clausegen.render.docs.addresses import ROOT, Addresses, addresses
from clausegen.render.docs.client_sample import ClientSamples
from clausegen.render.docs.contract import print_contract
from clausegen.render.docs.exchanges import Exchanges
from clausegen.render.docs.fragments import Fragments
from clausegen.render.docs.guides import (
    Text,
    own_pages,
    print_changes,
    print_landing,
    print_started,
    print_texts,
    texts_beside,
)
from clausegen.render.docs.labels import ENGLISH, Labels
from clausegen.render.docs.machines import machine_files
from clausegen.render.docs.navigation import Guides, Link, Sidebar
from clausegen.render.docs.outline import outline
from clausegen.render.docs.press import Press
from clausegen.render.docs.reference import Reference, print_reference
from clausegen.render.docs.search import search_index
from clausegen.render.docs.verdicts import ClauseView, Report, by_operation, clause_views
from clausegen.render.environment import TEMPLATES

ASSETS = TEMPLATES / "docs" / "assets"
_COMMENT = re.compile(rb"^[ \t]*(?://[^\n]*\n)?|^[ \t]+", re.MULTILINE)
_OPTION = re.compile(rb'<option value="(\d+)">')


class Options(msgspec.Struct, frozen=True, kw_only=True):
    base_url: str = ""
    """Where the site will be published: for canonical links and the site map."""
    report: Report | None = None
    texts: tuple[Text, ...] = ()
    changes: tuple[Change, ...] | None = None
    """Since the document before."""
    client: str = ""
    """How the Python client is installed; empty where nobody made one."""
    logo: Path | None = None
    accent: str = ""
    """The colour of links and marks, as #rrggbb."""
    labels: Labels = ENGLISH


def render_site(api: Api, options: Options) -> dict[str, bytes]:
    """Path below the site's root -> content."""
    enabled = gc.isenabled()
    gc.disable()  # a build only adds: collections would walk the model and the pages in vain
    try:
        return _rendered(api, options)
    finally:
        if enabled:
            gc.enable()


def _rendered(api: Api, options: Options) -> dict[str, bytes]:
    places = addresses(api)
    stated = options.report or has_words(api)
    clauses = clause_views(api, places, options.report) if stated else ()
    reference = _reference(api, places, options, clauses)
    print_landing(reference, options.report.headline if options.report else "")
    print_started(reference)
    if clauses:
        print_contract(reference, options.report)
    print_texts(reference, options.texts)
    if options.changes is not None:
        print_changes(reference, options.changes)
    print_reference(reference)
    press = reference.press
    press.files |= {f"assets/{each.name}": asset(each) for each in sorted(ASSETS.iterdir())}
    press.files["assets/docs.css"] += switches(press) + accent(options.accent)
    if options.logo is not None:
        press.files[f"assets/{options.logo.name}"] = options.logo.read_bytes()
    press.files["assets/search-index.js"] = search_index(reference, options.texts)
    press.files |= machine_files(api, press, options.base_url)
    return press.files


def asset(path: Path) -> bytes:
    """Scripts travel without their comments and indentation."""
    text = path.read_bytes()
    return _COMMENT.sub(b"", text) if path.suffix == ".js" else text


def switches(press: Press) -> bytes:
    """Rules that show the chosen example, without a script: as many as the longest list needs."""
    pages = (text for name, text in press.files.items() if name.endswith(".html"))
    most = max((int(each) for text in pages for each in _OPTION.findall(text)), default=0)
    return "".join(
        f'.panel:has(option[value="{n}"]:checked) > .code:nth-of-type({n}) {{ display: block; }}\n'
        for n in range(1, most + 1)
    ).encode()


def accent(colour: str) -> bytes:
    """Lighter on a dark ground, so that it reads there too."""
    if not colour:
        return b""
    light = f"color-mix(in srgb, {colour} 45%, white)"
    return f":root {{ --accent: light-dark({colour}, {light}); }}\n".encode()


def _reference(
    api: Api, places: Addresses, options: Options, clauses: tuple[ClauseView, ...]
) -> Reference:
    guides = _guides(options, bool(clauses))
    links = (*guides.start, *guides.own, *guides.beside)
    pages = frozenset((each.href or "").removeprefix(ROOT).removesuffix(".html") for each in links)
    logo = options.logo.name if options.logo else ""
    press = Press(api, places, options.base_url, pages, logo, options.labels)
    template = press.html.get_template("attributes.html.jinja")
    fragments = Fragments(api, places, lambda shape: template.render(shape=shape))
    plain = Fragments(api, places, outline, space=0)
    exchanges = Exchanges(api, places, fragments)
    return Reference(
        api=api,
        addresses=places,
        press=press,
        sidebar=Sidebar(
            api, places, guides, press.html.get_template("nav.html.jinja"), by_operation(clauses)
        ),
        fragments=fragments,
        exchanges=exchanges,
        plain=plain,
        plain_exchanges=Exchanges(api, places, plain),
        client=ClientSamples(api, exchanges.writing, options.client),
        clauses=clauses,
    )


def _guides(options: Options, has_contract: bool) -> Guides:  # noqa: FBT001 - whether the page exists
    links = [
        Link("Start", f"{ROOT}index.html"),
        Link("Getting started", f"{ROOT}getting-started.html"),
    ]
    if has_contract:
        title = "What this implementation keeps" if options.report else "The contract"
        links.append(Link(title, f"{ROOT}contract.html"))
    if options.changes is not None:
        links.append(Link("Changes", f"{ROOT}changes.html"))
    texts = [Link(each.title, f"{ROOT}{each.page}.html") for each in options.texts]
    own = tuple(link for link, each in zip(texts, options.texts, strict=True) if each.is_own)
    return Guides(tuple(links), own, tuple(each for each in texts if each not in own))


def has_words(api: Api) -> bool:
    """Whether x-contract says anything: other documents show clauses only with a report."""
    if any(any(r.words.said for r in each.responses) for each in api.operations):
        return True
    return any(_schema_says(each) for each in api.schemas.values())


def _schema_says(schema: Schema) -> bool:
    return bool(schema.words.said) or any(each.schema.words.said for each in schema.properties)


def options_beside(manifest: Manifest, *, pages: Sequence[Path] = (), **chosen: Any) -> Options:
    """With the texts that lie beside the document, after the author's own pages."""
    return Options(texts=(*own_pages(pages), *texts_beside(manifest.document)), **chosen)
