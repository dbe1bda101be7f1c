"""What a document says and generated code does not do: told once a kind, with the first place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from clausegen.model import Api, Content, Operation, Parameter, Schema
from clausegen.model.streams import essence
from clausegen.render.shapes.calls import bodies
from clausegen.render.shapes.flatten import children
from clausegen.render.shapes.good_answers import accepted, other_types
from clausegen.render.shapes.media_types import JSON, is_form, is_multipart, preferred
from clausegen.render.shapes.parameters import PLACEHOLDER
from clausegen.text.problems import Problem

Target = Literal["server", "python", "typescript"]
Silence = tuple[str, str]
"""(what is not done, pointer of a place)."""
PARTS = {
    "server": "is checked (part_headers of a call)",
    "python": "is asked for (part_headers of with_options)",
    "typescript": "is asked for (partHeaders of a call)",
}
UNCHECKED = ("uniqueItems", "contains", "dependentRequired", "minContains", "maxContains")


def silences(api: Api, target: Target) -> list[Problem]:
    """One problem for each kind of thing that the code of a target leaves out."""
    places: dict[str, list[str]] = {}
    found = [each for operation in api.operations for each in _of_operation(operation, target)]
    found += [each for schema in schemas(api) for each in _of_schema(schema, target)]
    found += _of_security(api, target)
    for what, pointer in found:
        places.setdefault(what, []).append(pointer)
    return [
        Problem("left-out", f"{what}{_more(len({*pointers}))}", api.place(pointers[0]))
        for what, pointers in places.items()
    ]


def _more(count: int) -> str:
    return f" (here and in {count - 1} more)" if count > 1 else ""


def schemas(api: Api) -> Iterator[Schema]:
    """Every schema that an operation leads to, each once."""
    stack = [each for operation in api.operations for each in _held(operation)]
    seen: set[str] = set()
    while stack:
        schema = stack.pop()
        if schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        yield schema
        stack.extend(children(schema))
        if schema.ref is not None:
            stack.append(api.schemas[schema.ref])


def _held(operation: Operation) -> Iterator[Schema]:
    contents = [*bodies(operation), *(c for each in operation.responses for c in each.contents)]
    contents += [each.content for each in operation.parameters if each.content is not None]
    yield from (each.schema for each in contents if each.schema is not None)
    yield from (each.schema for each in operation.parameters if each.schema is not None)


def _of_operation(operation: Operation, target: Target) -> Iterator[Silence]:
    described = {each.name for each in operation.parameters_in("path")}
    for name in dict.fromkeys(PLACEHOLDER.findall(operation.path)):
        if name not in described:
            yield f"no parameter describes {{{name}}}: it is a text", operation.pointer
    for each in operation.parameters:
        yield from _of_parameter(each)
    yield from _of_bodies(bodies(operation), target)
    asked = {*map(essence, accepted(operation)), *other_types(operation)}
    done = "answered" if target == "server" else "asked for"
    for response in operation.responses:
        unasked = (e for e in response.contents if essence(e.media_type) not in asked)
        yield from _others(done, unasked, preferred(response.contents))
    if target == "typescript":
        yield from _of_fetch(operation)
    if target != "server":
        for variables in (each.variables for each in operation.servers):
            if variables:
                yield "variables of servers have their defaults", operation.pointer


def _of_fetch(operation: Operation) -> Iterator[Silence]:
    if operation.method in {"get", "head"} and operation.body is not None:
        yield "fetch sends no body with GET or HEAD", operation.body.pointer
    if operation.method == "trace":
        yield "fetch never sends TRACE", operation.pointer


def _of_parameter(each: Parameter) -> Iterator[Silence]:
    if each.allow_reserved and each.location != "query":
        yield f"allowReserved of a parameter in {each.location} is left out", each.pointer
    media_type = each.content.media_type if each.content else "application/json"
    is_whole_form = each.location == "querystring" and is_form(media_type)
    if not (JSON.match(media_type) or is_whole_form):
        yield f"a parameter of the type {essence(media_type)} is a text", each.pointer


def _of_bodies(contents: tuple[Content, ...], target: Target) -> Iterator[Silence]:
    for each in contents:
        if is_multipart(each.media_type) and not is_form(each.media_type):
            yield f"a body of the type {essence(each.media_type)} is bytes", each.pointer
        for encoding in each.encodings:
            if encoding.headers:
                yield (
                    f"headers of a form's parts are texts, and none {PARTS[target]}",
                    encoding.pointer,
                )
    if target != "server":
        yield from _others("sent", contents, preferred(contents))


def _others(done: str, contents: Iterable[Content], chosen: Content | None) -> Iterator[Silence]:
    for each in contents:
        if each is not chosen:
            yield (
                f"{essence(each.media_type)} is not {done} where there is another type",
                each.pointer,
            )


def _of_schema(schema: Schema, target: Target) -> Iterator[Silence]:
    numbers = {"int64", "uint64"}
    if target == "typescript" and schema.format in numbers and "integer" in schema.types:
        yield "integers beyond 2^53 lose digits: numbers of JavaScript end there", schema.pointer
    if target == "python" and schema.prefix_items:
        yield "the items of a tuple share one type", schema.pointer
    for word in _unchecked(schema) if target == "server" else ():
        yield f"{word} is not checked", schema.pointer


def _unchecked(schema: Schema) -> Iterator[str]:
    """Keywords that a server's models do not hold."""
    given = dict(schema.constraints)
    yield from (word for word in UNCHECKED if word in given)
    if "multipleOf" in given and "integer" not in schema.types:
        yield "multipleOf"
    for word in ("minProperties", "maxProperties") if schema.properties else ():
        if word in given:
            yield word
    parts = {
        "not": schema.not_,
        "if": schema.condition,
        "contains": schema.contains,
        "propertyNames": schema.property_names,
        "patternProperties": schema.pattern_properties or None,
        "dependentSchemas": schema.dependent_schemas or None,
        "prefixItems": schema.prefix_items or None,
        "unevaluatedProperties": schema.unevaluated_properties,
        "unevaluatedItems": schema.unevaluated_items,
    }
    yield from (word for word, part in parts.items() if part is not None and part is not True)


def _of_security(api: Api, target: Target) -> Iterator[Silence]:
    for each in api.security_schemes:
        if target != "server" and each.type == "mutualTLS":
            yield f"{each.name}: certificates are given to the transport", each.pointer
        if target != "server" and each.type in {"oauth2", "openIdConnect"}:
            yield f"{each.name}: the token is given, no flow is run for it", each.pointer
