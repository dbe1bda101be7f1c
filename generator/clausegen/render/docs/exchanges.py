"""What the page of an operation shows; also of callbacks and webhooks, which go the other way."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

import msgspec
from markupsafe import Markup, escape

from clausegen.model import UNSET, Api, Header, Location, Operation, Parameter, Response, Schema
from clausegen.render.docs.addresses import ROOT, Addresses, anchor
from clausegen.render.docs.causes import Reason, reason
from clausegen.render.docs.code import json_html, pretty
from clausegen.render.docs.exhibits import Body, Exhibit, bodies, exhibits
from clausegen.render.docs.fragments import Attribute, Fragments, Mode
from clausegen.render.docs.layers import distinct
from clausegen.render.docs.margins import Elsewhere, Margins, ServerText
from clausegen.render.docs.navigation import title_of
from clausegen.render.docs.typenames import Piece
from clausegen.render.docs.values import Value, example_texts, with_examples
from clausegen.render.shapes.examples import ExampleMaker
from clausegen.words.causes import causes_of
from clausegen.words.registry import notes

_GROUPS: tuple[tuple[Location, str], ...] = (
    ("path", "Path parameters"),
    ("query", "Query parameters"),
    ("header", "Headers"),
    ("querystring", "Query string"),
    ("cookie", "Cookies"),
)


class ParameterGroup(msgspec.Struct, frozen=True):
    label: str
    anchor: str
    attributes: tuple[Attribute, ...]


class LinkView(msgspec.Struct, frozen=True):
    """An operation that the values of a response lead to."""

    operation: str
    href: str
    values: str
    description: str


class ResponseView(msgspec.Struct, frozen=True, kw_only=True):
    status: str
    phrase: str
    kind: str
    """2, 3, 4, 5 or "other": the class of the status."""
    anchor: str
    description: str
    reasons: tuple[Reason, ...]
    headers: tuple[Attribute, ...]
    bodies: tuple[Body, ...]
    links: tuple[LinkView, ...]


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and what answers it."""

    anchor: str
    label: str
    method: str
    verb: str
    path: Markup
    description: str
    notes: tuple[str, ...]
    elsewhere: Elsewhere | None
    servers: tuple[ServerText, ...]
    """Where they are others than the document's."""
    deprecated: bool
    parameters: tuple[ParameterGroup, ...]
    body_description: str
    body_required: bool
    bodies: tuple[Body, ...]
    responses: tuple[ResponseView, ...]
    callbacks: tuple[Exchange, ...]


