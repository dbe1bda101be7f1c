"""Payloads of forms as values: by the types of the form's fields."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from clausegen.model import Api, Content, Schema
from clausegen.model import relations as related

from clausemock.derived.texts import typed


def form_values(api: Api, content: Content, raw: bytes) -> dict[str, Any]:
    """application/x-www-form-urlencoded."""
    pairs = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)
    return _gathered(api, content, [(name.removesuffix("[]"), value) for name, value in pairs])


def multipart_values(api: Api, content: Content, media_type: str, raw: bytes) -> dict[str, Any]:
    """multipart/form-data. The content of a file is text as far as it can be."""
    head = f"Content-Type: {media_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + raw)
    pairs = []
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            content_bytes = part.get_payload(decode=True) or b""
            pairs.append((name, bytes(content_bytes).decode("utf-8", "replace")))
    return _gathered(api, content, pairs)


def _gathered(api: Api, content: Content, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    schemas = {
        each.name: each.schema
        for each in (api.attributes(content.schema) if content.schema else ())
    }
    found: dict[str, Any] = {}
    for name, text in pairs:
        schema = schemas.get(name)
        types = (related.json_types(api, schema) if schema is not None else None) or frozenset()
        if "array" in types:
            items = (
                next((p.items for p in related.facets(api, schema) if p.items), None)
                if schema
                else None
            )
            found.setdefault(name, []).append(_value(api, items, text))
        else:
            found[name] = _value(api, schema, text)
    return found


def _value(api: Api, schema: Schema | None, text: str) -> Any:
    types = (related.json_types(api, schema) if schema is not None else None) or frozenset()
    if "object" in types and "string" not in types:
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError:
            return text
    return typed(text, types)
