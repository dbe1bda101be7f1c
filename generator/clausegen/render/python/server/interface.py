"""The interface of one tag and its routes, ready to print."""

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
from clausegen.render.python.imports import from_import, libraries
from clausegen.render.python.models import ANNOTATIONS, IMPORTED, Models
from clausegen.render.python.scope import python_scope
from clausegen.render.python.source import Group, Prefixed, Source, laid_out, literal, statement
from clausegen.render.python.types import Typed, with_none
from clausegen.render.shapes.calls import Tagged, bodies, described, method_name
from clausegen.render.shapes.good_answers import other_types
from clausegen.render.shapes.media_types import JSON
from clausegen.render.shapes.parameters import Styled, form_styles


class MethodView(msgspec.Struct, frozen=True):
    name: str
    signature: str
    doc: str


class InterfaceView(msgspec.Struct, frozen=True):
    tag: str
    module: str
    name: str
    doc: str
    libraries: list[str]
    modules: list[str]
    methods: list[MethodView]
    routes: str
    """The statement that lists them."""


def interface_view(api: Api, group: Tagged, models: Models) -> InterfaceView:
    """Everything that the module of one tag shows."""
    name = group.name
    scope = python_scope(ANNOTATIONS)
    methods: list[MethodView] = []
    routes: list[Source] = []
    names: set[str] = set()
    local = {"call": {"Call", "NotOverridden", "Reply"}, "routing": {"Route"}}
    for operation in group.operations:
        method = scope.add(method_name(operation))
        given, body, answers = (
            arguments(operation, models),
            body_argument(operation, models, bodies(operation)),
            _answers(operation, models),
        )
        styled = [
            style
            for each in bodies(operation)
            for style in form_styles(api, each)
            if style.style or style.is_json
        ]
        methods.append(_method(operation, method, given, body, answers))
        routes.append(_route(operation, f"{name}.{method}", given, _body(body, styled), answers))
        inputs = (*(each.typed for each in given), *_body_types(body))
        typed = (*inputs, *(each.piece for each in answers))
        names |= {name for each in typed for name in each.names}
        local["call"] |= {"Stream"} if any(each.is_stream for each in answers) else set()
        local.setdefault("decoding", set()).update({"Parameter"} if given or styled else ())
        local.setdefault("bodies", set()).update({"Body"} if body else ())
    local["models"] = names - IMPORTED.keys() - {"ServerEvent"}
    local["one_of"] = names & {"OneOf"}
    local["server_event"] = names & {"ServerEvent"}
    modules = [from_import(f"..{each}", local[each]) for each in sorted(local)]
    return InterfaceView(
        group.tag,
        group.module,
        name,
        group.doc,
        libraries(names),
        list(filter(None, modules)),
        methods,
        statement("ROUTES = ", _tuple(tuple(routes))),
    )


def _answers(operation: Operation, models: Models) -> tuple[Result, ...]:
    """The usual ones, then those of other media types."""
    found = list(results(operation, models))
    for media_type in other_types(operation):
        found += results(operation, models, media_type)
    by_type = {(each.status, each.content and each.content.media_type): each for each in found}
    return tuple(by_type.values())


def _replied(result: Result) -> Typed:
    """What a method returns; of a stream an iterator of its pieces."""
    if not result.is_stream:
        return result.typed
    source = Group("Stream[", (result.piece.annotation,), "]", is_subscript=True)
    return Typed(source=source, family="any", names=result.piece.names | {"Stream"})


def _body_types(body: BodyArgument | None) -> tuple[Typed, ...]:
    return tuple(body.types.values()) if body else ()