class Exchanges:
    """Makes the views of operations."""

    def __init__(self, api: Api, addresses: Addresses, fragments: Fragments) -> None:
        self._addresses = addresses
        self._fragments = fragments
        self._margins = Margins(api)
        self.writing = ExampleMaker(api, writing=True)
        self.reading = ExampleMaker(api, writing=False)

    def view(self, operation: Operation, prefix: str = "", label: str = "") -> Exchange:
        body = operation.body
        return Exchange(
            anchor=prefix.rstrip("."),
            label=label,
            method=operation.method,
            verb=operation.verb,
            path=path_html(operation.path),
            description="\n\n".join(self._texts(operation)),
            notes=notes(operation.words),
            elsewhere=self._margins.elsewhere(operation.pointer),
            servers=self._margins.operation_servers(operation),
            deprecated=operation.deprecated,
            parameters=tuple(self._groups(operation, prefix)),
            body_description=body.description if body else "",
            body_required=bool(body and body.required),
            bodies=bodies(self._fragments, body.contents, "request", f"{prefix}body.")
            if body
            else (),
            responses=tuple(
                self._response(operation, each, prefix) for each in operation.responses
            ),
            callbacks=tuple(self._callbacks(operation, prefix)),
        )

    def _texts(self, operation: Operation) -> tuple[str, ...]:
        """The description, and as much of the summary as the title leaves out."""
        title = title_of(operation)
        told = [operation.summary, operation.description, *self._margins.path_texts(operation)]
        return tuple(text for text in distinct(told) if text.rstrip(".") != title)

    def _callbacks(self, operation: Operation, prefix: str) -> Iterable[Exchange]:
        found = [
            (callback, each) for callback in operation.callbacks for each in callback.operations
        ]
        taken = set[str]()
        for callback, each in found:
            place = anchor("callback", callback.name)
            place = f"{place}.{len(taken) + 1}" if place in taken else place
            taken.add(place)
            yield self.view(each, f"{prefix}{place}.", callback.name)

    def _groups(self, operation: Operation, prefix: str) -> Iterable[ParameterGroup]:
        for location, label in _GROUPS:
            found = operation.parameters_in(location)
            if found:
                rows = tuple(self._parameter(each, f"{prefix}{location}.") for each in found)
                yield ParameterGroup(label, f"{prefix}{location}", rows)

    def _parameter(self, parameter: Parameter, prefix: str) -> Attribute:
        content = parameter.content
        schema = parameter.schema or (content.schema if content else None)
        name = anchor(parameter.name)
        flags = ["required" if parameter.required else "optional"]
        flags += ["deprecated"] if parameter.deprecated else []
        value = self._fragments.values.of(schema) if schema else Value()
        value = with_examples(
            value, example_texts(parameter.examples or (content.examples if content else ()))
        )
        written = (Piece(f" as {content.media_type}"),) if content else _style(parameter)
        return Attribute(
            name=parameter.name,
            anchor=name,
            value=msgspec.structs.replace(
                value,
                type=(*value.type, *written),
                description="\n\n".join(distinct([parameter.description, value.description])),
            ),
            flags=tuple(flags),
            notes=notes(parameter.words),
            inside=self._fragments.place(schema, "request", f"{prefix}{name}.")
            if schema
            else Markup(),
            inside_label="Attributes",
        )

    def _response(self, operation: Operation, response: Response, prefix: str) -> ResponseView:
        here = f"{prefix}{anchor(response.status)}"
        return ResponseView(
            status=response.status,
            phrase=phrase(response.status),
            kind=response.status[0] if response.status[0] in "2345" else "other",
            anchor=here,
            description=response.description,
            reasons=tuple(reason(operation, response, each, here) for each in causes_of(response)),
            headers=tuple(self._header(each, here) for each in response.headers),
            bodies=bodies(self._fragments, response.contents, "response", f"{here}."),
            links=tuple(self._links(response)),
        )

    def _header(self, header: Header, prefix: str) -> Attribute:
        value = self._fragments.values.of(header.schema) if header.schema else Value()
        name = anchor("header", header.name)
        value = with_examples(value, self._margins.examples(header.pointer))
        return Attribute(
            name=header.name,
            anchor=name,
            value=msgspec.structs.replace(
                value,
                description="\n\n".join(distinct([header.description, value.description])),
            ),
            flags=tuple(
                name
                for name, holds in (("always", header.required), ("deprecated", header.deprecated))
                if holds
            ),
            inside=self._inside(header.schema, "response", f"{prefix}.{name}."),
            inside_label="Attributes",
        )

    def _inside(self, schema: Schema | None, mode: Mode, prefix: str) -> Markup:
        return self._fragments.place(schema, mode, prefix) if schema else Markup()

    def _links(self, response: Response) -> Iterable[LinkView]:
        for each in response.links:
            page = self._addresses.ids.get(each.operation)
            values = ", ".join(f"{name} = {source}" for name, source in each.parameters)
            href = f"{ROOT}{page}.html" if page else ""
            yield LinkView(each.operation or each.name, href, values, each.description)

    def response_examples(self, operation: Operation) -> tuple[Exhibit, ...]:
        """Every documented one; where a success has none in JSON, one made of its schema."""
        return tuple(view for each in operation.responses for view in self._examples(each))

    def _examples(self, response: Response) -> Iterable[Exhibit]:
        views = [v for each in response.contents for v in exhibits(each, response.status)]
        if not views and response.is_success:
            content = next((each for each in response.contents if "json" in each.media_type), None)
            value = self.reading.body(content) if content else UNSET
            if content and value is not UNSET:
                html = json_html(pretty(value))
                views.append(Exhibit(response.status, "", "Example", "", pretty(value), html))
        yield from views


def _style(parameter: Parameter) -> tuple[Piece, ...]:
    """How arrays and objects are written, where it is not what everybody expects."""
    usual = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"} | {
        "querystring": "form"
    }
    schema = parameter.schema
    if schema is None or not {"array", "object"} & {*schema.types}:
        return ()
    if parameter.style != usual.get(parameter.location, parameter.style):
        return (Piece(f", style {parameter.style}"),)
    joined = parameter.location == "query" and not parameter.explode
    return (Piece(", joined by commas"),) if joined else ()


def path_html(path: str) -> Markup:
    """The path with its parameters marked, and places where a narrow page may break it."""
    text = str(escape(path)).replace("/", "/<wbr>")
    return Markup(text.replace("{", "<var>{").replace("}", "}</var>"))  # noqa: S704 - escaped above


def phrase(status: str) -> str:
    if status.isdigit():
        try:
            return HTTPStatus(int(status)).phrase
        except ValueError:
            return ""
    classes = {
        "2": "Any success",
        "3": "Any redirect",
        "4": "Any client error",
        "5": "Any server error",
    }
    return classes.get(status[0], "Any other status")
