"""Prints pages: one HTML file, and its Markdown beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment
from markupsafe import Markup

from clausegen.model import Api, Server
from clausegen.render.docs.addresses import ROOT, Addresses, anchor
from clausegen.render.docs.code import source_html
from clausegen.render.docs.fragments import PREFIX
from clausegen.render.docs.labels import ENGLISH, Labels
from clausegen.render.docs.navigation import Link
from clausegen.render.docs.outline import pieces_text, row, told
from clausegen.render.docs.prose import Prose, is_web_address
from clausegen.render.environment import environment

_LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\s]+)\)")
_FENCE = re.compile(r"(^ *```.*?^ *```)", re.MULTILINE | re.DOTALL)
_REPEATED = re.compile("\x03(.*?)\x04", re.DOTALL)
"""What a Markdown page says that another says too: one file of all pages has it once."""
_PAGE_LINK = re.compile(r"#(operation|schema|tag|scheme)/(.+)")


class SiteInfo(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    version: str
    base_url: str
    policy: str
    logo: str
    """Name of the file in assets; empty without one."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    """From the root, without suffix."""
    title: str
    summary: str = ""
    nav: str = ""
    crumbs: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    toc: tuple[Link, ...] = ()

    @property
    def root(self) -> str:
        return "../" * self.path.count("/")


class Press:
    def __init__(
        self,
        api: Api,
        addresses: Addresses,
        base_url: str,
        guides: frozenset[str],
        logo: str = "",
        labels: Labels = ENGLISH,
    ) -> None:
        self.files: dict[str, bytes] = {}
        self.pages: list[Page] = []
        self.whole: list[str] = []
        """Every page as Markdown, each thing said once, with links from the root."""
        self._addresses = addresses
        self.labels = labels
        self._guides = guides
        self._site = SiteInfo(
            title=api.info.title,
            version=api.info.version,
            base_url=base_url.rstrip("/"),
            policy=policy(api),
            logo=logo,
        )
        self._parts: dict[tuple[str, tuple[object, ...]], Markup] = {}
        self.prose = Prose(self._resolve)
        self.html = self._environment("docs", html=True)
        self.markdown = self._environment("docs/markdown", html=False)

    def _environment(self, folder: str, *, html: bool) -> Environment:
        filters: dict[str, Callable[..., object]] = {
            "prose": self.prose,
            "prose2": lambda text: self.prose(text, 2),
            "chapters": lambda text: self.prose(text, 2, ids=True),
            "source": source_html,
            "part": self._part,
            "t": self.labels,
        }
        if not html:
            filters |= {"row": row, "told": told, "pieces": pieces_text}
        made = environment(folder, filters=filters, html=html)
        made.globals |= {"P": PREFIX, "R": ROOT, "t": self.labels}
        return made

    def _part(self, value: tuple[object, ...], name: str) -> Markup:
        """A small template that prints one value; types, flags and facts repeat a lot."""
        key = (name, value)
        if key not in self._parts:
            text = self.html.get_template(f"{name}.html.jinja").render(value=value).rstrip("\n")
            self._parts[key] = Markup(text)  # noqa: S704 - rendered by an escaping template
        return self._parts[key]

    def _resolve(self, link: str) -> str | None:
        """`#operation/listBooks` and the like, and files that are pages; no other link."""
        found = _PAGE_LINK.fullmatch(link)
        if found is None:
            file, mark, place = link.partition("#")
            name = file.removesuffix(".md").lower()
            page = next((each for each in (name, f"pages/{name}") if each in self._guides), None)
            return f"{ROOT}{page}.html{mark}{place}" if page else None
        kind, name = found.groups()
        known: Mapping[str, str] = {
            "operation": self._addresses.ids,
            "schema": self._addresses.schemas,
            "tag": self._addresses.tags,
            "scheme": {},
        }[kind]
        if kind == "scheme":
            return f"{ROOT}getting-started.html#{anchor(name)}"
        return f"{ROOT}{known[name]}.html" if name in known else None

    def print(self, page: Page, template: str, **context: Any) -> None:
        """Renders `<template>.html.jinja` and `markdown/<template>.md.jinja`."""
        html = self.html.get_template(f"{template}.html.jinja").render(
            page=page, site=self._site, **context
        )
        text = self.markdown.get_template(f"{template}.md.jinja").render(page=page, **context)
        self.pages.append(page)
        self.files[f"{page.path}.html"] = html.replace(ROOT, page.root).encode()
        text = self._leading_somewhere(text)
        self.files[f"{page.path}.md"] = _REPEATED.sub(r"\1", text).replace(ROOT, page.root).encode()
        self.whole.append(_REPEATED.sub("", text).replace(ROOT, ""))

    def _leading_somewhere(self, text: str) -> str:
        """Links to places of the document become links to pages; those to nowhere, their text."""
        pieces = _FENCE.split(text)
        pieces[::2] = (_LINK.sub(self._markdown_link, each) for each in pieces[::2])
        return "".join(pieces)

    def _markdown_link(self, match: re.Match[str]) -> str:
        text, target = match.groups()
        if target.startswith(ROOT) or is_web_address(target):
            return match.group()
        address = self._resolve(target)
        return f"[{text}]({address.replace('.html', '.md')})" if address else text


def policy(api: Api) -> str:
    """Nothing from elsewhere, nothing inline; requests to the API's servers and this machine."""
    servers = (*api.servers, *(each for operation in api.operations for each in operation.servers))
    origins = dict.fromkeys(filter(None, map(origin, servers)))
    connect = " ".join(["'self'", *origins, "http://localhost:*", "http://127.0.0.1:*"])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src {connect}; base-uri 'none'; form-action 'none'"
    )


def origin(server: Server) -> str | None:
    url = server.url
    for name, default in server.variables:
        url = url.replace(f"{{{name}}}", default)
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = parts.hostname or ""
    usable = parts.scheme in {"http", "https"} and re.fullmatch(r"[a-z0-9.-]+", host)
    return f"{parts.scheme}://{host}{port}" if usable else None
