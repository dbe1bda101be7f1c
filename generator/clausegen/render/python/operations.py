"""What server and client both need to know about an operation, in Python's terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from clausegen.model import UNSET, Api, Content, Operation, Parameter, Response, Schema
from clausegen.render.python.flatten import attributes, flattened, reached
from clausegen.render.python.models import Directions, Models, Uses
from clausegen.render.python.names import Scope, pascal, snake, words
from clausegen.render.python.source import Either, Source, literal
from clausegen.render.python.types import ANY, BYTES, NONE, PLAIN, Typed

JSON = re.compile(r"application/(?:[\w.+-]+\+)?json\b", re.ASCII | re.IGNORECASE)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
IGNORED_HEADERS = {"accept", "content-type", "authorization"}
SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
SHAPES = {"array": "array", "object": "object", "struct": "object"}


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter as a keyword argument."""

    parameter: Parameter
    name: str
    typed: Typed
    default: str | None
    """Source of the documented default, when a signature can show it."""

    @property
    def shape(self) -> str:
        families = {each.family for each in (self.typed.members or (self.typed,))}
        return next((shape for family, shape in SHAPES.items() if family in families), "value")


class BodyArgument(msgspec.Struct, frozen=True, kw_only=True):
    """The types of a body by media type."""

    types: dict[str, Typed]
    required: bool


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A good answer."""

    status: int
    typed: Typed
    content: Content | None


def directions(api: Api) -> Directions:
    """Which schemas travel in requests, which in responses, which in multipart forms."""
    requests: list[Schema] = []
    responses: list[Schema] = []
    forms: list[Schema] = []
    for operation in received(api):
        responses += _schemas(bodies(operation))
    for operation in api.operations:
        for parameter in operation.parameters:
            requests += _schemas([parameter.content] if parameter.content else [])
            requests += [parameter.schema] if parameter.schema else []
        requests += _schemas(bodies(operation))
        forms += _schemas(each for each in bodies(operation) if is_multipart(each.media_type))
        for response in operation.responses:
            responses += _schemas(response.contents)
    return Directions(*(reached(api, roots) for roots in (requests, responses, forms)))


def bodies(operation: Operation) -> tuple[Content, ...]:
    return operation.body.contents if operation.body else ()


def received(api: Api) -> Iterable[Operation]:
    """The requests that the API sends by itself: what they hold is worth a type too."""
    callbacks = [each for operation in api.operations for each in operation.callbacks]
    return (each for callback in (*api.webhooks, *callbacks) for each in callback.operations)


def received_models(api: Api, models: Models) -> None:
    """Make the models of what webhooks send."""
    for operation in received(api):
        for content in bodies(operation):
            models.of(content.schema, f"{pascal(operation.id)}Body", Uses(in_responses=True))


def _schemas(contents: Iterable[Content]) -> list[Schema]:
    return [each.schema for each in contents if each.schema is not None]


def is_multipart(media_type: str) -> bool:
    return media_type.lower().startswith("multipart/")


def arguments(operation: Operation, models: Models) -> tuple[Argument, ...]:
    """The parameters with argument names that do not collide."""
    scope = Scope({"self", "call", "body"})
    taken: set[str] = set()
    found = []
    for each in operation.parameters:
        if each.location == "header" and each.name.lower() in IGNORED_HEADERS:
            continue
        plain = snake(each.name, "parameter")
        name = scope.add(f"{plain}_{each.location}" if plain in taken else plain)
        taken.add(plain)
        found.append(_argument(operation, each, name, models))
    return tuple(found)


def _argument(operation: Operation, each: Parameter, name: str, models: Models) -> Argument:
    schema = each.content.schema if each.content else each.schema
    typed = models.of(schema, pascal(operation.id) + pascal(each.name), Uses(in_requests=True))
    if each.location == "path":
        typed = msgspec.structs.replace(typed, nullable=False)
    default = None if each.required or schema is None else _default(schema, typed)
    return Argument(parameter=each, name=name, typed=typed, default=default)


def _default(schema: Schema, typed: Typed) -> str | None:
    value = schema.default
    if value is UNSET or not isinstance(value, str | int | float):
        return None
    if typed.values is not None:
        return literal(value) if value in typed.values else None
    wanted = {"str": str, "int": int, "float": int | float, "bool": bool}.get(typed.family)
    is_bool = isinstance(value, bool)
    fits = wanted is not None and isinstance(value, wanted) and is_bool == (typed.family == "bool")
    return literal(value) if fits else None


def preferred(contents: Iterable[Content]) -> Content | None:
    """One media type is enough for a client: JSON if there is a choice, else a form."""
    return min(
        contents,
        key=lambda each: (not JSON.match(each.media_type), each.media_type not in FORMS),
        default=None,
    )


def body_argument(
    operation: Operation, models: Models, contents: Iterable[Content | None]
) -> BodyArgument | None:
    """The argument for a body of one of the contents."""
    types = {}
    for each in filter(None, contents):
        uses = Uses(in_requests=True, in_forms=is_multipart(each.media_type))
        hint = f"{pascal(operation.id)}Body"
        types[each.media_type] = models.named(content_type(each, hint, models, uses), hint)
    if not types or operation.body is None:
        return None
    return BodyArgument(types=types, required=operation.body.required)


def content_type(content: Content, hint: str, models: Models, uses: Uses) -> Typed:
    """JSON and forms have the type of their schema; other texts and bytes are taken as they are."""
    media_type = content.media_type.partition(";")[0].strip().lower()
    if JSON.match(media_type) or media_type in FORMS:
        return models.of(content.schema, hint, uses)
    return PLAIN["string"] if media_type.startswith("text/") else BYTES


def results(operation: Operation, models: Models) -> tuple[Result, ...]:
    """The good answers, the first documented one first; never empty."""
    hint, uses = f"{pascal(operation.id)}Response", Uses(in_responses=True)
    return tuple(
        Result(
            status=status,
            typed=models.named(content_type(content, hint, models, uses), hint)
            if content
            else NONE,
            content=content,
        )
        for status, content in good_answers(operation)
    )


def good_answers(operation: Operation) -> list[tuple[int, Content | None]]:
    """Statuses of good answers with the preferred content of each; never empty."""
    found: dict[int, Content | None] = {}
    for each in operation.responses:
        status = _status(each, operation)
        if status is not None and status not in found:
            found[status] = preferred(each.contents)
    return list(found.items()) or [(200, None)]


def _status(response: Response, operation: Operation) -> int | None:
    status = response.status
    if status.isdigit():
        return int(status) if status[0] in "23" and status != "304" else None
    if status.upper() in {"2XX", "3XX"}:
        return int(status[0]) * 100
    only = not any(each.is_success for each in operation.responses)
    return 200 if status == "default" and only else None


class Paging(msgspec.Struct, frozen=True):
    """The attributes of a page that link the next and hold the items."""

    next: str
    items: str
    item: Schema


def paging(api: Api, operation: Operation, content: Content | None) -> Paging | None:
    """How to go through the pages of an operation, if `x-contract` says that there are any."""
    if content is None or content.schema is None or operation.method != "get":
        return None
    parts = api.parts(content.schema)
    word = next((each.words.pagination for each in parts if each.words.pagination), None)
    if word is None:
        return None
    found = {each.name: each for each in attributes(api, flattened(api, content.schema))}
    items, link = found.get(word.items), found.get(word.next)
    if items is None or link is None or not (items.required and link.required):
        return None
    held = flattened(api, items.schema).items
    return None if held is None else Paging(word.next, word.items, held)


def either(types: Iterable[Typed]) -> tuple[Source, frozenset[str]]:
    """Alternatives that a signature names, whether or not a decoder could tell them apart."""
    found = list(dict.fromkeys(types))
    if ANY in found:
        return "Any", ANY.names
    parts = list(
        dict.fromkeys(
            part
            for each in found
            for part in (
                each.annotation.items if isinstance(each.annotation, Either) else (each.annotation,)
            )
        )
    )
    parts.sort(key=lambda part: part == "None")
    names = frozenset().union(*(each.names for each in found))
    return (parts[0] if len(parts) == 1 else Either(tuple(parts))), names


def reasons(operation: Operation) -> str:
    """The documented statuses, each with what leads to it."""
    return "\n".join(f"- {line}" for each in operation.responses for line in _reason(each))


def _reason(response: Response) -> list[str]:
    if response.words.causes:
        return [f"{response.status} if {each.when.rstrip('.')}." for each in response.words.causes]
    text = response.description.strip().partition("\n")[0]
    return [f"{response.status}: {text}" if text else response.status]


def described(operation: Operation) -> str:
    """Summary, description and statuses of an operation."""
    summary = operation.summary.strip() or operation.label
    if not summary.endswith((".", "!", "?")):
        summary += "."
    description = operation.description.strip()
    parts = [summary, "" if description == operation.summary else description, reasons(operation)]
    return "\n\n".join(filter(None, parts))


def method_name(operation: Operation) -> str:
    """The operationId in snake_case, without a path-like prefix that only repeats the tag."""
    prefix, _, rest = operation.id.partition("/")
    tag = operation.tags[0] if operation.tags else ""
    repeats = bool(words(rest)) and snake(prefix) == snake(tag)
    return snake(rest if repeats else operation.id, "operation")


class Tagged(msgspec.Struct, frozen=True):
    """The operations of one tag, and what their module and class are called."""

    tag: str
    doc: str
    operations: tuple[Operation, ...]
    module: str
    name: str


def tag_groups(api: Api, *, reserved: Iterable[str], suffix: str) -> list[Tagged]:
    """Operations by their first tag, in the document's order of tags."""
    docs = {each.name: each.description for each in api.tags}
    found: dict[str, list[Operation]] = {each.name: [] for each in api.tags}
    for operation in api.operations:
        found.setdefault(operation.tags[0] if operation.tags else "default", []).append(operation)
    modules, names = Scope(), Scope(reserved)
    return [
        Tagged(
            tag,
            docs.get(tag, ""),
            tuple(operations),
            modules.add(snake(tag, "tag")),
            names.add(pascal(tag, "Tag") + suffix),
        )
        for tag, operations in found.items()
        if operations
    ]
