"""The methods of one tag in TypeScript, ready to print."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from clausegen.model import UNSET, Api, Content, Operation, Parameter
from clausegen.model.streams import EVENTS, essence, is_stream
from clausegen.render.shapes.calls import Tagged, asked_for, bodies, described
from clausegen.render.shapes.directions import Uses
from clausegen.render.shapes.examples import ExampleMaker
from clausegen.render.shapes.good_answers import accepted, good_answers, other_types, paging
from clausegen.render.shapes.media_types import JSON, is_form, is_multipart, preferred
from clausegen.render.shapes.names import Scope, words
from clausegen.render.shapes.package import own_server
from clausegen.render.shapes.parameters import Styled, form_styles, sent_parameters, unusual_styles
from clausegen.render.shapes.secrets import usual_ways, ways
from clausegen.render.shapes.streams import held
from clausegen.render.typescript.declarations import Types
from clausegen.render.typescript.syntax import WIDTH, camel, key, literal

REDIRECTIONS = 300
"""The first of their statuses."""
PLACES = {"values": "path", "query": "query", "headers": "header", "cookies": "cookie"}
PLACES |= {"querystring": "querystring"}


class MethodView(msgspec.Struct, frozen=True):
    name: str
    doc: str
    head: str
    code: str
    example: str = ""
    """What a call is given, in parentheses; empty where that is the same as of another."""


class GroupView(msgspec.Struct, frozen=True, kw_only=True):
    tag: str
    doc: str
    name: str
    file: str
    attribute: str
    imports: list[str]
    methods: list[MethodView]


class _Input(msgspec.Struct, frozen=True):
    """An attribute of the argument; `parameter` is None for the body."""

    name: str
    type: str
    required: bool
    parameter: Parameter | None


class GroupMaker:
    """Makes the views of all tags."""

    def __init__(self, api: Api, types: Types) -> None:
        self._api = api
        self._types = types
        self._usual = usual_ways(api)
        self._maker = ExampleMaker(api, writing=True)

    def view(self, tag: Tagged) -> GroupView:
        self._types.used.clear()
        scope = Scope({"constructor", "transport"})
        methods: list[MethodView] = []
        for operation in tag.operations:
            name = scope.add(_method_name(operation))
            methods += self._methods(operation, name, scope)
            for media_type in other_types(operation):
                other = scope.add(camel(asked_for(name, media_type), "operation"))
                doc = f"`{name}` with an answer of {media_type}."
                methods.append(self._method(operation, other, media_type, doc))
        imports = [
            import_line("import type", self._types.used - {"ServerEvent"}, "../models.js"),
            import_line("import type", {"CallOptions", "Transport"}, "../runtime.js"),
            import_line("import type", self._types.used & {"ServerEvent"}, "../streams.js"),
        ]
        return GroupView(
            tag=tag.tag,
            doc=tag.doc,
            name=tag.name,
            file=tag.module.replace("_", "-"),
            attribute=camel(tag.module, "tag"),
            imports=list(filter(None, imports)),
            methods=methods,
        )

    def _method(
        self, operation: Operation, name: str, media_type: str = "", doc: str = ""
    ) -> MethodView:
        inputs = self._inputs(operation)
        returned, is_stream = self._returned(operation, media_type)
        call = self._call(operation, inputs, media_type)
        sends, returns = ("stream", "AsyncGenerator") if is_stream else ("send", "Promise")
        return MethodView(
            name,
            doc or described(operation, _told(operation, inputs)),
            _head(name, inputs, f"{returns}<{returned}>"),
            f"    return this.transport.{sends}<{returned}>(\n{call}      options,\n    );",
            "" if media_type else self._example(operation, inputs),
        )

    def _example(self, operation: Operation, inputs: list[_Input]) -> str:
        """With the document's examples; a file is empty."""
        given = []
        for each in inputs:
            if not each.required:
                continue
            value = self._maker.parameter(each.parameter) if each.parameter else UNSET
            content = preferred(bodies(operation))
            if each.parameter is None and content is not None:
                value = self._maker.body(content)
            text = (
                "new Blob([])" if each.type == "Blob" else literal({} if value is UNSET else value)
            )
            given.append(f"{key(each.name)}: {text}")
        return f"({{ {', '.join(given)} }})" if given else "()"

    def _returned(self, operation: Operation, media_type: str = "") -> tuple[str, bool]:
        """The type of the answers, and whether it is that of a stream's pieces."""
        contents = [content for _, content in good_answers(operation, media_type)]
        streams = [each for each in contents if each is not None and is_stream(each.media_type)]
        is_first = bool(streams) and streams[0] is contents[0]
        if is_first:
            types = [self._piece(each) for each in streams]
        else:
            types = [self._answer(each) for each in contents if each not in streams]
        return " | ".join(dict.fromkeys(types)), is_first

    def _piece(self, content: Content) -> str:
        schema = held(self._api, content)
        if essence(content.media_type) != EVENTS:
            return self._types.of(schema, Uses(in_responses=True), 4)
        self._types.used.add("ServerEvent")
        text = self._types.of(schema, Uses(in_responses=True), 4) if schema else "string"
        return f"ServerEvent<{text}>"

    def _methods(self, operation: Operation, name: str, scope: Scope) -> list[MethodView]:
        inputs, method = self._inputs(operation), self._method(operation, name)
        content, (returned, _) = good_answers(operation)[0][1], self._returned(operation)
        paged = paging(self._api, operation, content)
        if paged is None:
            return [method]
        item = self._types.of(paged.item, Uses(in_responses=True))
        iterator = scope.add(camel("iterate " + " ".join(words(name)[1:]), "iterate"))
        given = "input, options" if inputs else "options"
        link, items = (_access(each) for each in (paged.next, paged.items))
        unusual = "; ".join(self._unusual(operation)).replace("; ", ", ")
        rest = f"options, {{ {unusual} }}" if unusual else "options"
        code = (
            f"    let page = await this.{name}({given});\n"
            f"    yield* page{items};\n"
            f"    while (page{link}) {{\n"
            f"      page = await this.transport.follow<{returned}>(page{link}, {rest});\n"
            f"      yield* page{items};\n"
            "    }"
        )
        doc = f"Every item of `{name}`, page by page as far as it is asked for."
        head = _head(f"async *{iterator}", inputs, f"AsyncGenerator<{item}>")
        return [method, MethodView(iterator, doc, head, code)]

    def _answer(self, content: Content | None) -> str:
        if content is None:
            return "void"
        kind = _answer_kind(content)
        if kind != "json":
            return "string" if kind == "text" else "Blob"
        return self._types.of(content.schema, Uses(in_responses=True), 4)

    def _inputs(self, operation: Operation) -> list[_Input]:
        scope = Scope({"body"})
        found: list[_Input] = []
        for each in sent_parameters(operation):
            schema = each.content.schema if each.content else each.schema
            text = self._types.of(schema, Uses(in_requests=True), 6)
            name = scope.add(camel(each.name, "parameter"))
            found.append(_Input(name, text, each.required, each))
        content = preferred(bodies(operation))
        if content is not None and operation.body is not None:
            found.append(_Input("body", self._sent(content), operation.body.required, None))
        return found

    def _sent(self, content: Content) -> str:
        media_type = content.media_type
        if JSON.match(media_type) or is_form(media_type):
            uses = Uses(in_requests=True, in_forms=is_multipart(media_type))
            return self._types.of(content.schema, uses, 6)
        return "string" if media_type.startswith("text/") else "Blob"

    def _call(self, operation: Operation, inputs: list[_Input], media_type: str = "") -> str:
        lines = [
            f"method: {literal(operation.verb)}",
            f"path: {literal(re.sub(r'[?#].*', '', operation.path))}",
        ]
        for name, location in PLACES.items():
            found = [(each, each.parameter) for each in inputs]
            pairs = [(e, p) for e, p in found if p is not None and p.location == location]
            lines += [_object(name, pairs)] if pairs else []
        body = preferred(bodies(operation))
        styles = unusual_styles(self._api, operation) + form_styles(self._api, body)
        if styles:
            lines.append(_fitting("styles", list(map(_style, styles)), "[", "]"))
        if body is not None:
            lines.append("body: input.body")
            if body.media_type != "application/json":
                lines.append(f"mediaType: {literal(body.media_type)}")
        lines += self._unusual(operation, media_type)
        answers = good_answers(operation, media_type)
        kinds = [(status, self._answer_kind(content)) for status, content in answers]
        usual = kinds[0][1]
        others = [f"{status}: {literal(kind)}" for status, kind in kinds if kind != usual]
        if usual != "json":
            lines.append(f"answer: {literal(usual)}")
        if others:
            lines.append(f"answers: {{ {', '.join(others)} }}")
        return "      {\n" + "".join(f"        {line},\n" for line in lines) + "      },\n"

    def _answer_kind(self, content: Content | None) -> str:
        if content is None:
            return "nothing"
        if not is_stream(content.media_type):
            return _answer_kind(content)
        if essence(content.media_type) != EVENTS:
            return "values"
        return "texts" if held(self._api, content) is None else "events"

    def _unusual(self, operation: Operation, media_type: str = "") -> list[str]:
        """What is unusual about an operation beside its values."""
        lines = []
        own, server = ways(self._api, operation), own_server(self._api, operation)
        accepts = accepted(operation, media_type)
        good = [status for status, _ in good_answers(operation) if status >= REDIRECTIONS]
        if own != self._usual:
            lines.append(f"security: {literal(own)}")
        if server is not None:
            lines.append(f"server: {literal(server)}")
        if accepts not in {(), ("application/json",)}:
            lines.append(f"accepts: {literal(accepts)}")
        if good:
            lines.append(f"good: {literal(good)}")
        return lines


