"""clausegen suggest --base-url: a server is asked, never changed, and what it shows counts."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from clausegen.cli import main
from click.testing import CliRunner, Result

TOWN = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "size": {"type": "integer"},
        "is_old": {"type": "boolean"},
        "mayor_id": {"type": "string"},
        "mayor": {"type": "object", "properties": {"id": {"type": "string"}}},
    },
}
TOWNS = [
    {"id": name, "size": size, "is_old": size > 20, "mayor_id": "m", "mayor": {"id": "m"}}
    for name, size in (("ulm", 30), ("bonn", 10), ("kiel", 20), ("jena", 40))
]


def described(**more: Any) -> dict[str, Any]:
    """A document without words: towns in pages, sorted, filtered."""
    query = [
        {"name": "offset", "in": "query", "schema": {"type": "integer"}},
        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        {"name": "sort", "in": "query", "schema": {"enum": ["size", "-size"]}},
        {"name": "is_old", "in": "query", "schema": {"type": "boolean"}},
    ]
    page = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Town"}},
            "total": {"type": "integer"},
        },
    }
    town = {"$ref": "#/components/schemas/Town"}
    missing = {"description": "There is no such town."}
    item = {
        "operationId": "readTown",
        "parameters": [
            {"name": "town_id", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "responses": {"200": said(town), "404": missing},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Towns", "version": "1"},
        "paths": {
            "/towns": {
                "get": {"operationId": "listTowns", "parameters": query, "responses": ok(page)}
            },
            "/towns/{town_id}": {"get": item},
            **more,
        },
        "components": {"schemas": {"Town": TOWN}},
    }


def said(schema: Any) -> dict[str, Any]:
    return {"description": "ok", "content": {"application/json": {"schema": schema}}}


def ok(schema: Any) -> dict[str, Any]:
    return {"200": said(schema)}


Query = dict[str, str]
Serve = Callable[[str, Query], tuple[int, Any]]


def honest(path: str, query: Query) -> tuple[int, Any]:
    towns = [each for each in TOWNS if path in {"/towns", f"/towns/{each['id']}"}]
    if path != "/towns":
        return (200, towns[0]) if towns else (404, {})
    if "is_old" in query:
        towns = [each for each in towns if each["is_old"] == (query["is_old"] == "true")]
    if "sort" in query:
        towns = sorted(towns, key=lambda each: each["size"], reverse=query["sort"][0] == "-")
    start = int(query.get("offset", 0))
    end = start + int(query.get("limit", 3))
    return 200, {"items": towns[start:end], "total": len(towns)}


class Town:
    """A server, and what it was asked."""

    def __init__(self) -> None:
        self.serve: Serve = honest
        self.asked: list[str] = []
        self.headers: list[str | None] = []
        self.url = ""


@pytest.fixture
def town() -> Iterator[Town]:
    found = Town()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            found.asked.append(self.path)
            found.headers.append(self.headers["Authorization"] or self.headers["X-Key"])
            status, body = found.serve(parts.path, dict(parse_qsl(parts.query)))
            raw = json.dumps(body).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(town: Town, tmp_path: Path) -> Callable[..., Result]:
    def asked(*arguments: str, document: Any = None) -> Result:
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document or described()))
        options = arguments if "--target" in arguments else ("--base-url", town.url, *arguments)
        return CliRunner().invoke(main, ["suggest", str(path), *options])

    return asked


def words(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return {f"{each['word']} {each['at']}": each for each in json.loads(result.stdout)}


ALL = {
    "pagination listTowns",
    "ordering listTowns sort",
    "filter listTowns is_old",
    "causes readTown 404",
    "object_of Town.mayor",
}


def test_what_a_server_keeps_is_more_likely(ask: Callable[..., Result]) -> None:
    found = words(ask("--json"))
    assert found.keys() == ALL
    for each in found.values():
        assert (each["confidence"], bool(each["showed"])) == (0.98, True), each
    assert found["pagination listTowns"]["value"] == {
        "style": "offset",
        "parameter": "offset",
        "items": "items",
        "size": "limit",
        "total": "total",
    }


def unsorted(path: str, query: Query) -> tuple[int, Any]:
    return honest(path, {key: each for key, each in query.items() if key != "sort"})


def unfiltered(path: str, query: Query) -> tuple[int, Any]:
    return honest(path, {key: each for key, each in query.items() if key != "is_old"})


def on_one_page(path: str, query: Query) -> tuple[int, Any]:
    return honest(path, {key: each for key, each in query.items() if key != "offset"})


def elsewhere(path: str, query: Query) -> tuple[int, Any]:
    status, body = honest(path, query)
    towns = [{**each, "mayor": {"id": "x"}} for each in body.get("items", [])]
    return status, {**body, "items": towns} if towns else body


def anything(path: str, query: Query) -> tuple[int, Any]:
    return honest(path, query) if path == "/towns" else (200, TOWNS[0])


@pytest.mark.parametrize(
    ("serve", "lost"),
    [
        (unsorted, "ordering listTowns sort"),
        (unfiltered, "filter listTowns is_old"),
        (on_one_page, "pagination listTowns"),
        (elsewhere, "object_of Town.mayor"),
        (anything, "causes readTown 404"),
    ],
)
def test_what_a_server_does_not_keep_is_dropped_and_told(
    town: Town, ask: Callable[..., Result], serve: Serve, lost: str
) -> None:
    town.serve = serve
    found = words(ask("--json"))
    assert {name for name, each in found.items() if each["confidence"] == 0} == {lost}
    shown = ask()
    word, at = lost.split(" ", 1)
    assert f"not {word} of {at}: " in shown.stderr
    assert f"{at}, " not in shown.stdout


def unlimited(path: str, query: Query) -> tuple[int, Any]:
    return honest(path, {key: each for key, each in query.items() if key != "limit"})


def miscounted(path: str, query: Query) -> tuple[int, Any]:
    status, body = honest(path, query)
    return status, {**body, "total": 1} if "total" in body else body


@pytest.mark.parametrize(("serve", "lacks"), [(unlimited, "size"), (miscounted, "total")])
def test_a_part_that_is_not_kept_is_left_out(
    town: Town, ask: Callable[..., Result], serve: Serve, lacks: str
) -> None:
    town.serve = serve
    found = words(ask("--json"))["pagination listTowns"]
    assert {"size", "total"} - found["value"].keys() == {lacks}
    assert "left out" in found["showed"]


def test_the_first_item_may_be_number_one(town: Town, ask: Callable[..., Result]) -> None:
    def from_one(path: str, query: Query) -> tuple[int, Any]:
        start = max(int(query.get("offset", 1)) - 1, 0)
        return honest(path, {**query, "offset": str(start)})

    town.serve = from_one
    assert words(ask("--json"))["pagination listTowns"]["value"]["first"] == 1


@pytest.mark.parametrize(("fits", "operator"), [(int.__lt__, "lt"), (int.__le__, "le")])
def test_before_may_mean_until(
    town: Town, ask: Callable[..., Result], fits: Callable[[int, int], bool], operator: str
) -> None:
    def bounded(path: str, query: Query) -> tuple[int, Any]:
        most = int(query.get("size_before", 99))
        kept = [each for each in TOWNS if fits(int(each["size"]), most)]
        return (200, {"items": kept, "total": len(kept)}) if path == "/towns" else (404, {})

    town.serve = bounded
    document = described()
    before = {"name": "size_before", "in": "query", "schema": {"type": "integer"}}
    document["paths"]["/towns"]["get"]["parameters"].append(before)
    found = words(ask("--json", document=document))["filter listTowns size_before"]
    assert found["value"] == {"attribute": "size", "operator": operator}
    assert found["confidence"] == 0.98


def test_one_item_tells_nothing_of_pages_and_order(town: Town, ask: Callable[..., Result]) -> None:
    def small(path: str, query: Query) -> tuple[int, Any]:
        status, body = honest(path, query)
        kept = [each for each in body.get("items", []) if each["id"] == "ulm"]
        return (status, {"items": kept, "total": 1}) if path == "/towns" else (status, body)

    town.serve = small
    found = words(ask("--json"))
    assert found.keys() == ALL
    assert {name for name, each in found.items() if not each["showed"]} == {
        "pagination listTowns",
        "ordering listTowns sort",
        "filter listTowns is_old",
    }


def test_only_what_reads_is_sent(town: Town, ask: Callable[..., Result]) -> None:
    array = {"type": "array", "items": {"$ref": "#/components/schemas/Town"}}
    acting = {"get": {"operationId": "purgeTowns", "responses": ok(array)}}
    outside = {
        "get": {
            "operationId": "told",
            "x-contract": {"effect": "outside"},
            "responses": ok(array),
        }
    }
    ask(document=described(**{"/towns/purge": acting, "/told": outside}))
    assert town.asked
    assert {urlsplit(each).path.split("/")[1] for each in town.asked} == {"towns"}
    assert "/towns/purge" not in {urlsplit(each).path for each in town.asked}


def test_no_more_is_sent_than_allowed(town: Town, ask: Callable[..., Result]) -> None:
    result = ask("--requests", "2")
    assert len(town.asked) == 2
    assert "2 GETs (no more were allowed: see --requests)" in result.stderr
    assert result.exit_code == 0


def test_the_environment_holds_what_is_secret(
    town: Town, ask: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAYOR", "secret")
    assert ask("--header", "Authorization: Bearer ${MAYOR}").exit_code == 0
    assert set(town.headers) == {"Bearer secret"}


def test_credentials_go_to_no_other_server(town: Town, ask: Callable[..., Result]) -> None:
    town.serve = lambda *_: (302, "http://localhost:9/towns")
    result = ask("--header", "Authorization: Bearer secret")
    assert result.exit_code == 2
    assert "/towns answered 302" in result.stderr


BEARER = {"type": "http", "scheme": "bearer"}
BASIC = {"type": "http", "scheme": "basic"}


@pytest.mark.parametrize(
    ("actor", "scheme", "sent"),
    [
        ('token = "secret"', None, "Bearer secret"),
        ('token = "secret"', BEARER, "Bearer secret"),
        ('token = "secret"\nscheme = "Token"', None, "Token secret"),
        ('username = "me"\npassword = "secret"', BASIC, "Basic bWU6c2VjcmV0"),
        ('token = "secret"', BASIC, "Basic c2VjcmV0"),
        ('token = "secret"', {"type": "apiKey", "in": "header", "name": "X-Key"}, "secret"),
    ],
)
def test_a_target_file_says_who_asks(
    town: Town,
    ask: Callable[..., Result],
    tmp_path: Path,
    actor: str,
    scheme: Any,
    sent: str,
) -> None:
    target = tmp_path / "target.toml"
    target.write_text(f'base_url = "{town.url}"\n[actors.mayor]\n{actor}\n')
    document = described()
    if scheme is not None:
        document["components"]["securitySchemes"] = {"mine": scheme}
        document["security"] = [{"mine": []}]
    assert ask("--target", str(target), document=document).exit_code == 0
    assert set(town.headers) == {sent}


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ((), 401, "GET /towns answered 401: give --target FILE, or --header"),
        ((), 404, "no list is shown: GET /towns answered 404; is the base URL complete?"),
        (("--header", "secret"), 200, "--header secret: write it as 'NAME: VALUE'"),
        (("--header", "A: ${NO_SUCH}"), 200, "the environment variable NO_SUCH is not set"),
        (("--value", "x"), 200, "--value x: write it as NAME=VALUE"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    town: Town, ask: Callable[..., Result], arguments: tuple[str, ...], status: int, told: str
) -> None:
    town.serve = lambda path, query: (status, {}) if status != 200 else honest(path, query)
    result = ask(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_nobody_is_there(ask: Callable[..., Result], town: Town) -> None:
    town.url = "http://127.0.0.1:9"
    result = ask()
    assert result.exit_code == 2
    assert "http://127.0.0.1:9 does not answer GET /towns" in result.stderr


def test_a_document_without_lists_is_told(ask: Callable[..., Result]) -> None:
    document = described()
    del document["paths"]["/towns"]
    result = ask(document=document)
    assert result.exit_code == 2
    assert "the document shows no list that could be read" in result.stderr
