"""One request as the mock reads it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from clausegen.model import UNSET, Api, Content, Operation, Parameter
from clausegen.model import relations as related
from clausegen.words.naming import leading

from clausemock.derived.forms import form_values, multipart_values
from clausemock.derived.held import violations
from clausemock.derived.texts import typed

SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


class Call(msgspec.Struct, kw_only=True):
    """What came in."""

    operation: Operation
    method: str
    path: str
    """As asked for, without the query."""
    values: Mapping[str, str]
    """Of the path's parameters."""
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    content: bytes = b""
    arguments: dict[str, Any] = {}
    """Parameters by name, as values of their schemas."""
    body: Any = UNSET
    shape: Content | None = None
    """The media type in which the payload came."""
    actor: str | None = None
    neighbours: Callable[..., list[dict[str, Any]]] = lambda *_, **__: []
    """(attribute, value, everywhere=False) -> the records that have it where a write goes on, or
    in every collection of the kind."""

    @property
    def cookies(self) -> Mapping[str, str]:
        try:
            jar = SimpleCookie(self.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: each.value for name, each in jar.items()}


class Fault(msgspec.Struct, frozen=True):
    """Something that the document does not allow in a request."""

    where: str
    """path, query, header, cookie or body."""
    name: str
    message: str

    def __str__(self) -> str:
        return f"{self.where} {self.name}: {self.message}" if self.name else self.message


def read_arguments(api: Api, call: Call) -> list[Fault]:
    """Fills `call.arguments`; what is wrong comes back."""
    faults = []
    for each in call.operation.parameters:
        value = _argument(api, call, each)
        if value is UNSET:
            if each.required:
                faults.append(Fault(each.location, each.name, "is required"))
            continue
        schema = each.schema or (each.content.schema if each.content else None)
        errors = violations(api, schema, value, "request") if schema is not None else ()
        faults += [Fault(each.location, each.name, str(error)) for error in errors[:1]]
        call.arguments[each.name] = value
    return faults


def read_body(api: Api, call: Call) -> list[Fault] | None:
    """Fills `call.body` and `call.shape`; None for a media type that is not taken."""
    wanted = call.operation.body
    if wanted is None:
        return []
    if not call.content:
        return [Fault("body", "", "a payload is required")] if wanted.required else []
    call.shape = _content(call, wanted.contents)
    if call.shape is None:
        return None
    kind = _essence(call.headers.get("content-type", "application/json"))
    if related.is_json(kind):
        try:
            call.body = msgspec.json.decode(call.content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return [Fault("body", "", "the payload is not JSON")]
    elif kind == "application/x-www-form-urlencoded":
        call.body = form_values(api, call.shape, call.content)
    elif kind.startswith("multipart/"):
        call.body = multipart_values(api, call.shape, call.headers["content-type"], call.content)
    else:
        call.body = call.content
        return []
    return _body_faults(api, call)


def _body_faults(api: Api, call: Call) -> list[Fault]:
    assert call.shape is not None
    if call.shape.schema is None or _is_patch_document(call):
        return []
    errors = violations(api, call.shape.schema, call.body, "request")
    return [Fault("body", ".".join(map(str, each.path)), each.message) for each in errors]


def _is_patch_document(call: Call) -> bool:
    """JSON Patch is a list of changes; its schema, if any, speaks of those."""
    return isinstance(call.body, list) and "json-patch" in call.headers.get("content-type", "")


def _content(call: Call, contents: tuple[Content, ...]) -> Content | None:
    sent = _essence(call.headers.get("content-type", ""))
    if not sent:
        return related.json_content(contents) or (contents[0] if contents else None)
    for wanted in (sent, f"{sent.partition('/')[0]}/*", "*/*"):
        for each in contents:
            if _essence(each.media_type) == wanted:
                return each
    return related.json_content(contents) if related.is_json(sent) else None


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _argument(api: Api, call: Call, parameter: Parameter) -> Any:
    """UNSET for a parameter that was not given."""
    name = parameter.name
    if parameter.location == "query" and parameter.style == "deepObject":
        found = {k[len(name) + 1 : -1]: v for k, v in call.query if k.startswith(f"{name}[")}
        return {key: _member(api, parameter, key, each) for key, each in found.items()} or UNSET
    if parameter.location == "query":
        texts = [value for key, value in call.query if key in {name, f"{name}[]"}]
    else:
        one = {
            "path": call.values,
            "header": call.headers,
            "cookie": call.cookies,
        }.get(parameter.location, {}).get(name.lower() if parameter.location == "header" else name)
        texts = [] if one is None else [one]
    if not texts:
        return UNSET
    if parameter.content is not None:
        try:
            return msgspec.json.decode(texts[0])
        except msgspec.DecodeError:
            return texts[0]
    return _typed(api, parameter, texts)


def _member(api: Api, parameter: Parameter, key: str, text: str) -> Any:
    """Of an object, which may be one of several things that the parameter takes."""
    known = leading(api, key, parameter.schema)
    return typed(text, (related.json_types(api, known) if known else None) or frozenset())


def _typed(api: Api, parameter: Parameter, texts: list[str]) -> Any:
    schema = parameter.schema
    types = (related.json_types(api, schema) if schema else None) or frozenset()
    if "array" in types:
        if not (parameter.location == "query" and parameter.explode):
            texts = texts[0].split(SEPARATORS.get(parameter.style, ","))
        items = (
            next((p.items for p in related.facets(api, schema) if p.items), None)
            if schema
            else None
        )
        kinds = (related.json_types(api, items) if items is not None else None) or frozenset()
        return [typed(each, kinds) for each in texts]
    return typed(texts[-1], types)


def split_query(raw: bytes) -> list[tuple[str, str]]:
    return parse_qsl(raw.decode("latin-1"), keep_blank_values=True)