def _style(each: Styled) -> str:
    fields: dict[str, object] = {"place": each.place, "name": each.name}
    if each.style != "form" or each.place == "form":
        fields |= {"style": each.style} if each.style else {}
    usual = each.place in {"query", "cookie", "form"}
    fields |= {"explode": each.explode} if each.explode != usual else {}
    fields |= {"isReserved": True} if each.is_reserved else {}
    fields |= {"isJson": True} if each.is_json and each.place != "form" else {}
    fields |= {"mediaType": each.media_type} if each.media_type else {}
    return f"{{ {', '.join(f'{name}: {literal(value)}' for name, value in fields.items())} }}"


def _method_name(operation: Operation) -> str:
    prefix, _, rest = operation.id.partition("/")
    tag = operation.tags[0] if operation.tags else ""
    repeats = bool(words(rest)) and words(prefix) == words(tag)
    return camel(rest if repeats else operation.id, "operation")


def _answer_kind(content: Content) -> str:
    if JSON.match(content.media_type):
        return "json"
    return "text" if content.media_type.startswith("text/") else "blob"


def _head(name: str, inputs: list[_Input], returns: str) -> str:
    if not inputs:
        return f"{name}(options?: CallOptions): {returns}"
    needed = any(each.required for each in inputs)
    default = "" if needed else " = {}"
    members = [f"{each.name}{'' if each.required else '?'}: {each.type}" for each in inputs]
    one = f"{name}(input: {{ {'; '.join(members)} }}{default}, options?: CallOptions): {returns} {{"
    if "\n" not in one and len(one) + 2 <= WIDTH:
        return one.removesuffix(" {")
    listed = "".join(f"      {member};\n" for member in members)
    given = f"    input: {{ {'; '.join(members)} }}{default},"
    if "\n" in given or len(given) > WIDTH:
        given = f"    input: {{\n{listed}    }}{default},"
    return f"{name}(\n{given}\n    options?: CallOptions,\n  ): {returns}"


