"""Reads a rendered site as a browser without JavaScript would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "input", "br", "hr", "img", "wbr", "path", "circle", "rect"}


class Page(HTMLParser):
    """Ids, links, fetched addresses, event attributes and visible text of one page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.inline: list[str] = []
        self.tags: list[str] = []
        self.unclosed: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.unclosed.append(tag)
        for name, value in attrs:
            text = value or ""
            if name == "id":
                self.ids.append(text)
            elif name == "src" or (tag == "link" and name == "href" and "stylesheet" in str(attrs)):
                self.fetched.append(text)
            elif name == "href":
                self.links.append(text)
            elif name.startswith("on") or name == "style":
                self.inline.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and not dict(attrs).get("src")):
            self.inline.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unclosed:
            while self.unclosed.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def pages(files: Mapping[str, bytes]) -> dict[str, Page]:
    return {
        name: Page(content.decode()) for name, content in files.items() if name.endswith(".html")
    }


def dead_links(files: Mapping[str, bytes]) -> Iterator[str]:
    """Links of the site to a file or an id that it does not have."""
    read = pages(files)
    for name, page in read.items():
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "mailto"}:
                continue
            target = normpath(join(dirname(name), parts.path)) if parts.path else name
            known = not parts.scheme and target in files
            if not known or not _has(read.get(target), parts.fragment):
                yield f"{name}: {link}"


def _has(page: Page | None, fragment: str) -> bool:
    return not fragment or page is None or unquote(fragment) in page.ids
