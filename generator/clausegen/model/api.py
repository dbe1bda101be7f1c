"""The frozen model of an API. No dictionary of the document goes beyond this point.

`pointer` on each value is its JSON pointer in the bundle; `Api.place` turns it into file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

import msgspec

from clausegen.document.grammar import METHODS
from clausegen.text.problems import Place, Problem

Location = Literal["path", "query", "header", "cookie", "querystring"]


Said = TypeVar("Said")


class Words(msgspec.Struct, frozen=True):
    """What one `x-contract` key says: at most one value of each word's struct."""

    said: tuple[Any, ...] = ()

    def get(self, word: type[Said]) -> Said | None:
        """The value of the word with this struct; None if the key does not say it."""
        return next((each for each in self.said if isinstance(each, word)), None)


@runtime_checkable
class Envelope(Protocol):
    """A word that makes a schema, or what an operation answers, the page of a list."""

    @property
    def holds_items(self) -> str: ...


@runtime_checkable
class Ordinary(Protocol):
    """A word of a response that tells whether an ordinary request is answered like this."""

    @property
    def is_ordinary(self) -> bool: ...


@runtime_checkable
class Reaching(Protocol):
    """A word of an operation that tells what calling it changes: none, own or outside."""

    @property
    def reach(self) -> str: ...


class Unset:
    """The type of UNSET: a default or const that the document does not give (null is a value)."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET = Unset()


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """A JSON Schema node, 3.0 and 3.1 spelled alike.

    A node with `ref` stands for the named schema `Api.schemas[ref]`; its keywords (3.1) add to it.
    """

    pointer: str
    name: str | None = None
    """Set on the schemas in `Api.schemas` only."""
    ref: str | None = None
    never: bool = False
    """The schema `false`."""
    types: tuple[str, ...] = ()
    """JSON types without "null"; empty means any."""
    nullable: bool = False
    """null is among the types (3.1) or `nullable: true` (3.0)."""
    format: str | None = None
    title: str = ""
    description: str = ""
    enum: tuple[Any, ...] | None = None
    """Values other than null, which `nullable` tells; (None,) if null alone is allowed."""
    const: Any = UNSET
    default: Any = UNSET
    examples: tuple[Any, ...] = ()
    constraints: tuple[tuple[str, Any], ...] = ()
    """Validation keywords by their JSON Schema names: minLength, pattern, maximum, uniqueItems, ...
    exclusiveMinimum and exclusiveMaximum are numbers, whatever the dialect."""
    properties: tuple[Property, ...] = ()
    pattern_properties: tuple[tuple[str, Schema], ...] = ()
    additional: Schema | bool | None = None
    """additionalProperties; None when the document is silent."""
    required: tuple[str, ...] = ()
    items: Schema | None = None
    prefix_items: tuple[Schema, ...] = ()
    all_of: tuple[Schema, ...] = ()
    any_of: tuple[Schema, ...] = ()
    one_of: tuple[Schema, ...] = ()
    not_: Schema | None = None
    condition: Condition | None = None
    contains: Schema | None = None
    """How many items must fit it: minContains and maxContains in `constraints`."""
    property_names: Schema | None = None
    dependent_schemas: tuple[tuple[str, Schema], ...] = ()
    """(attribute, schema that the whole object keeps when the attribute is given)."""
    unevaluated_properties: Schema | bool | None = None
    unevaluated_items: Schema | bool | None = None
    content_schema: Schema | None = None
    """What the text holds, once decoded as contentMediaType and contentEncoding say."""
    external_docs: str | None = None
    discriminator: Discriminator | None = None
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    words: Words = Words()

    def constraint(self, keyword: str) -> Any:
        """The value of a validation keyword, or None."""
        return next((value for key, value in self.constraints if key == keyword), None)


class Property(msgspec.Struct, frozen=True):
    """One attribute of an object schema, in the document's order."""

    name: str
    schema: Schema
    required: bool


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """if/then/else."""

    if_: Schema
    then: Schema | None = None
    else_: Schema | None = None


class Discriminator(msgspec.Struct, frozen=True):
    """Which attribute tells the branches apart; `mapping` gives (value, schema name) pairs."""

    property: str
    mapping: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    """3.2: the schema's name for a value that no mapping knows, or no value at all."""


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


