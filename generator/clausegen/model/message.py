"""What requests and answers are made of: parameters, headers, bodies, examples, links."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from clausegen.model.said import Words
from clausegen.model.schema import UNSET, Schema

Location = Literal["path", "query", "header", "cookie", "querystring"]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A documented example.

    `value` is what the schema describes; UNSET when only its serialization or a URL is given.
    """

    name: str
    pointer: str
    summary: str = ""
    description: str = ""
    value: Any = UNSET
    serialized: str | None = None
    """3.2: the value as it travels, such as `?a=1&b=2` or a whole text/event-stream body."""
    external: str | None = None


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """How one attribute of a form travels."""

    name: str
    pointer: str
    content_type: str = ""
    """As written: several may be separated by commas, each may be a range such as image/*."""
    style: str = ""
    """Empty: the attribute's type decides, as none of style, explode, allowReserved is given."""
    explode: bool = False
    allow_reserved: bool = False
    headers: tuple[str, ...] = ()
    """Names of headers that its part has besides Content-Type."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One media type of a body."""

    media_type: str
    pointer: str
    schema: Schema | None = None
    item_schema: Schema | None = None
    """3.2: each item of a body that arrives one by one (text/event-stream, application/jsonl)."""
    examples: tuple[Example, ...] = ()
    encodings: tuple[Encoding, ...] = ()


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter. Either `schema` or `content` describes its value."""

    name: str
    location: Location
    pointer: str
    required: bool = False
    description: str = ""
    deprecated: bool = False
    schema: Schema | None = None
    content: Content | None = None
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    examples: tuple[Example, ...] = ()
    words: Words = Words()


class RequestBody(msgspec.Struct, frozen=True, kw_only=True):
    pointer: str
    required: bool = False
    description: str = ""
    contents: tuple[Content, ...] = ()


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """A header of an answer. `schema` is its value's, also if `content` says how it is written."""

    name: str
    pointer: str
    required: bool = False
    description: str = ""
    deprecated: bool = False
    schema: Schema | None = None
    content: Content | None = None
    explode: bool = False
    examples: tuple[Example, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What a response tells about another operation's parameters, as runtime expressions."""

    name: str
    operation: str
    parameters: tuple[tuple[str, str], ...] = ()
    description: str = ""


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """`status` is as written: "200", "4XX" or "default"."""

    status: str
    pointer: str
    description: str = ""
    headers: tuple[Header, ...] = ()
    contents: tuple[Content, ...] = ()
    links: tuple[Link, ...] = ()
    words: Words = Words()

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2")
