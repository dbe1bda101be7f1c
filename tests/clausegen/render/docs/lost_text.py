"""Counts what a document says that its site does not: each description and summary, on its page.

By hand: python tests/clausegen/render/docs/lost_text.py DOCUMENT... prints a line for each;
--show lists the texts.
The reader is independent of the renderer: texts are compared by their letters and digits alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click
import msgspec
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.render.docs.addresses import addresses
from clausegen.render.docs.site import Options, render_site
from clausegen.text.positions import split, step
from markdown_it import MarkdownIt
from site_reader import Page

TEXTS = ("description", "summary")
NAMED = {
    *("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"),
    *("responses", "parameters", "headers", "links", "callbacks", "securitySchemes", "paths"),
    *("webhooks", "content", "encoding", "variables", "flows", "requestBodies", "pathItems"),
    *("examples", "additionalOperations", "mediaTypes"),
}
"""Keywords whose keys are names that authors chose, when they hold a mapping."""
VALUES = {"example", "default", "enum", "const", "value", "scopes", "mapping", "required"}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
_LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_NOT_LETTER = re.compile(r"[\W_]+")
_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Said(msgspec.Struct, frozen=True):
    """One text of the document. `owner` leads to the page it belongs to."""

    pointer: tuple[str, ...]
    text: str


class Loss(msgspec.Struct, frozen=True):
    html: tuple[Said, ...]
    markdown: tuple[Said, ...]
    texts: int


def said(node: Any, pointer: tuple[str, ...] = (), *, named: bool = False) -> Iterator[Said]:
    """Every description and summary, not those of values and extensions."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from said(each, (*pointer, str(index)))
        return
    if not isinstance(node, dict):
        return
    if named:
        for key, each in node.items():
            yield from said(each, (*pointer, key))
        return
    for key, each in node.items():
        if key in TEXTS and isinstance(each, str) and each.strip():
            yield Said((*pointer, key), each)
        elif (
            key in VALUES or key.startswith("x-") or (key == "examples" and isinstance(each, list))
        ):
            continue
        else:
            yield from said(each, (*pointer, key), named=key in NAMED and isinstance(each, dict))


def _are_values(key: str, node: Any) -> bool:
    return key == "examples" and isinstance(node, list)


def reached(api: Api) -> set[tuple[str, ...]]:
    """Components that an operation leads to, and all schemas, which have pages of their own."""
    found: set[tuple[str, ...]] = set()
    waiting = [api.bundle.get("paths"), api.bundle.get("webhooks")]
    waiting.append(api.bundle.get("components", {}).get("schemas"))
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            target = node.get("$ref")
            if isinstance(target, str) and target.startswith("#/"):
                pointer = tuple(split(target[1:]))
                if pointer not in found:
                    found.add(pointer)
                    waiting.append(at(api.bundle, pointer))
    return found


def at(value: Any, pointer: tuple[str, ...]) -> Any:
    for token in pointer:
        value = step(value, token)
    return value


def due(api: Api) -> Iterator[Said]:
    """What the site owes its readers: not what OpenAPI ignores, nor components nobody uses."""
    known = reached(api)
    old = api.openapi.startswith("3.0")
    for each in said(api.bundle):
        kind, *rest = each.pointer
        holder = at(api.bundle, each.pointer[:-1])
        if old and "$ref" in holder:
            continue
        shared = kind == "components" and rest[0] not in {"schemas", "securitySchemes"}
        if not shared or each.pointer[:3] in known:
            yield each


def letters(text: str) -> str:
    """In lower case: `[!NOTE]` is shown as "Note"."""
    return _NOT_LETTER.sub("", text).lower()


def lost(api: Api, files: Mapping[str, bytes]) -> Loss:
    texts = list(due(api))
    html = _Pages(files, ".html", lambda page: Page(page).text)
    markdown = _Pages(files, ".md", lambda page: _LINK_TARGET.sub("]", page))
    pages = owners(api)
    return Loss(
        tuple(each for each in texts if not html.tell(pages(each.pointer), shown(each.text))),
        tuple(each for each in texts if not markdown.tell(pages(each.pointer), written(each.text))),
        len(texts),
    )


@cache
def shown(text: str) -> tuple[str, ...]:
    """The letters of a Markdown text as a browser shows it."""
    return (letters(Page(_markdown.render(_IMAGE.sub(r"\1", text))).text),)


@cache
def written(text: str) -> tuple[str, ...]:
    """Those of the text itself, with or without its tags."""
    return letters(_LINK_TARGET.sub("]", text)), letters(Page(text).text)


class _Pages:
    """The letters of every page, and which texts they are known to tell."""

    def __init__(self, files: Mapping[str, bytes], suffix: str, read: Callable[[str], str]) -> None:
        self._texts = {
            name.removesuffix(suffix): letters(read(data.decode()))
            for name, data in files.items()
            if name.endswith(suffix)
        }
        self._whole = "\n".join(self._texts.values())
        self._known: dict[tuple[str, ...], bool] = {}

    def tell(self, pages: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        key = (*pages, *wanted)
        if key not in self._known:
            where = [self._texts[each] for each in pages if each in self._texts] or [self._whole]
            self._known[key] = any(text in page for page in where for text in wanted)
        return self._known[key]


def owners(api: Api) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Pointer -> the pages it may stand on; none when it may stand on any."""
    known = addresses(api)
    by_path: dict[tuple[str, str], list[str]] = {}
    for operation in api.operations:
        page = known.operations[operation.pointer]
        for key in (operation.method, "*"):
            by_path.setdefault((operation.path, key), []).append(page)

    def pages(pointer: tuple[str, ...]) -> tuple[str, ...]:
        kind, *rest = pointer
        if kind == "components" and rest[0] == "schemas":
            return (known.schemas[rest[1]],)
        if kind == "paths" and len(rest) > 1:
            method = rest[1] if rest[1] in METHODS else "*"
            return tuple(by_path.get((rest[0], method), ()))
        if kind == "webhooks":
            return (known.webhooks[rest[0]],)
        return ()

    return pages


def main(arguments: list[str]) -> None:
    show = "--show" in arguments
    for name in arguments:
        if name.startswith("--"):
            continue
        api = load_api(Path(name))
        loss = lost(api, render_site(api, Options()))
        lines = f"lost {len(loss.html)} in HTML, {len(loss.markdown)} in Markdown"
        click.echo(f"{Path(name).stem}: {loss.texts} texts, {lines}")
        if show:
            for kind, found in (("html", loss.html), ("md", loss.markdown)):
                for each in found:
                    click.echo(f"  {kind} /{'/'.join(each.pointer)}: {each.text[:90]!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
