"""What the page of an operation shows; also of callbacks and webhooks, which go the other way."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from itertools import islice
from typing import Literal

import msgspec
from markupsafe import Markup, escape

from clausegen.model import UNSET, Api, Content, Header, Operation, Parameter, Response
from clausegen.render.docs.addresses import ROOT, Addresses, anchor
from clausegen.render.docs.code import json_html, pretty
from clausegen.render.docs.fragments import Attribute, Fragments, Mode
from clausegen.render.docs.wording import Piece
from clausegen.render.shapes.examples import ExampleMaker, documented
from clausegen.words.registry import notes
from clausegen.words.vocabulary import Cause

_GROUPS: tuple[tuple[Literal["path", "query", "header", "cookie"], str], ...] = (
    ("path", "Path parameters"),
    ("query", "Query parameters"),
    ("header", "Headers"),
    ("cookie", "Cookies"),
)


MOST_EXAMPLES = 12
"""As many as the style sheet can switch between."""


class ParameterGroup(msgspec.Struct, frozen=True):
    label: str
    anchor: str
    attributes: tuple[Attribute, ...]


class ExampleView(msgspec.Struct, frozen=True):
    status: str
    name: str
    """Tells the examples of a status apart; empty when there is one."""
    label: str
    html: Markup


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """One media type of a request or response."""

    media_type: str
    type: tuple[Piece, ...]
    attributes: Markup
    description: str = ""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A situation that leads to the status."""

    anchor: str
    clause: str
    when: str
    who: str


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
    links: tuple[tuple[str, str, str], ...]
    """(operation, address, which values to use)."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """A request and what answers it."""

    anchor: str
    label: str
    method: str
    path: Markup
    description: str
    notes: tuple[str, ...]
    deprecated: bool
    parameters: tuple[ParameterGroup, ...]
    body_description: str
    body_required: bool
    bodies: tuple[Body, ...]
    responses: tuple[ResponseView, ...]
    callbacks: tuple[Exchange, ...]


class Caller(msgspec.Struct, frozen=True):
    """Somebody who may call, or who is refused with a status and why."""

    actor: str
    status: str
    when: str


class Exchanges:
    """Makes the views of operations."""

    def __init__(self, api: Api, addresses: Addresses, fragments: Fragments) -> None:
        self._api = api
        self._addresses = addresses
        self._fragments = fragments
        self.writing = ExampleMaker(api, writing=True)
        self.reading = ExampleMaker(api, writing=False)

    def view(self, operation: Operation, prefix: str = "", label: str = "") -> Exchange:
        body = operation.body
        callbacks = (
            self.view(each, f"{anchor('callback', callback.name)}.", callback.name)
            for callback in operation.callbacks
            for each in callback.operations
        )
        return Exchange(
            anchor=prefix.rstrip("."),
            label=label,
            method=operation.method,
            path=path_html(operation.path),
            description=operation.description if operation.description != operation.summary else "",
            notes=notes(operation.words),
            deprecated=operation.deprecated,
            parameters=tuple(self._groups(operation, prefix)),
            body_description=body.description if body else "",
            body_required=bool(body and body.required),
            bodies=self._bodies(body.contents, "request", f"{prefix}body.") if body else (),
            responses=tuple(
                self._response(operation, each, prefix) for each in operation.responses
            ),
            callbacks=tuple(callbacks),
        )

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
        if schema is None:
            return Attribute(name=parameter.name, anchor=name, type=(), flags=tuple(flags))
        inside = self._fragments.place(schema, "request", f"{prefix}{name}.")
        written = (Piece(f" as {content.media_type}"),) if content else _style(parameter)
        return Attribute(
            name=parameter.name,
            anchor=name,
            type=(*self._fragments.types.of(schema), *written),
            flags=tuple(flags),
            facts=self._fragments.facts(schema),
            notes=notes(parameter.words),
            description=parameter.description or schema.description,
            inside=inside,
            inside_label="Attributes",
        )

    def _bodies(self, contents: tuple[Content, ...], mode: Mode, prefix: str) -> tuple[Body, ...]:
        """Media types with the same schema are shown once."""
        merged: dict[str, list[Content]] = {}
        for each in contents:
            key = (each.schema.ref or each.schema.pointer) if each.schema else each.pointer
            merged.setdefault(key, []).append(each)
        made = []
        for number, same in enumerate(merged.values()):
            schema = same[0].schema
            inner = prefix if number == 0 else f"{prefix}{number + 1}."
            made.append(
                Body(
                    media_type=", ".join(each.media_type for each in same),
                    type=self._fragments.types.of(schema) if schema else (Piece("any value"),),
                    attributes=self._fragments.place(schema, mode, inner) if schema else Markup(),
                    description=schema.description if schema and not schema.ref else "",
                )
            )
        return tuple(made)

    def _response(self, operation: Operation, response: Response, prefix: str) -> ResponseView:
        here = f"{prefix}{anchor(response.status)}"
        return ResponseView(
            status=response.status,
            phrase=phrase(response.status),
            kind=response.status[0] if response.status[0] in "2345" else "other",
            anchor=here,
            description=response.description,
            reasons=tuple(
                _reason(operation, response, each, here) for each in response.words.causes
            ),
            headers=tuple(self._header(each) for each in response.headers),
            bodies=self._bodies(response.contents, "response", f"{here}."),
            links=tuple(self._links(response)),
        )

    def _header(self, header: Header) -> Attribute:
        return Attribute(
            name=header.name,
            anchor=anchor("header", header.name),
            type=self._fragments.types.of(header.schema) if header.schema else (),
            flags=("deprecated",) if header.deprecated else (),
            facts=self._fragments.facts(header.schema) if header.schema else (),
            description=header.description or (header.schema.description if header.schema else ""),
        )

    def _links(self, response: Response) -> Iterable[tuple[str, str, str]]:
        for each in response.links:
            page = self._addresses.ids.get(each.operation)
            if page:
                values = ", ".join(f"{name} = {source}" for name, source in each.parameters)
                yield each.operation, f"{ROOT}{page}.html", values

    def response_examples(self, operation: Operation) -> tuple[ExampleView, ...]:
        found = (view for each in operation.responses for view in self._examples(each))
        return tuple(islice(found, MOST_EXAMPLES))

    def _examples(self, response: Response) -> Iterable[ExampleView]:
        content = next((each for each in response.contents if "json" in each.media_type), None)
        if content is None:
            return
        found = documented(content)
        for each in found:
            name = each.name.replace("_", " ")
            html = json_html(pretty(each.value))
            shown = name if len(found) > 1 else ""
            yield ExampleView(response.status, shown, each.summary or name, html)
        if not found and response.is_success:
            value = self.reading.body(content)
            if value is not UNSET:
                yield ExampleView(response.status, "", "Example", json_html(pretty(value)))


def _style(parameter: Parameter) -> tuple[Piece, ...]:
    """How arrays and objects are written, where it is not what everybody expects."""
    usual = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
    schema = parameter.schema
    if schema is None or not {"array", "object"} & {*schema.types}:
        return ()
    if parameter.style != usual[parameter.location]:
        return (Piece(f", style {parameter.style}"),)
    joined = parameter.location == "query" and not parameter.explode
    return (Piece(", joined by commas"),) if joined else ()


def _reason(operation: Operation, response: Response, cause: Cause, prefix: str) -> Reason:
    who = ""
    if cause.actor:
        own = ", asking for what is their own" if cause.ids == "own" else ""
        who = f"{cause.actor}{own}"
    elif cause.unknown:
        who = f"unknown {cause.unknown}"
    elif cause.input:
        who = f"{cause.input} input"
    return Reason(
        anchor=f"{prefix}.{anchor(cause.id)}",
        clause=f"{operation.id}.{response.status}.{cause.id}",
        when=cause.when[:1].upper() + cause.when[1:],
        who=who,
    )


def actors(api: Api) -> tuple[str, ...]:
    """Everybody that the document's causes name."""
    causes = (c for each in api.operations for r in each.responses for c in r.words.causes)
    return tuple(dict.fromkeys(each.actor for each in causes if each.actor))


def callers(known: tuple[str, ...], operation: Operation) -> tuple[Caller, ...]:
    """Every known actor, refused ones with the status. Empty when nobody is refused."""
    refused = {
        cause.actor: Caller(cause.actor, response.status, cause.when)
        for response in operation.responses
        for cause in response.words.causes
        if cause.actor and not response.is_success
    }
    if not refused:
        return ()
    allowed = [Caller(actor, "", "") for actor in ("admin", *known) if actor not in refused]
    return (*allowed, *refused.values())


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
