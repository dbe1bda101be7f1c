"""The methods of one tag in TypeScript, ready to print."""

from __future__ import annotations

import re

import msgspec

from clausegen.model import Api, Content, Operation, Parameter, Schema
from clausegen.render.shapes.answers import good_answers, paging
from clausegen.render.shapes.calls import IGNORED_HEADERS, Tagged, bodies, described
from clausegen.render.shapes.directions import Uses
from clausegen.render.shapes.flatten import flattened
from clausegen.render.shapes.media_types import FORMS, JSON, is_multipart, preferred
from clausegen.render.shapes.names import Scope, words
from clausegen.render.shapes.parameters import SEPARATORS
from clausegen.render.typescript.declarations import Types
from clausegen.render.typescript.syntax import WIDTH, camel, key, literal


class MethodView(msgspec.Struct, frozen=True):
    name: str
    doc: str
    head: str
    code: str


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
        self._helpers: set[str] = set()

    def view(self, tag: Tagged) -> GroupView:
        self._types.used.clear()
        self._helpers.clear()
        scope = Scope({"constructor", "transport"})
        methods: list[MethodView] = []
        for operation in tag.operations:
            name = scope.add(_method_name(operation))
            methods += self._methods(operation, name, scope)
        kind = "type " if self._helpers else ""
        both = {f"{kind}CallOptions", f"{kind}Transport"}
        helpers = sorted({*self._helpers, *both}, key=_bare)
        imports = [
            _import("import type", self._types.used, "../models.js"),
            _import("import" if self._helpers else "import type", helpers, "../runtime.js"),
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

    def _methods(self, operation: Operation, name: str, scope: Scope) -> list[MethodView]:
        inputs = self._inputs(operation)
        answers = good_answers(operation)
        content = answers[0][1]
        returned = " | ".join(dict.fromkeys(self._answer(each) for _, each in answers))
        call = self._call(operation, inputs, content)
        method = MethodView(
            name,
            described(operation),
            _head(name, inputs, f"Promise<{returned}>"),
            f"    return this.transport.send<{returned}>(\n{call}      options,\n    );",
        )
        paged = paging(self._api, operation, content)
        if paged is None:
            return [method]
        item = self._types.of(paged.item, Uses(in_responses=True))
        iterator = scope.add(camel("iterate " + " ".join(words(name)[1:]), "iterate"))
        given = "input, options" if inputs else "options"
        link, items = (_access(each) for each in (paged.next, paged.items))
        code = (
            f"    let page = await this.{name}({given});\n"
            f"    yield* page{items};\n"
            f"    while (page{link}) {{\n"
            f"      page = await this.transport.follow<{returned}>(page{link}, options);\n"
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
        for each in operation.parameters:
            if each.location == "header" and each.name.lower() in IGNORED_HEADERS:
                continue
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
        if JSON.match(media_type) or media_type in FORMS:
            uses = Uses(in_requests=True, in_forms=is_multipart(media_type))
            return self._types.of(content.schema, uses, 6)
        return "string" if media_type.startswith("text/") else "Blob"

    def _call(self, operation: Operation, inputs: list[_Input], content: Content | None) -> str:
        lines = [
            f"method: {literal(operation.method.upper())}",
            f"path: {literal(re.sub(r'[?#].*', '', operation.path))}",
        ]
        given = [(each, each.parameter) for each in inputs]
        placed = [(each, parameter) for each, parameter in given if parameter is not None]
        values = [(e, p) for e, p in placed if p.location == "path"]
        queries = [(e, p) for e, p in placed if p.location == "query"]
        others = {"headers": "header", "cookies": "cookie"}
        if values:
            lines.append(_object("values", values))
        if queries:
            spread = [f"...{self._query(each, parameter)}" for each, parameter in queries]
            lines.append(_fitting("query", spread, "[", "]"))
        for name, location in others.items():
            found = [(e, p) for e, p in placed if p.location == location]
            lines += [_object(name, found)] if found else []
        body = preferred(bodies(operation))
        if body is not None:
            lines.append("body: input.body")
            if body.media_type != "application/json":
                lines.append(f"mediaType: {literal(body.media_type)}")
        kind = "nothing" if content is None else _answer_kind(content)
        if kind != "json":
            lines.append(f"answer: {literal(kind)}")
        return "      {\n" + "".join(f"        {line},\n" for line in lines) + "      },\n"

    def _query(self, each: _Input, parameter: Parameter) -> str:
        given = f"{literal(parameter.name)}, input{_access(each.name)}"
        is_list = parameter.schema is not None and self._is_list(parameter.schema)
        exploded = parameter.explode and parameter.style == "form"
        if parameter.content is not None:
            helper = "asJson"
        elif parameter.style == "deepObject":
            helper = "deep"
        elif exploded or not is_list:
            helper = "form"
        else:
            helper = "separated"
            given += f", {literal(SEPARATORS.get(parameter.style, ','))}"
        self._helpers.add(helper)
        return f"{helper}({given})"

    def _is_list(self, schema: Schema) -> bool:
        flat = flattened(self._api, schema)
        return bool({"array", "object"} & {*flat.types}) or bool(flat.items or flat.properties)


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


def _bare(name: str) -> str:
    return name.removeprefix("type ")


def _import(head: str, names: set[str] | list[str], module: str) -> str:
    listed = sorted(names) if isinstance(names, set) else names
    if not listed:
        return ""
    one = f'{head} {{ {", ".join(listed)} }} from "{module}";'
    if len(one) <= WIDTH:
        return one
    inner = "".join(f"  {each},\n" for each in listed)
    return f'{head} {{\n{inner}}} from "{module}";'
