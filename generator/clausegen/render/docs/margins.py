"""What only a reader of the document needs: texts around its paths, servers and links elsewhere.

Nothing but the documentation uses these: they are read from the bundle, the model goes without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from clausegen.model import Api, Operation, Schema
from clausegen.render.docs.prose import is_web_address
from clausegen.text.positions import split, step


class Elsewhere(msgspec.Struct, frozen=True):
    """externalDocs."""

    href: str
    text: str


class Variable(msgspec.Struct, frozen=True):
    name: str
    default: str
    values: tuple[str, ...]
    description: str


class ServerText(msgspec.Struct, frozen=True):
    url: str
    name: str
    description: str
    variables: tuple[Variable, ...]


class Margins:
    def __init__(self, api: Api) -> None:
        self._api = api

    def node(self, pointer: str) -> Mapping[str, Any]:
        """Empty where the document holds no mapping."""
        value: Any = self._api.bundle
        for token in split(pointer):
            value = step(value, token)
        return value if isinstance(value, Mapping) else {}

    def elsewhere(self, pointer: str) -> Elsewhere | None:
        found = self.node(pointer).get("externalDocs")
        if not isinstance(found, Mapping):
            return None
        href, text = found.get("url"), found.get("description")
        shown = text if isinstance(text, str) and text.strip() else "More documentation"
        usable = isinstance(href, str) and is_web_address(href)
        return Elsewhere(href if usable and isinstance(href, str) else "", shown)

    def code_samples(self, operation: Operation) -> Iterator[tuple[str, str]]:
        """`x-codeSamples` of the author: (label, source)."""
        found = self.node(operation.pointer).get("x-codeSamples")
        for each in found if isinstance(found, list) else ():
            if isinstance(each, Mapping) and _text(each, "source"):
                yield _text(each, "label") or _text(each, "lang") or "Sample", _text(each, "source")

    def tag_titles(self) -> dict[str, str]:
        """Tag -> its name for readers: `summary` in 3.2, before that `x-displayName`."""
        shown = {}
        for number, tag in enumerate(self._api.tags):
            given = tag.summary or _text(self.node(f"/tags/{number}"), "x-displayName")
            shown[tag.name] = given or tag.name
        return shown

    def tag_groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """`x-tagGroups`: (title, tags)."""
        found = self._api.bundle.get("x-tagGroups")
        groups = (
            [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
        )
        return tuple(
            (
                _text(each, "name"),
                tuple(name for name in each.get("tags") or () if isinstance(name, str)),
            )
            for each in groups
        )

    def path_texts(self, operation: Operation) -> tuple[str, ...]:
        """What the path item says of all its operations."""
        tokens = split(operation.pointer)[:-1]
        if tokens and tokens[-1] == "additionalOperations":
            tokens = tokens[:-1]
        value: Any = self._api.bundle
        for token in tokens:
            value = step(value, token)
        if not isinstance(value, Mapping):
            return ()
        told = (value.get("summary"), value.get("description"))
        return tuple(text for text in told if isinstance(text, str) and text.strip())

    def servers(self, pointer: str) -> tuple[ServerText, ...]:
        """Of the document, a path item or an operation."""
        found = self.node(pointer).get("servers")
        servers = found if isinstance(found, list) else []
        return tuple(_server(each) for each in servers if isinstance(each, Mapping))

    def operation_servers(self, operation: Operation) -> tuple[ServerText, ...]:
        path = operation.pointer.rpartition("/")[0].removesuffix("/additionalOperations")
        return self.servers(operation.pointer) or self.servers(path)

    def examples(self, pointer: str) -> Iterator[tuple[Any, str]]:
        """Of a header: each value with what is said of it."""
        found = self.node(pointer).get("examples")
        for each in found.values() if isinstance(found, Mapping) else ():
            if isinstance(each, Mapping) and "value" in each:
                texts = (_text(each, "summary"), _text(each, "description"))
                yield each["value"], " ".join(filter(None, texts))
        if "example" in self.node(pointer):
            yield self.node(pointer)["example"], ""

    def null_texts(self, schema: Schema) -> Iterator[str]:
        """What null means: the model keeps no branch for it."""
        node = self.node(schema.pointer)
        for keyword in ("anyOf", "oneOf"):
            branches = node.get(keyword)
            for each in branches if isinstance(branches, list) else ():
                if isinstance(each, Mapping) and each.get("type") == "null":
                    text = each.get("description")
                    yield from (text,) if isinstance(text, str) and text.strip() else ()


def _server(node: Mapping[str, Any]) -> ServerText:
    variables = node.get("variables")
    found = variables.items() if isinstance(variables, Mapping) else ()
    return ServerText(
        _text(node, "url"),
        _text(node, "name"),
        _text(node, "description"),
        tuple(_variable(str(name), each) for name, each in found if isinstance(each, Mapping)),
    )


def _variable(name: str, node: Mapping[str, Any]) -> Variable:
    values = node.get("enum")
    return Variable(
        name,
        _text(node, "default"),
        tuple(map(str, values)) if isinstance(values, list) else (),
        _text(node, "description"),
    )


def _text(node: Mapping[str, Any], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
