"""Where a request goes: path parameters in their style, operations at servers of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.failures import NotChecked
from clausecheck.http.encoding import cookies, one
from clausecheck.http.segments import filled, read
from clausegen.load import load_api
from test_getting_in import OK, made, written
from wire_table import LIST, OBJECT, STYLES, TEXT, schema_of

PLAIN = {"blue": TEXT, "blue,black,brown": LIST, "R,100,G,200,B,150": OBJECT}
"""Values by how a target file writes them."""
CELLS = [
    (place, style, explode == "yes", plain, wire)
    for place, style, explode, _, *wires in map(str.split, STYLES.strip().splitlines())
    for plain, wire in zip(PLAIN, wires, strict=True)
    if place in {"path", "header", "cookie"} and style != "cookie"
]


@pytest.mark.parametrize(("place", "style", "explode", "plain", "wire"), CELLS)
def test_the_styles_of_the_specification(
    place: str,
    style: str,
    explode: bool,  # noqa: FBT001 - a column of the table
    plain: str,
    wire: str,
    tmp_path: Path,
) -> None:
    value = PLAIN[plain]
    told = {"name": "color", "in": place, "required": True, "style": style, "explode": explode}
    operation = {"parameters": [{**told, "schema": schema_of(value)}], "responses": OK}
    file = tmp_path / "openapi.json"
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    file.write_text(json.dumps({**document, "paths": {"/a/{color}": {"get": operation}}}))
    api = load_api(file)
    if place == "path":
        assert filled(api, api.operations[0], {"color": plain}) == f"/a/{wire}"
        return
    parameter = next(each for each in api.operations[0].parameters if each.location == place)
    if place == "header":
        assert one(parameter, value) == wire
    else:
        found = "; ".join(f"{name}={text}" for name, text in cookies(parameter, value).items())
        assert found == wire.replace("_", " ")


@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
def test_what_is_ours_is_known_on_the_wire(style: str, tmp_path: Path) -> None:
    """The gate reads the id that stands in a URL, not the mark before it."""
    parameter = {"name": "id", "in": "path", "required": True, "style": style}
    item = {"parameters": [{**parameter, "schema": {"type": "integer"}}], "responses": OK}
    paths = {"/cats/{id}": {"delete": item}}
    api = load_api(written(tmp_path, {}, paths=paths))
    (operation,) = api.operations
    assert read(operation, filled(api, operation, {"id": "5"})) == {"id": "5"}


@pytest.mark.parametrize(
    ("servers", "home"),
    [
        ([{"url": "/v3"}], "/v3/a"),
        ([{"url": "https://api.example.com/v3/"}], "/v3/a"),
        ([{"url": "https://elsewhere.example.com"}, {"url": "https://api.example.com/{v}"}], None),
        ([], "/v2/a"),
    ],
)
def test_an_operation_with_servers_of_its_own(
    servers: list[Any], home: str | None, tmp_path: Path
) -> None:
    variables = {"variables": {"v": {"default": "v9"}}}
    servers = [each | variables if "{v}" in each["url"] else each for each in servers]
    file = written(tmp_path, {"servers": servers}, servers=[{"url": "https://api.example.com/v2"}])
    with made(file, base="/v2") as (seen, world):
        world.call("act")
        assert seen.path == (home or "/v9/a")


def test_another_host_is_never_asked(tmp_path: Path) -> None:
    """Neither with what the document calls a server, nor with a request that was built apart."""
    servers = [{"url": "https://files.example.com"}]
    with made(written(tmp_path, {"servers": servers})) as (seen, world):
        with pytest.raises(NotChecked, match=r"act is at https://files\.example\.com, which is an"):
            world.call("act")
        assert seen.path == ""


def test_one_of_few_values_is_no_id(tmp_path: Path) -> None:
    """What only reads may ask for a kind that the document lists, or for several of them."""
    several = {"type": "array", "items": {"enum": ["b", "c"]}}
    parameters = [
        {"name": "kind", "in": "path", "required": True, "schema": {"enum": ["a", "b"]}},
        {"name": "parts", "in": "path", "required": True, "schema": several, "style": "label"},
    ]
    act = {"operationId": "act", "parameters": parameters, "responses": OK}
    paths = {"/s/{kind}/{parts}": {"get": act, "delete": {**act, "operationId": "end"}}}
    with made(written(tmp_path, {}, paths=paths)) as (seen, world):
        world.valid("act")
        assert seen.path == "/s/a/.b"
        with pytest.raises(NotChecked):
            world.valid("end")


def test_a_path_may_have_a_server_of_its_own(tmp_path: Path) -> None:
    paths = {"/a": {"servers": [{"url": "https://x.example"}], "get": {"responses": OK}}}
    with made(written(tmp_path, {}, paths=paths)) as (seen, world), pytest.raises(NotChecked):
        world.call(world.document.operations[0].id)
    assert seen.path == ""