def _object(name: str, pairs: list[tuple[_Input, Parameter]]) -> str:
    items = [f"{key(p.name)}: input{_access(e.name)}" for e, p in pairs]
    return _fitting(name, items, "{", "}")


def _fitting(name: str, items: list[str], opened: str, closed: str) -> str:
    """On one line if it fits, else one item a line."""
    space = " " if opened == "{" else ""
    one = f"{name}: {opened}{space}{', '.join(items)}{space}{closed}"
    if len(one) + 9 <= WIDTH:
        return one
    listed = "".join(f"          {each},\n" for each in items)
    return f"{name}: {opened}\n{listed}        {closed}"


def _access(name: str) -> str:
    return f".{name}" if key(name) == name else f"[{literal(name)}]"


def import_line(head: str, names: set[str], module: str) -> str:
    listed = sorted(names)
    if not listed:
        return ""
    one = f'{head} {{ {", ".join(listed)} }} from "{module}";'
    if len(one) <= WIDTH:
        return one
    inner = "".join(f"  {each},\n" for each in listed)
    return f'{head} {{\n{inner}}} from "{module}";'


def _told(operation: Operation, inputs: list[_Input]) -> Iterator[tuple[str, str]]:
    for each in inputs:
        if each.parameter is not None:
            yield each.name, each.parameter.description
        elif operation.body is not None:
            yield each.name, operation.body.description
