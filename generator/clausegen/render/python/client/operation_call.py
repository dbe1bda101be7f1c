"""One operation of a client: its arguments, its answers, and the constant that describes it."""

from __future__ import annotations

import re

import msgspec

from clausegen.model import Api, Operation
from clausegen.render.python.arguments import (
    Argument,
    BodyArgument,
    Result,
    arguments,
    body_argument,
    either,
    results,
)
from clausegen.render.python.client.error_bodies import ErrorBodies, table
from clausegen.render.python.client.secret_arguments import ways_source
from clausegen.render.python.models import Models
from clausegen.render.python.source import (
    WIDTH,
    Group,
    Prefixed,
    Source,
    flat,
    laid_out,
    literal,
    statement,
)
from clausegen.render.python.types import Typed
from clausegen.render.shapes.calls import asked_for, bodies, method_name
from clausegen.render.shapes.good_answers import accepted
from clausegen.render.shapes.media_types import preferred
from clausegen.render.shapes.names import Scope, snake
from clausegen.render.shapes.package import own_server
from clausegen.render.shapes.parameters import Styled, form_styles, unusual_styles
from clausegen.render.shapes.secrets import Ways, usual_ways, ways


class Call(msgspec.Struct, frozen=True, kw_only=True):
    operation: Operation
    method: str
    constant: str
    arguments: tuple[Argument, ...]
    body: BodyArgument | None
    results: tuple[Result, ...]
    styles: tuple[Styled, ...]
    accepts: tuple[str, ...]
    ways: Ways | None
    """None: the usual ones."""
    errors: dict[str, Typed]
    """Types of the bodies of errors that differ from the usual ones."""
    server: tuple[str, str] | None
    """The usual server, and the one of this operation, if it has its own."""

    @property
    def is_stream(self) -> bool:
        return self.results[0].is_stream


class Calls:
    """Makes the calls of one tag."""

    def __init__(self, api: Api, models: Models, bodies: ErrorBodies, scope: Scope) -> None:
        self._api = api
        self._models = models
        self._bodies = bodies
        self._methods = scope
        self._constants = Scope(models.names)
        self._usual = usual_ways(api)

    def of(self, operation: Operation) -> Call:
        content, own = preferred(bodies(operation)), ways(self._api, operation)
        method = self._methods.add(method_name(operation))
        return Call(
            operation=operation,
            method=method,
            constant=self._constants.add(method.rstrip("_").upper()),
            arguments=arguments(operation, self._models),
            body=body_argument(operation, self._models, [content]),
            results=_read(results(operation, self._models)),
            styles=unusual_styles(self._api, operation) + form_styles(self._api, content),
            accepts=accepted(operation),
            ways=None if own == self._usual else own,
            errors=self._bodies.own(operation.pointer),
            server=own_server(self._api, operation),
        )

    def asking(self, call: Call, media_type: str) -> Call:
        """The same call with an answer of another media type."""
        method = self._methods.add(snake(asked_for(call.method, media_type), "operation"))
        return msgspec.structs.replace(
            call,
            method=method,
            constant=self._constants.add(method.rstrip("_").upper()),
            results=_read(results(call.operation, self._models, media_type)),
            accepts=accepted(call.operation, media_type),
        )


def _read(found: tuple[Result, ...]) -> tuple[Result, ...]:
    """Of a stream nothing but streams."""
    is_stream = found[0].is_stream
    return tuple(each for each in found if each.is_stream == is_stream)


def constant(call: Call) -> str:
    answers = tuple(Prefixed(f"{each.status}: ", each.typed.annotation) for each in call.results)
    items: list[Source] = [
        literal(call.operation.verb),
        literal(re.sub(r"[?#].*", "", call.operation.path)),
        Group("{", answers, "}", is_list=True),
    ]
    items += _options(call)
    operation = f"{call.constant} = Operation["
    one = flat(reply(call))
    prefix = f"{operation}{one}]"
    if len(prefix) < WIDTH:
        return statement(prefix, Group("(", tuple(items), ")"))
    rest = statement("]", Group("(", tuple(items), ")"))
    typed = laid_out(Group(operation, (reply(call),), "", is_subscript=True), 0, used=WIDTH)
    return typed.removesuffix("\n") + "\n" + rest


def _options(call: Call) -> list[Source]:
    """What is unusual about an operation."""
    items: list[Source] = []
    if call.body is not None:
        (media_type, typed), *_ = call.body.types.items()
        if media_type != "application/json":
            items.append(Prefixed("media_type=", literal(media_type)))
        if typed.nullable and call.body.required:
            items.append("null_body=True")
    if call.ways is not None:
        items.append(Prefixed("security=", ways_source(call.ways)))
    if call.accepts not in {(), ("application/json",)}:
        listed = tuple(map(literal, call.accepts))
        items.append(Prefixed("accepts=", Group("(", listed, ")", is_tuple=True)))
    if call.errors:
        items.append(Prefixed("errors=", table(call.errors)))
    if call.server:
        items.append(Prefixed("server=", Group("(", tuple(map(literal, call.server)), ")")))
    if call.styles:
        styles = tuple(map(_style, call.styles))
        items.append(Prefixed("styles=", Group("(", styles, ")", is_list=True, is_tuple=True)))
    return items


def _style(each: Styled) -> Source:
    items: list[Source] = [literal(each.place), literal(each.name)]
    if each.style != "form":  # without a style the attribute's type decides
        items.append(literal(each.style))
    if not each.explode:
        items.append("explode=False")
    items += ["is_reserved=True"] if each.is_reserved else []
    items += ["is_json=True"] if each.is_json and each.place != "form" else []
    items += [f"media_type={literal(each.media_type)}"] if each.media_type else []
    return Group("Style(", tuple(items), ")")


def reply(call: Call) -> Source:
    return either(each.piece for each in call.results)[0]
