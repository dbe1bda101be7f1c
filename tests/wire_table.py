"""What travels: the examples that OpenAPI gives for its styles, and the kinds of bodies.

One document is made of the table: each row is an operation that takes the value and answers 204.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

EMPTY, TEXT, LIST = "", "blue", ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}
VALUES: tuple[Any, ...] = (EMPTY, TEXT, LIST, OBJECT)
REFUSED = "refused"
"""A segment that is empty or a dot would lead to another path."""
STYLES = """
path matrix no ;color ;color=blue ;color=blue,black,brown ;color=R,100,G,200,B,150
path matrix yes ;color ;color=blue ;color=blue;color=black;color=brown ;R=100;G=200;B=150
path label no refused .blue .blue,black,brown .R,100,G,200,B,150
path label yes refused .blue .blue.black.brown .R=100.G=200.B=150
path simple no refused blue blue,black,brown R,100,G,200,B,150
path simple yes refused blue blue,black,brown R=100,G=200,B=150
header simple no '' blue blue,black,brown R,100,G,200,B,150
header simple yes '' blue blue,black,brown R=100,G=200,B=150
query form no color= color=blue color=blue,black,brown color=R,100,G,200,B,150
query form yes color= color=blue color=blue&color=black&color=brown R=100&G=200&B=150
query spaceDelimited no - - color=blue%20black%20brown color=R%20100%20G%20200%20B%20150
query pipeDelimited no - - color=blue%7Cblack%7Cbrown color=R%7C100%7CG%7C200%7CB%7C150
query deepObject yes - - - color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150
cookie form no color= color=blue color=blue,black,brown color=R,100,G,200,B,150
cookie form yes color= color=blue color=blue;_color=black;_color=brown R=100;_G=200;_B=150
cookie cookie yes color= color=blue color=blue;_color=black;_color=brown R=100;_G=200;_B=150
"""
AWKWARD = ["x,1", "y z", "ä/?&=#", "100%", "a+b", "%41", "a.b"]
OTHERS: list[tuple[dict[str, Any], Any, str]] = [
    ({"in": "query"}, AWKWARD[:2], "color=x%2C1&color=y%20z"),
    ({"in": "query", "explode": False}, ["x,1", "y"], "color=x%2C1,y"),
    ({"in": "query", "allowReserved": True}, "a/b:c@d", "color=a/b:c@d"),
    (
        {"in": "query", "style": "deepObject"},
        {"a": {"b": ["1", "2"]}},
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=2",
    ),
    ({"in": "query", "style": "deepObject"}, ["x&y"], "color%5B0%5D=x%26y"),
    (
        {"in": "query", "style": "deepObject"},
        [{"a": 1, "b": ["x"]}, {"a": 2, "b": ["y", "z"]}],
        (
            "color%5B0%5D%5Ba%5D=1&color%5B0%5D%5Bb%5D%5B0%5D=x"
            "&color%5B1%5D%5Ba%5D=2&color%5B1%5D%5Bb%5D%5B0%5D=y&color%5B1%5D%5Bb%5D%5B1%5D=z"
        ),
    ),
    ({"in": "path"}, ["x,1", "y/z"], "x%2C1,y%2Fz"),
    ({"in": "query", "json": True}, {"a": [1, None]}, "color=%7B%22a%22%3A%5B1%2Cnull%5D%7D"),
    ({"in": "header", "json": True}, {"a": [1, None]}, '{"a":[1,null]}'),
]
OTHERS += [
    (
        {"in": "querystring", "content": "application/json"},
        {"a": [1, None], "b": "x&y=ä"},
        "%7B%22a%22%3A%5B1%2Cnull%5D%2C%22b%22%3A%22x%26y%3D%C3%A4%22%7D",
    ),
    (
        {"in": "querystring", "content": "application/x-www-form-urlencoded"},
        {"n": 3, "l": ["one", "x&y"], "s": "ä b"},
        "n=3&l=one&l=x%26y&s=%C3%A4%20b",
    ),
    ({"in": "querystring", "content": "text/plain"}, "a&b=c d", "a%26b%3Dc%20d"),
]
OTHERS += [
    ({"in": place, "explode": e}, AWKWARD, "")
    for place in ("path", "query", "cookie")
    for e in (True, False)
]
OTHERS += [({"in": place}, text, "") for place in ("path", "query", "cookie") for text in AWKWARD]


class Row(msgspec.Struct, frozen=True):
    """One operation. `wire` is what its parameter must look like; "" leaves that open."""

    id: str
    item: dict[str, Any]
    """The operation as the document has it."""
    path: str
    argument: str
    value: Any
    wire: str
    place: str


def schema_of(value: Any) -> dict[str, Any]:
    """A schema as narrow as the example."""
    if isinstance(value, bytes):
        return {"type": "string", "format": "binary"}
    if isinstance(value, list):
        return {"type": "array", "items": schema_of(value[0])} if value[1:] != [None] else {}
    if isinstance(value, dict):
        return {"type": "object", "properties": {n: schema_of(v) for n, v in value.items()}}
    kinds = {str: "string", bool: "boolean", int: "integer"}
    return {"type": kinds[type(value)]}


def parameter_rows() -> Iterator[Row]:
    """The cells of the table, then the other examples."""
    cells: list[tuple[dict[str, Any], Any, str]] = []
    for line in STYLES.strip().splitlines():
        place, style, explode, *wires = line.split()
        given = {"in": place, "style": style, "explode": explode == "yes"}
        for value, wire in zip(VALUES, wires, strict=True):
            if wire != "-":
                cells.append((given, value, wire.replace("_", " ").replace("''", "")))
    for number, (given, value, wire) in enumerate([*cells, *OTHERS]):
        media_type = "application/json" if given.get("json") else given.get("content")
        described: dict[str, Any] = {"name": "color", "required": given["in"] == "path"}
        described |= {name: given[name] for name in given if name not in {"json", "content"}}
        held = {"schema": schema_of(value)}
        described |= {"content": {media_type: held}} if media_type else held
        item = {"parameters": [described]}
        path = f"/p{number}" + ("/{color}" if given["in"] == "path" else "")
        yield Row(f"p{number}", item, path, "color", value, wire, given["in"])


FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
OBJECT_STYLES = (
    {"style": "deepObject"},
    {"style": "form", "explode": True},
    {"style": "form", "explode": False},
)
DEEP = {"items": [{"price": "a", "taxes": ["x"]}, {"price": "b"}], "expand": ["y"], "text": ""}
BODIES: list[tuple[str, Any, dict[str, Any]]] = [
    ("application/json", {"a": [1], "b": {"c": "ä"}}, {}),
    ("application/vnd.x+json; version=1", {"a": 1}, {}),
    ("text/plain", "ä\nb", {}),
    ("application/octet-stream", b"\x00\r\n\xff", {}),
    (FORM, {"n": 3, "l": ["one"]}, {}),
    (FORM, {"n": 3, "l": ["one", "two"]}, {}),
    (FORM, {"l": ["x,1", "y&z=ä"], "ok": True, "Messaging.Address": "a b+c"}, {}),
    (f"{FORM}; charset=utf-8", {"s": "ä"}, {}),
    (FORM, {"o": {"r": 1}, "s": "x"}, {}),
    (FORM, {"l": ["a", "b"]}, {"l": {"contentType": "application/json"}}),
    (FORM, {"l": ["a", "b"]}, {"l": {"style": "spaceDelimited"}}),
    (FORM, {"l": ["a", "b"]}, {"l": {"style": "form", "explode": False}}),
    *((FORM, {"o": {"r": 1, "s": "b"}, "n": 1}, {"o": each}) for each in OBJECT_STYLES),
    *((kind, DEEP, {name: {"style": "deepObject"} for name in DEEP}) for kind in (FORM, MULTIPART)),
    (MULTIPART, {"files": [b"one"], "note": "x"}, {}),
    (MULTIPART, {"files": [b"one", b"\x00\r\n--\xff\r"], "note": "ä", "ok": False}, {}),
    (MULTIPART, {"meta": {"a": 1}, "l": ["one"], "n": 5}, {}),
    (
        MULTIPART,
        {"meta": {"r": 1}, "file": b"png"},
        {"file": {"contentType": "image/png, image/gif"}},
    ),
    *((MULTIPART, {"o": {"r": 1, "s": "b"}, "n": 1}, {"o": each}) for each in OBJECT_STYLES),
]


def body_rows() -> Iterator[Row]:
    """One row for each body."""
    for number, (media_type, value, encoding) in enumerate(BODIES):
        content = {"schema": schema_of(value)} | ({"encoding": encoding} if encoding else {})
        item = {"requestBody": {"required": True, "content": {media_type: content}}}
        yield Row(f"b{number}", item, f"/b{number}", "body", value, "", media_type)


def rows() -> list[Row]:
    return [*parameter_rows(), *body_rows()]


def document(listed: list[Row]) -> str:
    """The document of the rows."""
    answers = {"responses": {"204": {"description": "Read."}}}
    paths = {
        each.path: {"post": {"operationId": each.id, **each.item, **answers}} for each in listed
    }
    return json.dumps(
        {
            "openapi": "3.2.0",
            "info": {"title": "Wire", "version": "1"},
            "servers": [{"url": "https://wire.example"}],
            "paths": paths,
        }
    )
