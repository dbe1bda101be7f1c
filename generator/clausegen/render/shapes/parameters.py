"""How values of parameters and of attributes of forms are written, where it is unusual."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from clausegen.model import Api, Content, Encoding, Operation, Parameter, Schema
from clausegen.render.shapes.flatten import attributes, flattened, inferred
from clausegen.render.shapes.media_types import JSON, is_form, is_multipart
from clausegen.render.shapes.text_kinds import is_file

Shape = Literal["value", "array", "object"]
USUAL = {"path": ("simple", False), "header": ("simple", False)}
IGNORED_HEADERS = {"accept", "content-type", "authorization"}
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Styled(msgspec.Struct, frozen=True, kw_only=True):
    """An unusual way to write a value. `place` is a parameter's location, or "form"."""

    place: str
    name: str
    style: str
    explode: bool
    is_reserved: bool = False
    is_json: bool = False
    media_type: str = ""
    shape: Shape = "value"


def sent_parameters(operation: Operation) -> tuple[Parameter, ...]:
    """The parameters that a caller gives; a place of the path that none describes is a text."""
    places = {each.name: each for each in operation.parameters_in("path")}
    named = dict.fromkeys(PLACEHOLDER.findall(operation.path))
    text = Schema(pointer=operation.pointer, types=("string",))
    made = (
        Parameter(name=n, location="path", pointer=text.pointer, required=True, schema=text)
        for n in named
        if n not in places
    )
    places |= {each.name: each for each in made}
    others = (e for e in operation.parameters if e.location != "path" and not _is_ignored(e))
    return (*(places[name] for name in dict.fromkeys((*named, *places))), *others)


def _is_ignored(each: Parameter) -> bool:
    return each.location == "header" and each.name.lower() in IGNORED_HEADERS


def shape(api: Api, schema: Schema | None, depth: int = 3) -> Shape:
    """Whether values are lists or objects, or may be."""
    if schema is None or depth == 0:
        return "value"
    flat = flattened(api, schema)
    kinds = {"array", "object"} & {*inferred(flat)}
    found: list[Shape] = ["array" if "array" in kinds else "object"] if kinds else []
    found += [shape(api, each, depth - 1) for each in (*flat.any_of, *flat.one_of)]
    return next((each for each in found if each != "value"), "value")


def unusual_styles(api: Api, operation: Operation) -> tuple[Styled, ...]:
    """Of the parameters: those that need more than their name to be written."""
    found = (_unusual(api, each) for each in sent_parameters(operation))
    return tuple(each for each in found if each is not None)


def _unusual(api: Api, each: Parameter) -> Styled | None:
    style, explode = USUAL.get(each.location, ("form", True))
    kind = shape(api, each.schema)
    is_plain = kind == "value" or each.style == "deepObject"
    given = (each.style, explode if is_plain else each.explode)
    is_json = each.content is not None and bool(JSON.match(each.content.media_type))
    is_reserved = each.allow_reserved and each.location == "query"
    if each.content is not None:
        given = (style, explode)
    if given == (style, explode) and not is_json and not is_reserved:
        return None
    return Styled(
        place=each.location,
        name=each.name,
        style=given[0],
        explode=given[1],
        is_json=is_json,
        is_reserved=is_reserved,
        shape=kind,
    )


def form_styles(api: Api, content: Content | None) -> tuple[Styled, ...]:
    """Of the attributes of a form, where `encoding` says more than their types."""
    if content is None or content.schema is None or not is_form(content.media_type):
        return ()
    known = {each.name: each for each in attributes(api, flattened(api, content.schema))}
    encoded = {
        each.name: _encoded(each, shape(api, known[each.name].schema))
        for each in content.encodings
        if each.name in known and (each.style or each.content_type)
    }
    for name, each in known.items() if is_multipart(content.media_type) else ():
        held = "" if name in encoded else _held(api, each.schema)
        if held:
            given = Styled(place="form", name=name, style="", explode=True, media_type=held)
            encoded[name] = given
    return tuple(encoded.values())


def _held(api: Api, schema: Schema) -> str:
    """The media type of a file, or of each of several; "" where the document has none."""
    flat = flattened(api, schema)
    flat = flattened(api, flat.items) if flat.items is not None else flat
    held = flat.constraint("contentMediaType")
    return held if isinstance(held, str) and "*" not in held and is_file(flat) else ""


def _encoded(each: Encoding, kind: Shape) -> Styled:
    types = (text.strip() for text in each.content_type.split(","))
    media_type = next((text for text in types if text and "*" not in text), "")
    return Styled(
        place="form",
        name=each.name,
        style=each.style,
        explode=each.explode or each.style in {"", "deepObject"},
        is_reserved=each.allow_reserved,
        is_json=bool(JSON.match(media_type)) and not each.style,
        media_type="" if each.style else media_type,
        shape=kind,
    )
