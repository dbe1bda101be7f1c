"""From the body of a request to a typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import msgspec

from .call import ApiError, Call, InvalidRequest
from .decoding import Parameter, wants
from .form_bodies import JSON_TYPE, FormError, from_multipart, from_urlencoded
from .one_of import chosen
from .open_struct import from_json


@dataclass(frozen=True, slots=True)
class Body:
    """The types of a request's body by media type, the usual one first."""

    types: Mapping[str, Any]
    required: bool = False
    styled: tuple[Parameter, ...] = ()
    """Attributes of forms that are not written in the usual way."""


def read_body(body: Body, call: Call) -> Any:
    """The decoded body; UNSET when an optional one was not sent."""
    if not call.body:
        if body.required:
            raise InvalidRequest("body", "", "is required")
        return msgspec.UNSET
    sent = call.headers.get("content-type", next(iter(body.types))).partition(";")[0].strip()
    for media_type, kind in body.types.items():
        if _matches(media_type, sent.lower()):
            return _decoded(sent.lower(), kind, body.styled, call)
    raise ApiError(f"{sent} is not accepted here", status=415)


def read_querystring(parameter: Parameter, call: Call) -> Any:
    """The value that is the whole query string; UNSET when an optional one was not sent."""
    if not call.query:
        if parameter.required:
            raise InvalidRequest("querystring", parameter.name, "is required")
        return msgspec.UNSET
    try:
        if parameter.is_json:
            return from_json(unquote(call.query).encode(), parameter.type, chosen)
        if wants(str, parameter.type):
            return unquote(call.query)
        return from_urlencoded(call.query, parameter.type, ())
    except RecursionError:
        raise InvalidRequest("querystring", parameter.name, "is nested too deeply") from None
    except (msgspec.MsgspecError, FormError) as error:
        raise InvalidRequest("querystring", parameter.name, str(error)) from None


def _matches(media_type: str, sent: str) -> bool:
    documented = media_type.partition(";")[0].strip().lower()
    if documented in {sent, "*/*"}:
        return True
    return documented.endswith("/*") and sent.startswith(documented[:-1])


def _decoded(sent: str, kind: Any, styled: tuple[Parameter, ...], call: Call) -> Any:
    try:
        if JSON_TYPE.match(sent):
            return from_json(call.body, kind, chosen)
        if sent == "application/x-www-form-urlencoded":
            return from_urlencoded(call.body.decode(), kind, styled)
        if sent == "multipart/form-data":
            given = call.headers["content-type"]
            value, call.part_headers = from_multipart(call.body, given, kind, styled)
            return value
        text = call.body.decode() if wants(str, kind) else call.body
        return msgspec.convert(text, kind)
    except UnicodeDecodeError:
        raise InvalidRequest("body", "", "is not UTF-8") from None
    except RecursionError:
        raise InvalidRequest("body", "", "is nested too deeply") from None
    except (msgspec.MsgspecError, FormError) as error:
        raise InvalidRequest("body", "", str(error)) from None
