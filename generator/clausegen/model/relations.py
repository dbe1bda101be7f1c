"""How operations and schemas belong together: pure questions to the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from clausegen.model import (
    UNSET,
    Api,
    Content,
    Envelope,
    Operation,
    Ordinary,
    Property,
    Reaching,
    Response,
    Schema,
)

READS = frozenset(("get", "head", "options", "trace", "query"))
WRITES = frozenset(("post", "put", "patch"))
_JSON_TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}
_resources: WeakKeyDictionary[Api, dict[str, str | None]] = WeakKeyDictionary()
"""What the operations of a document are about, by their pointers: a run asks thousands of times."""


def json_content(contents: Sequence[Content]) -> Content | None:
    """The JSON media type of a body, the plain one first."""
    found = [each for each in contents if is_json(each.media_type)]
    return min(found, key=lambda each: each.media_type != "application/json", default=None)


def is_json(media_type: str) -> bool:
    kind = media_type.partition(";")[0].strip().lower()
    return kind in ("application/json", "*/*", "application/*") or kind.endswith("+json")


def payload_content(operation: Operation) -> Content | None:
    """The media type in which an operation's payload is sent: JSON, else a form, else the first."""
    contents = operation.body.contents if operation.body else ()
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
    forms = (each for kind in kinds for each in contents if each.media_type == kind)
    return json_content(contents) or next(forms, None) or next(iter(contents), None)


def body_schema(operation: Operation) -> Schema | None:
    """The schema of the JSON payload that an operation takes."""
    content = json_content(operation.body.contents) if operation.body else None
    return content.schema if content else None


def success_response(operation: Operation) -> Response | None:
    """What an ordinary request is answered with: of several, the one that says so, or the first."""
    found = [each for each in operation.responses if each.is_success]
    for each in found:
        if any(isinstance(word, Ordinary) and word.is_ordinary for word in each.words.said):
            return each
    return found[0] if found else None


def response_schema(operation: Operation) -> Schema | None:
    """The schema of the JSON body of a successful answer."""
    response = success_response(operation)
    content = json_content(response.contents) if response else None
    return content.schema if content else None


def effect_of(operation: Operation) -> str | None:
    """What the document says that an operation changes: none, own or outside; None if nothing."""
    said = operation.words.said
    return next((word.reach for word in said if isinstance(word, Reaching)), None)


def _envelope_of(api: Api, operation: Operation) -> Envelope | None:
    """What makes the answer a page, when the operation answers with pages."""
    own = next((word for word in operation.words.said if isinstance(word, Envelope)), None)
    if own is not None:
        return own
    schema = response_schema(operation)
    said = (word for part in (api.parts(schema) if schema else ()) for word in part.words.said)
    return next((word for word in said if isinstance(word, Envelope)), None)


def items_schema(api: Api, operation: Operation) -> Schema | None:
    """The schema of one item of a list: of the page's items, or of a plain array."""
    schema = response_schema(operation)
    if schema is None:
        return None
    way = items_within(api, operation) or ""
    for name in way.split(".") if way else ():
        known = api.attributes(schema)
        schema = next((each.schema for each in known if each.name == name), None)
        if schema is None:
            return None
    return api.resolve(schema).items


def items_within(api: Api, operation: Operation) -> str | None:
    """The attribute that holds the items of a page, `data.items` a nested one; "" where the body
    is the array, None where no word speaks of pages."""  # noqa: D205, D209 - one sentence
    page = _envelope_of(api, operation)
    return page.holds_items if page is not None else None


def resource_of(api: Api, operation: Operation) -> str | None:
    """The named schema that an operation is about: what it answers with, one item of a list,
    and for a delete without a body what the same path's GET answers with."""  # noqa: D205, D209 - one sentence
    known = _resources.setdefault(api, {})
    if operation.pointer not in known:
        known[operation.pointer] = _resource_of(api, operation)
    return known[operation.pointer]


def _resource_of(api: Api, operation: Operation) -> str | None:
    schema = items_schema(api, operation) or response_schema(operation)
    if schema is None:
        reader = sibling(api, operation, "get")
        schema = response_schema(reader) if reader and reader is not operation else None
    return named(api, schema) if schema else None


def sibling(api: Api, operation: Operation, method: str) -> Operation | None:
    """The operation of another method on the same path."""
    return next(
        (each for each in api.operations if each.path == operation.path and each.method == method),
        None,
    )


