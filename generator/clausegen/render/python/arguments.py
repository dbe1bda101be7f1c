"""What server and client both need to know about an operation, in Python's terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

import msgspec

from clausegen.model import UNSET, Api, Content, Operation, Parameter, Schema
from clausegen.model.streams import EVENTS, essence, is_stream
from clausegen.render.python.models import Models
from clausegen.render.python.scope import python_scope
from clausegen.render.python.source import Either, Group, Source, literal
from clausegen.render.python.types import ANY, BYTES, NONE, PLAIN, TEXTS, Typed
from clausegen.render.shapes.calls import bodies, received
from clausegen.render.shapes.directions import Uses
from clausegen.render.shapes.good_answers import good_answers
from clausegen.render.shapes.media_types import JSON, is_form, is_multipart
from clausegen.render.shapes.names import pascal, snake
from clausegen.render.shapes.parameters import sent_parameters
from clausegen.render.shapes.streams import held
from clausegen.render.shapes.text_kinds import TextKind

PARSED: dict[TextKind, tuple[type, str]] = {
    "date-time": (dt.datetime, "dt.datetime.fromisoformat"),
    "date": (dt.date, "dt.date.fromisoformat"),
    "uuid": (UUID, "UUID"),
}
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
    """Of a stream, the type of each piece."""
    content: Content | None

    @property
    def is_stream(self) -> bool:
        return self.content is not None and is_stream(self.content.media_type)

    @property
    def piece(self) -> Typed:
        """The type, and of an event the type around it."""
        if self.content is None or essence(self.content.media_type) != EVENTS:
            return self.typed
        source = Group("ServerEvent[", (self.typed.annotation,), "]", is_subscript=True)
        names = self.typed.names | {"ServerEvent"}
        return Typed(source=source, family="any", names=names)


def received_models(api: Api, models: Models) -> None:
    """Make the models of what webhooks send."""
    for operation in received(api):
        for content in bodies(operation):
            models.of(content.schema, f"{pascal(operation.id)}Body", Uses(in_responses=True))


def arguments(operation: Operation, models: Models) -> tuple[Argument, ...]:
    """The parameters with argument names that do not collide."""
    scope = python_scope({"self", "call", "body"})
    taken: set[str] = set()
    found = []
    for each in sent_parameters(operation):
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
    if each.required or schema is None or schema.default is UNSET:
        return Argument(parameter=each, name=name, typed=typed, default=None)
    kind = models.text_kind(schema)
    default = _default(schema, typed) if kind is None else _parsed(kind, schema.default)
    if kind is not None and default is not None:
        typed = msgspec.structs.replace(typed, names=typed.names | TEXTS[kind].names)
    return Argument(parameter=each, name=name, typed=typed, default=default)


def _default(schema: Schema, typed: Typed) -> str | None:
    value = schema.default
    if not isinstance(value, str | int | float):
        return None
    if typed.values is not None:
        return literal(value) if value in typed.values else None
    wanted = {"str": str, "int": int, "float": int | float, "bool": bool}.get(typed.family)
    is_bool = isinstance(value, bool)
    fits = wanted is not None and isinstance(value, wanted) and is_bool == (typed.family == "bool")
    return literal(value) if fits else None


def _parsed(kind: TextKind, text: object) -> str | None:
    """What makes a value of a text, if it is one of its format."""
    wanted, made = PARSED[kind]
    try:
        msgspec.convert(text, wanted)
    except msgspec.ValidationError:
        return None
    return f"{made}({literal(text)})"


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
    media_type = essence(content.media_type)
    if JSON.match(media_type) or is_form(media_type):
        return models.of(content.schema, hint, uses)
    return PLAIN["string"] if media_type.startswith("text/") else BYTES


def results(operation: Operation, models: Models, media_type: str = "") -> tuple[Result, ...]:
    """The good answers, the first documented one first; never empty.

    The media type is chosen where there are several.
    """
    return tuple(
        Result(status=status, typed=_result(operation, content, models), content=content)
        for status, content in good_answers(operation, media_type)
    )


def _result(operation: Operation, content: Content | None, models: Models) -> Typed:
    hint, uses = f"{pascal(operation.id)}Response", Uses(in_responses=True)
    if content is None:
        return NONE
    if not is_stream(content.media_type):
        return models.named(content_type(content, hint, models, uses), hint)
    schema, hint = held(models.api, content), f"{pascal(operation.id)}Piece"
    if schema is None:
        return PLAIN["string"] if essence(content.media_type) == EVENTS else ANY
    return models.named(models.of(schema, hint, uses), hint)


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
