"""The methods of one tag, ready to print: synchronous and asynchronous."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import Api
from clausegen.render.python.client.error_bodies import ErrorBodies
from clausegen.render.python.client.example_call import example_arguments
from clausegen.render.python.client.operation_call import Call, Calls, constant, reply
from clausegen.render.python.imports import from_import, libraries, runtime
from clausegen.render.python.models import ANNOTATIONS, ATTRIBUTES, IMPORTED, Models
from clausegen.render.python.scope import python_scope
from clausegen.render.python.source import (
    Group,
    Prefixed,
    Source,
    flat,
    laid_out,
    literal,
    statement,
)
from clausegen.render.python.types import Typed, with_none
from clausegen.render.shapes.calls import Tagged, described
from clausegen.render.shapes.directions import Uses, carried
from clausegen.render.shapes.examples import ExampleMaker
from clausegen.render.shapes.flatten import flattened
from clausegen.render.shapes.good_answers import other_types, paging
from clausegen.render.shapes.names import Scope, snake

FLAVOURS = {"": "def", "Async": "async def"}
STREAMS = frozenset({"AsyncIterator", "Iterator", "ServerEvent"})
PLACES = {"path": "path", "query": "query", "header": "headers", "cookie": "cookies"}
PLACES |= {"querystring": "querystring"}


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
    names: frozenset[str]
    """What the module imports."""

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


def group_view(api: Api, tag: Tagged, models: Models, bodies: ErrorBodies) -> GroupView:
    """Everything that the module of one tag shows."""
    scope = python_scope(ANNOTATIONS)
    made, maker = Calls(api, models, bodies, scope), ExampleMaker(api, writing=True)
    calls = [made.of(each) for each in tag.operations]
    methods: list[MethodView] = []
    names: set[str] = set()
    for call in (*calls,):
        example = example_arguments(call, maker)
        methods.append(_method(call, example))
        paged = _pages(api, call, models)
        if paged is not None:
            names |= {"AsyncIterator", "Iterator"} | paged[2].names
            methods.append(_iterator(call, scope, *paged))
        for media_type in other_types(call.operation):
            calls.append(made.asking(call, media_type))
            doc = f"`{call.method}` with an answer of {media_type}."
            methods.append(_method(calls[-1], example, doc))
    names = names.union(*map(_names, calls))
    imports = [
        from_import("collections.abc", names & {"AsyncIterator", "Iterator"}),
        *libraries(names),
    ]
    local = [
        from_import("..answers", ["Operation"] if calls else []),
        from_import("..models", names - IMPORTED.keys() - STREAMS),
        *runtime(names, ".."),
        from_import("..server_event", names & {"ServerEvent"}),
        from_import("..styles", ["Style"] if any(each.styles for each in calls) else []),
        from_import("..transport", ["AsyncTransport", "Transport"]),
    ]
    return GroupView(
        tag=tag.tag,
        module=tag.module,
        name=tag.name,
        doc=tag.doc,
        imports=_blocks(imports, local),
        constants=[constant(call) for call in calls],
        methods=methods,
        names=frozenset(names),
    )


def _blocks(imports: list[str], local: list[str]) -> list[str]:
    """Standard library, other libraries and this package, each a block of its own."""
    standard = [each for each in imports if each and not each.startswith("from msgspec")]
    others = [each for each in imports if each and each not in standard]
    return ["\n".join(filter(None, block)) for block in (standard, others, local) if any(block)]


def _names(call: Call) -> frozenset[str]:
    inputs: list[Typed] = [each.typed for each in call.arguments]
    inputs += call.body.types.values() if call.body else ()
    inputs += [each.piece for each in call.results]
    inputs += call.errors.values()
    iterators = STREAMS - {"ServerEvent"} if call.is_stream else frozenset()
    return iterators.union(*(each.names for each in inputs))


def _parameters(call: Call) -> tuple[Source, ...]:
    keywords = [
        _keyword(each.name, each.typed.annotation, each.parameter.required)
        for each in call.arguments
    ]
    if call.body is not None:
        typed = next(iter(call.body.types.values()))
        keywords.append(_keyword("body", typed.annotation, call.body.required))
    return ("self", "*", *keywords) if keywords else ("self",)


def _signature(call: Call) -> Source:
    parameters = _parameters(call)
    return Group("(", parameters, ")", is_list=len(parameters) == 1)


def _keyword(name: str, annotation: Source, required: bool) -> Source:  # noqa: FBT001 - a fact
    if required:
        return Prefixed(f"{name}: ", annotation)
    return Prefixed(f"{name}: ", with_none(annotation), " = None")


def _method(call: Call, example: tuple[str, ...], doc: str = "") -> MethodView:
    """`doc`: of one that differs from another by what it asks for alone."""
    doc = doc or described(call.operation, _told(call))
    sent, wait = Group("send(", _sent(call), ")"), "await "
    heads = {prefix: laid_out(reply(call), 4, used=9, tail=1, parens=True) for prefix in FLAVOURS}
    starts = FLAVOURS
    if call.is_stream:
        sent, wait = Group("stream(", _sent(call), ")"), ""
        starts = dict.fromkeys(FLAVOURS, "def")
        heads = {prefix: f"{prefix}Iterator[{flat(reply(call))}]" for prefix in FLAVOURS}
    return MethodView(
        call.method,
        example,
        doc,
        {
            prefix: statement(
                f"{starts[prefix]} {call.method}", _signature(call), f" -> {heads[prefix]}:", 4
            )
            for prefix in FLAVOURS
        },
        {
            prefix: statement(f"return {waits}self._transport.", sent, "", 8)
            for prefix, waits in (("", ""), ("Async", wait))
        },
    )


def _told(call: Call) -> Iterator[tuple[str, str]]:
    for each in call.arguments:
        yield each.name, each.parameter.description
    if call.body is not None and call.operation.body is not None:
        yield "body", call.operation.body.description


def _sent(call: Call) -> tuple[Source, ...]:
    items: list[Source] = [call.constant]
    for location, argument in PLACES.items():
        pairs = tuple(
            Prefixed(f"{literal(each.parameter.name)}: ", each.name)
            for each in call.arguments
            if each.parameter.location == location
        )
        if pairs:
            items.append(Prefixed(f"{argument}=", Group("{", pairs, "}", is_list=True)))
    if call.body is not None:
        items.append("body=body")
    return tuple(items)


def _pages(api: Api, call: Call, models: Models) -> tuple[str, str, Typed] | None:
    """Names of the attributes that link pages and hold items, and the items' type."""
    content = call.results[0].content
    found = paging(api, call.operation, content)
    if found is None or content is None or content.schema is None:
        return None
    scope = python_scope(ATTRIBUTES)
    page = carried(api, flattened(api, content.schema), Uses(in_responses=True))
    python = {each.name: scope.add(snake(each.name, "field")) for each in page}
    typed = models.of(found.item, "Item", Uses(in_responses=True))
    return python[found.next], python[found.items], typed


def _iterator(call: Call, scope: Scope, link: str, items: str, typed: Typed) -> MethodView:
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


def _paging(first: str, wait: str, give: str, call: Call, link: str) -> str:
    indented = give.replace("\n", "\n    ")
    followed = Group("follow(", (call.constant, f"page.{link}"), ")")
    again = statement(f"page = {wait}self._transport.", followed, "", 12)
    return f"{first}\n        {give}\n        while page.{link}:\n{again}\n            {indented}"
