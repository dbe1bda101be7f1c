"""The methods of one tag, ready to print: synchronous and asynchronous."""

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
from clausegen.render.python.imports import from_import, libraries, runtime
from clausegen.render.python.models import ANNOTATIONS, ATTRIBUTES, IMPORTED, Models
from clausegen.render.python.names import python_scope
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
from clausegen.render.python.types import Typed, with_none
from clausegen.render.shapes.answers import paging
from clausegen.render.shapes.calls import Tagged, bodies, described, method_name
from clausegen.render.shapes.directions import Uses
from clausegen.render.shapes.flatten import attributes, flattened
from clausegen.render.shapes.media_types import preferred
from clausegen.render.shapes.names import Scope, snake
from clausegen.render.shapes.parameters import SEPARATORS


class MethodView(msgspec.Struct, frozen=True):
    """`signature` and `code` by the prefix of the flavour: "" or "Async"."""

    name: str
    example: tuple[str, ...]
    """Arguments for a call that shows how it is used."""
    doc: str
    signature: dict[str, str]
    code: dict[str, str]


class GroupView(msgspec.Struct, frozen=True, kw_only=True):
    tag: str
    module: str
    name: str
    doc: str
    imports: list[str]
    constants: list[str]
    methods: list[MethodView]

    @property
    def attribute(self) -> dict[str, str]:
        """The statement that makes it an attribute of a client."""
        return {
            prefix: statement(
                f"self.{self.module} = ",
                Group(f"{prefix}{self.name}(", ("self._transport",), ")"),
                "",
                8,
            )
            for prefix in ("", "Async")
        }


class _Call(msgspec.Struct, frozen=True, kw_only=True):
    operation: Operation
    method: str
    constant: str
    arguments: tuple[Argument, ...]
    body: BodyArgument | None
    results: tuple[Result, ...]


def group_view(api: Api, tag: Tagged, models: Models) -> GroupView:
    """Everything that the module of one tag shows."""
    scope, constants = python_scope(ANNOTATIONS), Scope(models.names)
    calls = [_call(each, models, scope, constants) for each in tag.operations]
    methods, helpers, names = [], set[str](), set[str]()
    iterators = False
    for call in calls:
        methods.append(_method(call, helpers))
        paged = _pages(api, call, models)
        if paged is not None:
            iterators = True
            methods.append(_iterator(call, scope, *paged))
            names |= paged[2].names
        names |= _names(call)
    imports = [
        from_import("collections.abc", ["AsyncIterator", "Iterator"] if iterators else []),
        *libraries(names),
    ]
    local = [
        from_import("..answers", ["Operation"] if calls else []),
        from_import("..encoding", helpers),
        from_import("..models", names - IMPORTED.keys()),
        *runtime(names, ".."),
        from_import("..transport", ["AsyncTransport", "Transport"]),
    ]
    return GroupView(
        tag=tag.tag,
        module=tag.module,
        name=tag.name,
        doc=tag.doc,
        imports=_blocks(imports, local),
        constants=[_constant(call) for call in calls],
        methods=methods,
    )


def _blocks(imports: list[str], local: list[str]) -> list[str]:
    """Standard library, other libraries and this package, each a block of its own."""
    standard = [each for each in imports if each.startswith(("from collections", "from typing"))]
    others = [each for each in imports if each and each not in standard]
    return ["\n".join(filter(None, block)) for block in (standard, others, local) if any(block)]


def _call(operation: Operation, models: Models, scope: Scope, constants: Scope) -> _Call:
    method = scope.add(method_name(operation))
    return _Call(
        operation=operation,
        method=method,
        constant=constants.add(method.rstrip("_").upper()),
        arguments=arguments(operation, models),
        body=body_argument(operation, models, [preferred(bodies(operation))]),
        results=results(operation, models),
    )


def _names(call: _Call) -> frozenset[str]:
    inputs: list[Typed] = [each.typed for each in call.arguments]
    inputs += call.body.types.values() if call.body else ()
    inputs += [each.typed for each in call.results]
    return frozenset().union(*(each.names for each in inputs))


def _constant(call: _Call) -> str:
    answers = tuple(Prefixed(f"{each.status}: ", each.typed.annotation) for each in call.results)
    items: list[Source] = [
        literal(call.operation.method.upper()),
        literal(re.sub(r"[?#].*", "", call.operation.path)),
        Group("{", answers, "}", is_list=True),
    ]
    media_type = next(iter(call.body.types), "application/json") if call.body else ""
    if media_type and media_type != "application/json":
        items.append(Prefixed("media_type=", literal(media_type)))
    operation = f"{call.constant} = Operation["
    one = flat(_reply(call))
    prefix = f"{operation}{one}]"
    if len(prefix) < WIDTH:
        return statement(prefix, Group("(", tuple(items), ")"))
    rest = statement("]", Group("(", tuple(items), ")"))
    reply = laid_out(Group(operation, (_reply(call),), "", is_subscript=True), 0, used=WIDTH)
    return reply.removesuffix("\n") + "\n" + rest


def _reply(call: _Call) -> Source:
    return either(each.typed for each in call.results)[0]