def named(api: Api, schema: Schema) -> str | None:
    """The named schema that a node stands for: by reference, or as the only part of an allOf."""
    if schema.name is not None:
        return schema.name
    if schema.ref is not None:
        return schema.ref
    branches = schema.all_of or schema.any_of or schema.one_of
    if len(branches) == 1 and not schema.properties:
        return named(api, branches[0])
    return None


def chooses(operation: Operation) -> str | None:
    """Why nobody can tell what a list has to hold: a payload that it needs says what is wanted."""
    if operation.body is None or not operation.body.required:
        return None
    return f"what {operation.id} lists is what its payload asks for"


def refusal_of(operation: Operation) -> str:
    """The status that a bad payload gets; 4XX, any refusal, where the document names none."""
    named = [each.status for each in operation.responses if each.status in {"400", "422"}]
    return named[0] if len(named) == 1 else "4XX"


def is_of(documented: str, status: int) -> bool:
    """Whether a status is the documented one, or of the documented class such as 4XX."""
    return documented.upper() in {str(status), f"{status // 100}XX"}


def writable_attributes(api: Api, operation: Operation) -> tuple[Property, ...]:
    """What a payload may hold."""
    schema = body_schema(operation)
    attributes = api.attributes(schema) if schema else ()
    return tuple(each for each in attributes if not is_read_only(api, each.schema))


def writers(api: Api, resource: str, attribute: str | None = None) -> tuple[Operation, ...]:
    """The operations whose payload makes or changes a resource, and may hold an attribute."""
    return tuple(
        each
        for each in api.operations
        if (schema := body_schema(each)) is not None
        and effect_of(each) != "none"
        and each.method not in READS
        and resource_of(api, each) == resource
        and (attribute is None or attribute in {known.name for known in api.attributes(schema)})
    )


def named_branch(part: Schema, value: Any) -> Schema | None:
    """The alternative that a value says it is, or the default one (OpenAPI 3.2); None without."""
    if part.discriminator is None or not isinstance(value, Mapping):
        return None
    name = value.get(part.discriminator.property)
    wanted = dict(part.discriminator.mapping).get(name, name) if isinstance(name, str) else None
    known = {each.ref: each for each in (*part.one_of, *part.any_of)}
    found = known.get(wanted) if wanted is not None else None
    default = part.discriminator.default
    return found if found or default is None else known.get(default)


def is_read_only(api: Api, schema: Schema) -> bool:
    return any(part.read_only for part in api.parts(schema))


def facets(api: Api, schema: Schema) -> Iterator[Schema]:
    """Every schema that a value other than null must keep for sure, outermost first."""
    stack, seen = [schema], set[str]()
    while stack:
        for part in api.parts(stack.pop(0)):
            if part.pointer in seen:
                continue
            seen.add(part.pointer)
            yield part
            for branches in (part.any_of, part.one_of):
                stack += branches if len(branches) == 1 else ()


def default_of(api: Api, schema: Schema) -> object:
    """UNSET without one."""
    return next((each.default for each in facets(api, schema) if each.default is not UNSET), UNSET)


def json_types(api: Api, schema: Schema) -> frozenset[str] | None:
    """The JSON types that a value may have, "null" among them; None means any."""
    return _types(api, schema, frozenset())


def _types(api: Api, schema: Schema, seen: frozenset[str]) -> frozenset[str] | None:
    if schema.pointer in seen:
        return None
    seen |= {schema.pointer}
    own = frozenset(schema.types) or _types_of_values(schema)
    if own and schema.nullable:
        own |= {"null"}
    found = [own] if own else []
    needed = [*schema.all_of, *([api.schemas[schema.ref]] if schema.ref else [])]
    found += [types for each in needed if (types := _types(api, each, seen)) is not None]
    for branches in (schema.any_of, schema.one_of):
        allowed = [_types(api, each, seen) for each in branches]
        if allowed and None not in allowed:
            found.append(frozenset().union(*(types for types in allowed if types)))
    if not found:
        return None
    common = frozenset.intersection(*found)
    return common | {"null"} if schema.nullable and not schema.types else common


def _types_of_values(schema: Schema) -> frozenset[str]:
    values = schema.enum if schema.enum is not None else ()
    if schema.const is not UNSET:
        values = (schema.const,)
    return frozenset(
        "null" if each is None else _JSON_TYPES.get(type(each), "number") for each in values
    )


def accepts_null(api: Api, schema: Schema) -> bool:
    types = json_types(api, schema)
    return types is None or "null" in types
