"""The bundle -> model.Api."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from clausegen.document.bundle import Bundle
from clausegen.model import Api, Callback, Flow, Info, Schema, SecurityScheme, Tag
from clausegen.model.build_operations import OperationReader, servers
from clausegen.model.build_parts import PartReader
from clausegen.model.build_schema import SchemaReader
from clausegen.model.mending import mended
from clausegen.model.reading import Node, Reading, ReadWords, Unreadable
from clausegen.text.problems import Problem


def build(bundle: Bundle, read_words: ReadWords) -> Api:
    """`read_words` knows the words.

    What cannot be read costs its own operation or attribute, and is one of `Api.problems`.
    """
    builder = _Builder(bundle, read_words)
    api = builder.api()
    findings = dict.fromkeys(builder.reading.findings)
    problems = [Problem("value", message, bundle.place(at)) for message, at in findings]
    if builder.reading.mended:
        api = replace(api, bundle=mended(api.bundle, builder.reading.mended))
    return replace(api, problems=(*bundle.problems, *problems))


class _Builder:
    def __init__(self, bundle: Bundle, read_words: ReadWords) -> None:
        self.bundle = bundle
        self.root = bundle.value
        self.reading = Reading(read_words)
        self.version = self.reading.text(self.root, "openapi", "")
        self.visited: set[str] = set()
        old = self.version.startswith("3.0")
        self.schemas = SchemaReader(self.reading, nullable_keyword=old, visited=self.visited)
        self.parts = PartReader(self.root, self.reading, self.schemas)
        self.operations = OperationReader(self.root, self.reading, self.parts)

    def api(self) -> Api:
        components = self.reading.mapping(self.root, "components", "")
        return Api(
            info=self._info(),
            openapi=self.version,
            file=self.bundle.documents.root.file,
            servers=servers(self.reading, self.root, ""),
            tags=self._tags(),
            operations=tuple(
                operation
                for path, value, at in self.reading.fields(self.root, "paths", "")
                for operation in self.operations.path(path, value, at)
            ),
            webhooks=tuple(
                Callback(
                    name=name, expression=name, operations=self.operations.path(name, value, at)
                )
                for name, value, at in self.reading.entries(self.root, "webhooks", "")
            ),
            schemas=self._named_schemas(components),
            security_schemes=tuple(self._security_schemes(components)),
            bundle=self.root,
            place=self.bundle.place,
            words=self.parts.words(self.root, ""),
            visited=frozenset(self.visited),
        )

    def _named_schemas(self, components: Node) -> dict[str, Schema]:
        return {
            name: self.schemas.read(value, at, name)
            for name, value, at in self.reading.entries(components, "schemas", "/components")
        }

    def _info(self) -> Info:
        read, node = self.reading, self.reading.mapping(self.root, "info", "")
        return Info(
            title=read.text(node, "title", "/info"),
            version=read.text(node, "version", "/info"),
            summary=read.text(node, "summary", "/info"),
            description=read.text(node, "description", "/info"),
            terms=read.optional(node, "termsOfService", "/info"),
            contact=self._texts(node, "contact", "/info"),
            license=self._texts(node, "license", "/info"),
            external_docs=self._external(self.root, ""),
        )

    def _texts(self, node: Node, key: str, at: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, value)
            for name, value, _ in self.reading.fields(node, key, at)
            if isinstance(value, str)
        )

    def _external(self, node: Node, at: str) -> str | None:
        external = self.reading.mapping(node, "externalDocs", at)
        return self.reading.optional(external, "url", f"{at}/externalDocs")

    def _tags(self) -> tuple[Tag, ...]:
        """A parent that is no tag, or below its own child, is none."""
        written = list(self.reading.items(self.root, "tags", ""))
        tags = [self._tag(value, at) for value, at in written]
        parents = {each.name: each.parent for each in tags}
        for index, (tag, (_, at)) in enumerate(zip(tags, written, strict=True)):
            if tag.parent is not None and not _ends(tag.name, parents):
                parents[tag.name] = None
                tags[index] = replace(tag, parent=None)
                message = f"{tag.parent} is no tag, or stands below {tag.name} itself"
                self.reading.fail(message, f"{at}/parent")
        return tuple(tags)

    def _tag(self, value: Any, at: str) -> Tag:
        node = self.reading.node(value, at)
        return Tag(
            name=self.reading.text(node, "name", at),
            summary=self.reading.text(node, "summary", at),
            description=self.reading.text(node, "description", at),
            parent=self.reading.optional(node, "parent", at),
            kind=self.reading.optional(node, "kind", at),
            external_docs=self._external(node, at),
        )

    def _security_schemes(self, components: Node) -> Iterator[SecurityScheme]:
        entries = self.reading.entries(components, "securitySchemes", "/components")
        for name, value, at in entries:
            with suppress(Unreadable):
                yield self._security_scheme(name, value, at)

    def _security_scheme(self, name: str, value: Any, at: str) -> SecurityScheme:
        node, pointer = self.parts.resolve(value, at)
        read = self.reading
        return SecurityScheme(
            name=name,
            pointer=pointer,
            type=read.text(node, "type", pointer),
            description=read.text(node, "description", pointer),
            location=read.optional(node, "in", pointer),
            key=read.optional(node, "name", pointer),
            scheme=read.optional(node, "scheme", pointer),
            bearer_format=read.optional(node, "bearerFormat", pointer),
            openid_url=read.optional(node, "openIdConnectUrl", pointer),
            deprecated=read.flag(node, "deprecated", pointer),
            metadata_url=read.optional(node, "oauth2MetadataUrl", pointer),
            flows=tuple(
                self._flow(each, read.node(flow, below), below)
                for each, flow, below in read.fields(node, "flows", pointer)
            ),
        )

    def _flow(self, name: str, node: Node, at: str) -> Flow:
        return Flow(
            name=name,
            authorization_url=self.reading.optional(node, "authorizationUrl", at),
            token_url=self.reading.optional(node, "tokenUrl", at),
            refresh_url=self.reading.optional(node, "refreshUrl", at),
            device_authorization_url=self.reading.optional(node, "deviceAuthorizationUrl", at),
            scopes=self.reading.pairs(node, "scopes", at),
        )


def _ends(name: str, parents: Mapping[str, str | None]) -> bool:
    """Whether the way from a tag to its parent's parent and so on ends at a tag."""
    seen, here = set[str](), name
    while (above := parents[here]) is not None:
        if above not in parents or above in seen or above == name:
            return False
        seen.add(above)
        here = above
    return True
