"""Parameters, bodies, responses, headers and examples: what operations are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import msgspec

from clausegen.model import (
    UNSET,
    Content,
    Encoding,
    Example,
    Header,
    Link,
    Parameter,
    RequestBody,
    Response,
    Schema,
    Words,
)
from clausegen.model.build_schema import SchemaReader
from clausegen.model.reading import KEY, Node, Reading, Unreadable
from clausegen.text.positions import split, step

LOCATIONS = ("path", "query", "header", "cookie", "querystring")
_DEFAULT_STYLE = {"path": "simple", "header": "simple"}
Part = TypeVar("Part", bound=msgspec.Struct)
Read = TypeVar("Read")


class PartReader:
    """Reads each component once, however often it is referred to."""

    def __init__(self, root: Node, reading: Reading, schemas: SchemaReader) -> None:
        self.root = root
        self.reading = reading
        self.schemas = schemas
        self.known: dict[str, Any] = {}

    def resolve(self, value: Any, at: str) -> tuple[Node, str]:
        """What a node stands for, and where. The bundle has no chain without an end.

        Raises Unreadable: the bundle has told what leads nowhere.
        """
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            written, reference = at, value["$ref"]
            at = reference[1:]
            try:
                value = self._component(reference)
            except LookupError:
                self.reading.mended[written] = UNSET
                raise Unreadable from None
        return self.reading.whole(value, at), at

    def readable(
        self, node: Node, key: str, at: str, read: Callable[[str, Any, str], Read]
    ) -> Iterator[Read]:
        """What `read` makes of each entry; one that leads nowhere is left out."""
        for name, value, below in self.reading.entries(node, key, at):
            with suppress(Unreadable):
                yield read(name, value, below)

    def described(self, found: Part, value: Any, at: str) -> Part:
        """In 3.1, summary and description beside $ref replace those of what it leads to."""
        if not self.schemas.siblings or not isinstance(value, dict) or "$ref" not in value:
            return found
        changes = {
            key: self.reading.text(value, key, at)
            for key in ("summary", "description")
            if key in value and key in found.__struct_fields__
        }
        return msgspec.structs.replace(found, **changes) if changes else found

    def _component(self, reference: str) -> Any:
        """Other references were put in their place, or lead nowhere."""
        if not reference.startswith("#/components/"):
            raise LookupError(reference)
        return self._target(reference)

    def _target(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise LookupError(reference)
        value: Any = self.root
        for token in split(reference):
            value = step(value, token)
        return value

    def words(self, node: Node, at: str) -> Words:
        if KEY in node:
            self.schemas.visited.add(at)
        return self.reading.words(node, at)

    def schema(self, node: Node, at: str, key: str = "schema") -> Schema | None:
        if node.get(key) is None:
            return None
        return self.schemas.read(node[key], f"{at}/{key}")

    def parameter(self, value: Any, at: str) -> Parameter:
        """Raises Unreadable: without it no request of the operation can be right."""
        node, pointer = self.resolve(value, at)
        if pointer not in self.known:
            self.known[pointer] = self._parameter(node, pointer)
        found = self.known[pointer]
        assert isinstance(found, Parameter)
        return self.described(found, value, at)

    def _parameter(self, node: Node, at: str) -> Parameter:
        read = self.reading
        name, location = read.text(node, "name", at), read.text(node, "in", at)
        if not name or location not in LOCATIONS:
            known = ", ".join(LOCATIONS)
            read.fail(f"a parameter needs a name, and `in` of {known}", at, instead=node)
            raise Unreadable
        contents = self.contents(node, at)
        style = read.text(node, "style", at) or _DEFAULT_STYLE.get(location, "form")
        explode = read.flag(node, "explode", at) if "explode" in node else style == "form"
        return Parameter(
            name=name,
            location=location,  # type: ignore[arg-type] # one of LOCATIONS
            pointer=at,
            required=location == "path" or read.flag(node, "required", at),
            description=read.text(node, "description", at),
            deprecated=read.flag(node, "deprecated", at),
            schema=self.schema(node, at),
            content=contents[0] if contents else None,
            style=style,
            explode=explode,
            allow_reserved=read.flag(node, "allowReserved", at),
            examples=self.examples(node, at),
            words=self.words(node, at),
        )

    def examples(self, node: Node, at: str) -> tuple[Example, ...]:
        single = "example" in node
        first = Example(name="example", pointer=f"{at}/example", value=node.get("example"))
        return ((first,) if single else ()) + tuple(
            self.readable(node, "examples", at, self._example)
        )

    def _example(self, name: str, value: Any, at: str) -> Example:
        example, pointer = self.resolve(value, at)
        made = Example(
            name=name,
            pointer=pointer,
            summary=self.reading.text(example, "summary", pointer),
            description=self.reading.text(example, "description", pointer),
            value=example.get("value", example.get("dataValue", UNSET)),
            serialized=self.reading.optional(example, "serializedValue", pointer),
            external=self.reading.optional(example, "externalValue", pointer),
        )
        return self.described(made, value, at)

    def contents(self, node: Node, at: str) -> tuple[Content, ...]:
        return tuple(self.readable(node, "content", at, self._content))

    def _content(self, media_type: str, value: Any, at: str) -> Content:
        node, at = self.resolve(value, at)
        return Content(
            media_type=media_type,
            pointer=at,
            schema=self.schema(node, at),
            item_schema=self.schema(node, at, "itemSchema"),
            examples=self.examples(node, at),
            encodings=tuple(
                self._encoding(name, self.reading.node(value, below), below)
                for name, value, below in self.reading.entries(node, "encoding", at)
            ),
        )

    def _encoding(self, name: str, node: Node, at: str) -> Encoding:
        read = self.reading
        is_styled = not node.keys().isdisjoint({"style", "explode", "allowReserved"})
        style = (read.text(node, "style", at) or "form") if is_styled else ""
        headers = (each for each, _, _ in read.entries(node, "headers", at))
        return Encoding(
            name=name,
            pointer=at,
            content_type=read.text(node, "contentType", at),
            style=style,
            explode=read.flag(node, "explode", at) if "explode" in node else style == "form",
            allow_reserved=read.flag(node, "allowReserved", at),
            headers=tuple(each for each in headers if each.lower() != "content-type"),
        )

    def body(self, value: Any, at: str) -> RequestBody:
        node, pointer = self.resolve(value, at)
        if pointer not in self.known:
            self.known[pointer] = self._body(node, pointer)
        found = self.known[pointer]
        assert isinstance(found, RequestBody)
        return self.described(found, value, at)

    def _body(self, node: Node, at: str) -> RequestBody:
        return RequestBody(
            pointer=at,
            required=self.reading.flag(node, "required", at),
            description=self.reading.text(node, "description", at),
            contents=self.contents(node, at),
        )

    def response(self, status: str, value: Any, at: str) -> Response:
        node, pointer = self.resolve(value, at)
        if pointer not in self.known:
            self.known[pointer] = self._response(node, pointer)
        found = self.known[pointer]
        assert isinstance(found, Response)
        return msgspec.structs.replace(self.described(found, value, at), status=status)

    def _response(self, node: Node, at: str) -> Response:
        return Response(
            status="",
            pointer=at,
            description=self.reading.text(node, "description", at),
            headers=tuple(self.readable(node, "headers", at, self._header)),
            contents=self.contents(node, at),
            links=tuple(self.readable(node, "links", at, self._link)),
            words=self.words(node, at),
        )

    def _header(self, name: str, value: Any, at: str) -> Header:
        node, pointer = self.resolve(value, at)
        schema, contents = self.schema(node, pointer), self.contents(node, pointer)
        content = contents[0] if contents else None
        made = Header(
            name=name,
            pointer=pointer,
            required=self.reading.flag(node, "required", pointer),
            description=self.reading.text(node, "description", pointer),
            deprecated=self.reading.flag(node, "deprecated", pointer),
            schema=schema or (content.schema if content else None),
            content=content,
            explode=self.reading.flag(node, "explode", pointer),
            examples=self.examples(node, pointer),
        )
        return self.described(made, value, at)

    def _link(self, name: str, value: Any, at: str) -> Link:
        node, pointer = self.resolve(value, at)
        read = self.reading
        parameters = read.mapping(node, "parameters", pointer)
        return Link(
            name=name,
            operation=read.text(node, "operationId", pointer)
            or self._operation_id(read.text(node, "operationRef", pointer)),
            parameters=tuple(
                (key, each if isinstance(each, str) else str(msgspec.json.encode(each), "utf-8"))
                for key, each in parameters.items()
            ),
            description=read.text(node, "description", pointer),
        )

    def _operation_id(self, reference: str) -> str:
        """The operationId that an operationRef leads to; the reference itself if there is none."""
        try:
            target = self._target(reference)
        except (LookupError, ValueError):
            target = None
        own = target.get("operationId") if isinstance(target, dict) else None
        return own if isinstance(own, str) else reference