def _parameters(call: _Call) -> tuple[Source, ...]:
    keywords = [
        _keyword(each.name, each.typed.annotation, each.parameter.required)
        for each in call.arguments
    ]
    if call.body is not None:
        typed = next(iter(call.body.types.values()))
        keywords.append(_keyword("body", typed.annotation, call.body.required))
    return ("self", "*", *keywords) if keywords else ("self",)


def _signature(call: _Call) -> Source:
    parameters = _parameters(call)
    return Group("(", parameters, ")", is_list=len(parameters) == 1)


def _keyword(name: str, annotation: Source, required: bool) -> Source:  # noqa: FBT001 - a fact
    if required:
        return Prefixed(f"{name}: ", annotation)
    return Prefixed(f"{name}: ", with_none(annotation), " = None")


def _method(call: _Call, helpers: set[str]) -> MethodView:
    returns = laid_out(_reply(call), 4, used=9, tail=1, parens=True)
    parameters = _signature(call)
    sent = Group("send(", _sent(call, helpers), ")")
    needed = [each.name for each in call.arguments if each.parameter.required]
    needed += ["body"] if call.body and call.body.required else []
    return MethodView(
        call.method,
        tuple(f"{each}=..." for each in needed),
        described(call.operation),
        {
            prefix: statement(f"{start} {call.method}", parameters, f" -> {returns}:", 4)
            for prefix, start in (("", "def"), ("Async", "async def"))
        },
        {
            prefix: statement(f"return {wait}self._transport.", sent, "", 8)
            for prefix, wait in (("", ""), ("Async", "await "))
        },
    )


def _sent(call: _Call, helpers: set[str]) -> tuple[Source, ...]:
    items: list[Source] = [call.constant]
    by_place: dict[str, list[Argument]] = {}
    for each in call.arguments:
        by_place.setdefault(each.parameter.location, []).append(each)
    if "path" in by_place:
        pairs = [
            Prefixed(f"{literal(each.parameter.name)}: ", each.name) for each in by_place["path"]
        ]
        items.append(Prefixed("path=", Group("{", tuple(pairs), "}", is_list=True)))
    if "query" in by_place:
        parts = [_query(each, helpers) for each in by_place["query"]]
        spread = Group("[", tuple(Prefixed("*", part) for part in parts), "]", is_list=True)
        items.append(Prefixed("query=", parts[0] if len(parts) == 1 else spread))
    for location, argument in (("header", "headers"), ("cookie", "cookies")):
        if location in by_place:
            helpers.add("joined")
            pairs = [
                Prefixed(f"{literal(each.parameter.name)}: ", f"joined({each.name})")
                for each in by_place[location]
            ]
            items.append(Prefixed(f"{argument}=", Group("{", tuple(pairs), "}", is_list=True)))
    if call.body is not None:
        items.append("body=body")
    return tuple(items)


def _query(each: Argument, helpers: set[str]) -> Source:
    parameter = each.parameter
    items: list[Source] = [literal(parameter.name), each.name]
    if parameter.content is not None:
        helper = "as_json"
    elif parameter.style == "deepObject":
        helper = "deep"
    elif each.shape == "value" or (parameter.explode and parameter.style == "form"):
        helper = "form"
    else:
        helper = "separated"
        items.append(literal(SEPARATORS.get(parameter.style, ",")))
    helpers.add(helper)
    return Group(f"{helper}(", tuple(items), ")")


def _pages(api: Api, call: _Call, models: Models) -> tuple[str, str, Typed] | None:
    """Names of the attributes that link pages and hold items, and the items' type."""
    content = call.results[0].content
    found = paging(api, call.operation, content)
    if found is None or content is None or content.schema is None:
        return None
    scope = python_scope(ATTRIBUTES)
    page = attributes(api, flattened(api, content.schema))
    python = {each.name: scope.add(snake(each.name, "field")) for each in page}
    typed = models.of(found.item, "Item", Uses(in_responses=True))
    return python[found.next], python[found.items], typed


def _iterator(call: _Call, scope: Scope, link: str, items: str, typed: Typed) -> MethodView:
    name = scope.add(f"iterate_{call.method.removeprefix('list_')}")
    parameters = _signature(call)
    given = tuple(Prefixed(f"{each.name}=", each.name) for each in call.arguments)
    first = Group(f"self.{call.method}(", given, ")")
    doc = f"Every item of `{call.method}`, page by page as far as it is asked for."
    returns = typed.text
    return MethodView(
        name,
        (),
        doc,
        {
            "": statement(f"def {name}", parameters, f" -> Iterator[{returns}]:", 4),
            "Async": statement(
                f"async def {name}", parameters, f" -> AsyncIterator[{returns}]:", 4
            ),
        },
        {
            "": _paging(
                statement("page = ", first, "", 8), "", f"yield from page.{items}", call, link
            ),
            "Async": _paging(
                statement("page = await ", first, "", 8),
                "await ",
                f"for item in page.{items}:\n            yield item",
                call,
                link,
            ),
        },
    )


def _paging(first: str, wait: str, give: str, call: _Call, link: str) -> str:
    indented = give.replace("\n", "\n    ")
    followed = Group("follow(", (call.constant, f"page.{link}"), ")")
    again = statement(f"page = {wait}self._transport.", followed, "", 12)
    return f"{first}\n        {give}\n        while page.{link}:\n{again}\n            {indented}"
