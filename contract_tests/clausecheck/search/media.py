"""Which of the documented media types an answer has, and the value that its schema speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.model import UNSET, Api, Content, Response, Schema
from clausegen.model.streams import is_stream

from clausecheck.http.exchange import Exchange

Parameters = frozenset[str]


def media_type(exchange: Exchange) -> str:
    """Of an answer, without parameters; empty if the answer does not say."""
    return _parts(exchange.headers.get("content-type", ""))[0]


def is_json(name: str) -> bool:
    """One value: lines of them are another thing."""
    return name.partition("/")[2].endswith("json") and not is_stream(name)


def listed(response: Response, exchange: Exchange) -> Content | None:
    """The documented content that an answer's media type is of: the narrowest that fits.

    An answer that does not name its media type is taken for the only one there is, or for JSON.
    """
    name, parameters = _parts(exchange.headers.get("content-type", ""))
    if not name:
        alone = response.contents if len(response.contents) == 1 else ()
        return next(iter(alone), None) or next(
            (each for each in response.contents if is_json(_parts(each.media_type)[0])), None
        )
    fitting = [each for each in response.contents if _fits(each.media_type, name, parameters)]
    return min(fitting, key=lambda each: each.media_type.count("*"), default=None)


def readable(document: Api, content: Content, exchange: Exchange) -> Any:
    """The value to hold against the content's schema; UNSET for a body that nobody here reads.

    A text is a string. NO_JSON stands for a body that says it is JSON and is not.
    """
    name = media_type(exchange) or _parts(content.media_type)[0]
    if is_json(name) or (name == "*/*" and exchange.json):
        return exchange.json
    assert content.schema is not None
    kinds = [part for part in document.parts(content.schema) if part.types]
    if name.startswith("text/") and any("string" in part.types for part in kinds):
        return exchange.text
    return UNSET


def claims_nothing(document: Api, schema: Schema) -> bool:
    """Any body keeps the schema: files are often described as strings."""
    parts = list(document.parts(schema))
    if any(part.format in {"binary", "byte"} for part in parts):
        return True
    return not any(part.types or part.any_of or part.one_of or part.enum for part in parts)


def _fits(documented: str, name: str, parameters: Parameters) -> bool:
    wanted, more = _parts(documented)
    kind, _, detail = wanted.partition("/")
    found_kind, _, found_detail = name.partition("/")
    return kind in {"*", found_kind} and detail in {"*", found_detail} and more <= parameters


def _parts(media_type: str) -> tuple[str, Parameters]:
    """(type in lower case, its parameters but the charset)."""
    name, *parameters = (each.strip().lower() for each in media_type.split(";"))
    return name, frozenset(
        each.replace(" ", "").replace('"', "")
        for each in parameters
        if each and not each.startswith("charset")
    )


def header_value(types: tuple[str, ...], text: str) -> Any:
    """A header as the value its schema speaks of: numbers and lists are written as texts."""
    if "array" in types:
        return [each.strip() for each in text.split(",")]
    if "boolean" in types and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    for kind, read in _NUMBERS.items():
        if kind in types:
            try:
                return read(text)
            except ValueError:
                continue
    return text


_NUMBERS: Mapping[str, Any] = {"integer": int, "number": float}
