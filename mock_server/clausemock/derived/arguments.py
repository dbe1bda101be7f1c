"""The parameters of a request as values of their schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from clausegen.model import UNSET, Api, Parameter, Schema
from clausegen.model import relations as related
from clausegen.words.naming import leading

from clausemock.derived.call import Call, Fault
from clausemock.derived.forms import form_values
from clausemock.derived.held import violations
from clausemock.derived.texts import typed

FORM = "application/x-www-form-urlencoded"
SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}


class _Reader(msgspec.Struct, frozen=True):
    """What is asked of a parameter with each request, answered once."""

    parameter: Parameter
    key: str
    """Its name where requests hold it; headers are in lower case."""
    schema: Schema | None
    types: frozenset[str]
    item_types: frozenset[str]
    is_any_text: bool
    """Nothing but a text is asked for, which it always is."""


class Arguments:
    """Reads the parameters of one document's operations."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._readers = {
            each.id: tuple(map(self._reader, each.parameters)) for each in api.operations
        }

    def read(self, call: Call) -> list[Fault]:
        """Fills `call.arguments`; what is wrong comes back."""
        faults = []
        for each in self._readers[call.operation.id]:
            said = each.parameter
            value = self._value(call, each)
            if value is UNSET:
                if said.required:
                    faults.append(Fault(said.location, said.name, "is required"))
                continue
            if each.schema is not None and not each.is_any_text:
                errors = violations(self._api, each.schema, value, "request")
                faults += [Fault(said.location, said.name, str(error)) for error in errors[:1]]
            call.arguments[said.name] = value
        return faults

    def _reader(self, parameter: Parameter) -> _Reader:
        name, schema = parameter.name, parameter.schema
        parts = tuple(related.facets(self._api, schema)) if schema is not None else ()
        items = next((part.items for part in parts if part.items), None)
        content = parameter.content
        return _Reader(
            parameter=parameter,
            key=name.lower() if parameter.location == "header" else name,
            schema=schema or (content.schema if content is not None else None),
            types=self._types(schema),
            item_types=self._types(items),
            is_any_text=bool(parts) and all(map(_is_plain_text, parts)),
        )

    def _types(self, schema: Schema | None) -> frozenset[str]:
        found = related.json_types(self._api, schema) if schema is not None else None
        return found or frozenset()

    def _value(self, call: Call, reader: _Reader) -> Any:
        """UNSET for a parameter that was not given."""
        parameter = reader.parameter
        if parameter.location == "querystring" or parameter.style == "deepObject":
            is_whole = parameter.location == "querystring"
            return self._whole(call, reader) if is_whole else self._deep(call, parameter)
        texts = _texts(call, reader)
        if not texts:
            return UNSET
        if parameter.content is not None:
            try:
                return msgspec.json.decode(texts[0])
            except msgspec.DecodeError:
                return texts[0]
        if "array" not in reader.types:
            return typed(texts[-1], reader.types)
        if not (parameter.location == "query" and parameter.explode):
            texts = texts[0].split(SEPARATORS.get(parameter.style, ","))
        return [typed(each, reader.item_types) for each in texts]

    def _deep(self, call: Call, parameter: Parameter) -> Any:
        """An object, which may be one of several things that the parameter takes."""
        begin = f"{parameter.name}["
        found = {k[len(begin) : -1]: v for k, v in call.query if k.startswith(begin)}
        return {
            key: typed(text, self._types(leading(self._api, key, parameter.schema)))
            for key, text in found.items()
        } or UNSET

    def _whole(self, call: Call, reader: _Reader) -> Any:
        """What the query string as a whole says: a form, or another value."""
        content = reader.parameter.content
        if not call.query or content is None:
            return UNSET
        if content.media_type == FORM:
            return form_values(self._api, content, urlencode(call.query).encode())
        text = "&".join("=".join(filter(None, pair)) for pair in call.query)
        try:
            return msgspec.json.decode(text) if related.is_json(content.media_type) else text
        except msgspec.DecodeError:
            return text


def _is_plain_text(part: Schema) -> bool:
    asks = part.format, part.enum, part.constraints, part.any_of, part.one_of, part.not_
    is_free = not any(asks) and part.const is UNSET and part.condition is None
    return is_free and (part.types == ("string",) or part.ref is not None)


def _texts(call: Call, reader: _Reader) -> list[str]:
    location = reader.parameter.location
    if location == "query":
        names = (reader.key, f"{reader.key}[]")
        return [value for key, value in call.query if key in names] if call.query else []
    place: Mapping[str, str] = {}
    if location == "path":
        place = call.values
    elif location == "header":
        place = call.headers
    elif location == "cookie":
        place = call.cookies
    one = place.get(reader.key)
    return [] if one is None else [one]