def _method(
    operation: Operation,
    name: str,
    given: tuple[Argument, ...],
    body: BodyArgument | None,
    answers: tuple[Result, ...],
) -> MethodView:
    parameters: list[Source] = ["self", "call: Call"]
    keywords = [_keyword(each) for each in given]
    if body is not None:
        keywords.append(_optional("body", either(body.types.values())[0], required=body.required))
    if keywords:
        parameters += ["*", *keywords]
    reply, _ = either(map(_replied, answers))
    returns = laid_out(Group("Reply[", (reply,), "]", is_subscript=True), 4, used=9, tail=1)
    signature = statement(f"def {name}", Group("(", tuple(parameters), ")"), f" -> {returns}:", 4)
    return MethodView(name, signature, described(operation))


def _keyword(each: Argument) -> Source:
    if each.default is not None:
        return Prefixed(f"{each.name}: ", each.typed.annotation, f" = {each.default}")
    return _optional(each.name, each.typed.annotation, required=each.parameter.required)


def _optional(name: str, annotation: Source, *, required: bool) -> Source:
    if required:
        return Prefixed(f"{name}: ", annotation)
    return Prefixed(f"{name}: ", with_none(annotation), " = None")


def _route(
    operation: Operation,
    function: str,
    given: tuple[Argument, ...],
    body: Source | None,
    answers: tuple[Result, ...],
) -> Source:
    usual = {each.status: each for each in reversed(answers)}
    answered = [
        Prefixed(f"{status}: ", usual[status].typed.annotation)
        for status in dict.fromkeys(each.status for each in answers)
    ]
    items: list[Source] = [
        literal(operation.id),
        literal(operation.method.upper()),
        literal(re.sub(r"[?#].*", "", operation.path)),
        function,
        Group("{", tuple(answered), "}", is_list=True),
    ]
    sent = dict.fromkeys(each.content.media_type for each in answers if each.content)
    if sent and [*sent] != ["application/json"]:
        names = tuple(map(literal, sent))
        items.append(Prefixed("media_types=", Group("(", names, ")", is_tuple=True)))
    if given:
        listed = tuple(_parameter(each) for each in given)
        items.append(Prefixed("parameters=", _tuple(listed)))
    if body is not None:
        items.append(Prefixed("body=", body))
    if not operation.security or () in operation.security:
        items.append("is_public=True")
    return Group("Route(", tuple(items), ")")


def _tuple(items: tuple[Source, ...]) -> Source:
    return Group("(", items, ")", is_list=True, is_tuple=True)


def _parameter(each: Argument) -> Source:
    parameter = each.parameter
    items: list[Source] = [
        literal(parameter.location),
        literal(parameter.name),
        each.typed.annotation,
    ]
    if each.name != parameter.name:
        items.append(f"argument={literal(each.name)}")
    if parameter.required and parameter.location != "path":
        items.append("required=True")
    if parameter.content is not None:
        items += ["is_json=True"] if JSON.match(parameter.content.media_type) else []
        return Group("Parameter(", tuple(items), ")")
    if each.shape != "value":
        items.append(f"shape={literal(each.shape)}")
        items += [] if parameter.explode else ["explode=False"]
    if parameter.style not in {"form", "simple" if each.shape == "value" else ""}:
        items.append(f"style={literal(parameter.style)}")
    return Group("Parameter(", tuple(items), ")")


def _body(body: BodyArgument | None, styled: list[Styled]) -> Source | None:
    if body is None:
        return None
    types = (Prefixed(f"{literal(each)}: ", body.types[each].annotation) for each in body.types)
    items: list[Source] = [Group("{", tuple(types), "}", is_list=True)]
    if body.required:
        items.append("required=True")
    if styled:
        listed = tuple(map(_styled, styled))
        items.append(Prefixed("styled=", _tuple(listed)))
    return Group("Body(", tuple(items), ")")


def _styled(each: Styled) -> Source:
    """The model knows the type of an attribute."""
    items: list[Source] = [literal("body"), literal(each.name), "None"]
    items += ["is_json=True"] if each.is_json else []
    items += [f"shape={literal(each.shape)}"] if each.shape != "value" else []
    if each.style and each.style != "form":
        items.append(f"style={literal(each.style)}")
    items += ["explode=False"] if each.style and not each.explode else []
    return Group("Parameter(", tuple(items), ")")