class SecurityScheme(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    pointer: str
    type: str
    description: str = ""
    location: str | None = None
    """apiKey: header, query or cookie."""
    key: str | None = None
    """apiKey: name of the header, query parameter or cookie."""
    scheme: str | None = None
    """http: basic, bearer, ..."""
    bearer_format: str | None = None
    openid_url: str | None = None
    deprecated: bool = False
    metadata_url: str | None = None
    """3.2, OAuth2: where the authorization server describes itself."""
    flows: tuple[Flow, ...] = ()


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """One OAuth2 flow; scopes are (name, description)."""

    name: str
    authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None
    device_authorization_url: str | None = None
    """3.2, the device flow: where a device asks for the code that its user types elsewhere."""
    scopes: tuple[tuple[str, str], ...] = ()


Security = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""Alternatives; each is the (scheme, scopes) pairs needed together. () in it: anonymous is fine."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One method of one path. `id` is the operationId, or method and path made into a name."""

    id: str
    method: str
    """In lower case as OpenAPI spells it; as written when it is one of `additionalOperations`."""
    path: str
    pointer: str
    has_own_id: bool = True
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    """The path item's and the operation's, merged; path parameters in the order of the path."""
    body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: Security | None = None
    """None: the document says nothing, so nothing is needed."""
    servers: tuple[Server, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    words: Words = Words()

    def __str__(self) -> str:
        return self.id

    @property
    def verb(self) -> str:
        """The method as it is sent."""
        return self.method.upper() if self.method in METHODS else self.method

    @property
    def label(self) -> str:
        return f"{self.verb} {self.path}"

    def parameters_in(self, location: Location) -> tuple[Parameter, ...]:
        return tuple(each for each in self.parameters if each.location == location)

    def response(self, status: int | str) -> Response | None:
        """The response that documents a status: exact, then the wildcard, then the default."""
        code = str(status)
        wanted = (code, f"{code[0]}XX", "default")
        by_status = {each.status.upper(): each for each in self.responses}
        return next(
            (by_status[key] for key in wanted if key in by_status), by_status.get("DEFAULT")
        )


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """A request that the API sends: `expression` is the URL, or the webhook's name."""

    name: str
    expression: str
    operations: tuple[Operation, ...]


class Server(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    name: str = ""
    """3.2: what an author calls it, such as "production"."""
    description: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    """(name, default)."""


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    summary: str = ""
    """3.2: the tag's name for readers."""
    description: str = ""
    parent: str | None = None
    """3.2: the name of the tag that it belongs below. The bundle has no circles."""
    kind: str | None = None
    """3.2: what the tag is for: nav, badge, audience or a word of the author's."""
    external_docs: str | None = None


class Info(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    version: str
    summary: str = ""
    description: str = ""
    terms: str | None = None
    contact: tuple[tuple[str, str], ...] = ()
    license: tuple[tuple[str, str], ...] = ()
    external_docs: str | None = None


class Api(msgspec.Struct, frozen=True, kw_only=True, eq=False, weakref=True):
    """A whole document."""

    info: Info
    openapi: str
    """The version that the document declares, such as 3.1.0."""
    file: str
    servers: tuple[Server, ...] = ()
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Callback, ...] = ()
    schemas: Mapping[str, Schema] = {}
    security_schemes: tuple[SecurityScheme, ...] = ()
    bundle: Mapping[str, Any] = {}
    """The document as one JSON value with local references only: for validators and downloads.
    What could not be read is left out."""
    problems: tuple[Problem, ...] = ()
    """What could not be read. Each costs the operation or attribute that it is a part of."""
    place: Callable[[str], Place]
    """Where a pointer of the bundle was written."""
    words: Words = Words()
    """What x-contract says at the root."""
    visited: frozenset[str] = frozenset()
    """Pointers of the nodes whose x-contract was read."""

    def operation(self, id: str) -> Operation:  # noqa: A002 - the document's own word
        """Raises KeyError when no operation has this id."""
        for each in self.operations:
            if each.id == id:
                return each
        raise KeyError(id)

    def resolve(self, schema: Schema) -> Schema:
        """The schema that a node stands for: itself, or the named schema behind `ref`."""
        while schema.ref is not None:
            schema = self.schemas[schema.ref]
        return schema

    def parts(self, schema: Schema) -> Iterator[Schema]:
        """The schema and what it is made of by reference and allOf, each once, outermost first."""
        stack, seen = [schema], set[str]()
        while stack:
            node = stack.pop()
            if node.pointer in seen:
                continue
            seen.add(node.pointer)
            yield node
            stack.extend(reversed(node.all_of))
            if node.ref is not None:
                stack.append(self.schemas[node.ref])

    def attributes(self, schema: Schema) -> tuple[Property, ...]:
        """The attributes of an object schema, with those of its allOf parts.

        When several parts name one, the schema itself says best what it is, then the last part: an
        envelope comes before what makes it particular.
        """
        found: dict[str, Property] = {}
        required = {name for part in self.parts(schema) for name in part.required}
        for part in self._general_first(schema):
            for each in part.properties:
                found[each.name] = Property(each.name, each.schema, each.name in required)
        names = dict.fromkeys(each.name for part in self.parts(schema) for each in part.properties)
        return tuple(found[name] for name in names)

    def _general_first(self, schema: Schema) -> list[Schema]:
        stack, found = [schema], dict[str, Schema]()
        while stack:
            node = stack.pop()
            if node.pointer in found:
                continue
            found[node.pointer] = node
            if node.ref is not None:
                stack.append(self.schemas[node.ref])
            stack.extend(node.all_of)
        return list(reversed(found.values()))
