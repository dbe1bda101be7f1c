"""What a request carries: credentials, parameters and payloads, as the document says."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from clausecheck.failures import NotChecked
from clausecheck.http.client import Client
from clausecheck.http.credentials import carried
from clausecheck.http.exchange import Exchange
from clausecheck.http.location import located
from clausecheck.http.oauth import signed_in
from clausecheck.http.target import TargetError, load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.world import World
from clausegen.load import load_api
from clausegen.manifest import Manifest
from clausegen.model import Api
from running import run_suite
from tiny_servers import http

OK = {"200": {"description": "Fine."}}
SCHEMES = {
    "head": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "ask": {"type": "apiKey", "in": "query", "name": "key"},
    "biscuit": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "open": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/.well-known"},
    "worded": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "Written as `Token KEY`.",
    },
}


class Seen:
    """The last request, as the server saw it."""

    path, headers, body = "", {}, b""
    status = 200

    def answer(self, request: Any) -> tuple[int, dict[str, str], bytes]:
        self.path, self.headers, self.body = request.path, dict(request.headers), request.body
        return self.status, {}, b""

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query)


def written(folder: Path, operation: Any, method: str = "get", **more: Any) -> Path:
    file = folder / "openapi.json"
    told = {"operationId": "act", "responses": OK, **operation}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "read", "responses": OK}, method: told}},
        "components": {"securitySchemes": SCHEMES},
        **more,
    }
    file.write_text(json.dumps(document))
    return file


@contextmanager
def made(file: Path, *settings: str, base: str = "") -> Iterator[tuple[Seen, World]]:
    seen = Seen()
    with http(seen.answer) as url:
        contract = contract_of(Manifest(document=file))
        target = load_target(None, base_url=url + base, settings=settings, allow_actions=True)
        yield (
            seen,
            World(
                contract, Client(contract.document, target), Settings(prefix="clausecheck-abcdef")
            ),
        )


def sent(folder: Path, security: Any, *settings: str) -> tuple[Seen, Exchange]:
    with made(written(folder, {"security": security}), *settings) as (seen, world):
        return seen, world.call("act")


TOKEN = "actors.admin.token=s3cret"


def test_a_key_in_a_header(tmp_path: Path) -> None:
    seen, exchange = sent(tmp_path, [{"head": []}], TOKEN)
    assert seen.headers["X-Key"] == "s3cret"
    assert "Authorization" not in seen.headers
    assert '-H "X-Key: $TOKEN_ADMIN"' in exchange.curl


def test_a_key_in_the_query(tmp_path: Path) -> None:
    seen, exchange = sent(tmp_path, [{"ask": []}], TOKEN)
    assert seen.query == {"key": ["s3cret"]}
    assert "s3cret" not in exchange.curl


def test_a_key_in_a_cookie(tmp_path: Path) -> None:
    assert sent(tmp_path, [{"biscuit": []}], TOKEN)[0].headers["Cookie"] == "sid=s3cret"


def test_name_and_password(tmp_path: Path) -> None:
    who = ("actors.admin.username=ann", "actors.admin.password=pass")
    seen, exchange = sent(tmp_path, [{"basic": []}], *who)
    pair = base64.b64encode(b"ann:pass").decode()
    assert seen.headers["Authorization"] == f"Basic {pair}"
    assert pair not in exchange.curl


@pytest.mark.parametrize(
    ("scheme", "word"), [("bearer", "Bearer"), ("open", "Bearer"), ("worded", "Token")]
)
def test_a_token(scheme: str, word: str, tmp_path: Path) -> None:
    seen, _ = sent(tmp_path, [{scheme: []}], TOKEN)
    assert seen.headers["Authorization"] == f"{word} s3cret"


def test_several_at_once(tmp_path: Path) -> None:
    keys = ("actors.admin.credentials.head=one", "actors.admin.credentials.ask=two")
    seen, _ = sent(tmp_path, [{"basic": []}, {"head": [], "ask": []}], *keys)
    assert seen.headers["X-Key"] == "one"
    assert seen.query == {"key": ["two"]}


def test_nothing_where_the_document_wants_nothing(tmp_path: Path) -> None:
    seen, _ = sent(tmp_path, [], TOKEN)
    assert "Authorization" not in seen.headers


def test_without_security_nobody_is_needed(tmp_path: Path) -> None:
    with made(written(tmp_path, {})) as (seen, world):
        assert world.valid("act").status == 200
        assert "Authorization" not in seen.headers


def test_headers_of_the_target(tmp_path: Path) -> None:
    with made(written(tmp_path, {}), "headers.X-Tenant=north") as (seen, world):
        world.call("act")
        assert seen.headers["X-Tenant"] == "north"


def test_headers_of_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They go before those of the file; a secret one is not shown."""
    monkeypatch.setenv("TENANT", "north")
    settings = ["headers.x-tenant=south"]
    headers = ["X-Tenant: ${TENANT}", "X-Api-Key: s3cret:1"]
    contract, seen = contract_of(Manifest(document=written(tmp_path, {}))), Seen()
    with http(seen.answer) as url:
        target = load_target(None, base_url=url, settings=settings, headers=headers)
        exchange = Client(contract.document, target).call("act")
    assert seen.headers["X-Tenant"] == "north"
    assert seen.headers["X-Api-Key"] == "s3cret:1"
    assert "north" in exchange.curl
    assert "s3cret" not in exchange.curl
    assert "s3cret:1" in target.secrets


DEEP = {"type": "object", "required": ["x"], "properties": {"x": {"const": 1}}}


def parameter(name: str, place: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "required": True, "schema": schema, **more}


def test_required_parameters_are_sent(tmp_path: Path) -> None:
    parameters = [
        parameter("X-Version", "header", {"enum": ["2"]}),
        parameter("theme", "cookie", {"type": "string", "minLength": 3}),
        parameter("size", "query", {"type": "integer", "minimum": 5}),
        parameter("tags", "query", {"type": "array", "items": {"enum": ["a"]}}, explode=False),
        parameter("deep", "query", DEEP, style="deepObject"),
        parameter("list", "query", {"const": [{"x": ["a", 1]}, "b"]}, style="deepObject"),
    ]
    with made(written(tmp_path, {"parameters": parameters})) as (seen, world):
        world.call("act")
        assert seen.headers["X-Version"] == "2"
        assert seen.headers["Cookie"].startswith("theme=clausecheck-abcdef")
        assert int(seen.query["size"][0]) >= 5
        assert seen.query["tags"] == ["a"]
        assert seen.query["deep[x]"] == ["1"]
        listed = {name: texts for name, texts in seen.query.items() if name.startswith("list")}
        assert listed == {"list[0][x][0]": ["a"], "list[0][x][1]": ["1"], "list[1]": ["b"]}
        world.call("act", query={"size": 9})
        assert seen.query["size"] == ["9"]


FORM = {
    "type": "object",
    "required": ["name", "all"],
    "properties": {
        "name": {"type": "string"},
        "all": {"type": "array", "items": {"enum": ["x", "y"]}, "minItems": 2},
    },
}


def body(folder: Path, media_type: str, schema: Any) -> tuple[Seen, str]:
    operation = {"requestBody": {"content": {media_type: {"schema": schema}}}}
    with made(written(folder, operation, "post")) as (seen, world):
        world.valid("act")
        return seen, seen.body.decode()


def test_a_form(tmp_path: Path) -> None:
    seen, text = body(tmp_path, "application/x-www-form-urlencoded", FORM)
    assert seen.headers["Content-Type"] == "application/x-www-form-urlencoded"
    found = parse_qs(text)
    assert found["all"] == ["x", "y"]
    assert found["name"][0].startswith("clausecheck-abcdef")


def test_parts(tmp_path: Path) -> None:
    seen, text = body(tmp_path, "multipart/form-data", FORM)
    boundary = seen.headers["Content-Type"].partition("boundary=")[2]
    assert text.count(f"--{boundary}") == 4
    assert 'name="name"\r\n\r\nclausecheck-abcdef' in text


@pytest.mark.parametrize("media_type", ["text/plain", "application/octet-stream"])
def test_a_text_and_bytes(media_type: str, tmp_path: Path) -> None:
    seen, text = body(tmp_path, media_type, {"type": "string"})
    assert seen.headers["Content-Type"] == media_type
    assert text.startswith("clausecheck-abcdef")


@pytest.mark.parametrize(("home", "prefix"), [("/v2/a", "/v2"), ("/a", "")])
def test_the_path_of_the_documents_server_counts(home: str, prefix: str, tmp_path: Path) -> None:
    with at(home, tmp_path) as (url, api):
        assert located(load_target(None, base_url=url), api).base_url == url + prefix


def test_a_wrong_prefix_is_told(tmp_path: Path) -> None:
    told = r"/v2/a .*404, so the document's paths begin elsewhere"
    with at("/elsewhere/a", tmp_path) as (url, api), pytest.raises(TargetError, match=told):
        located(load_target(None, base_url=url), api)


@contextmanager
def at(home: str, folder: Path) -> Iterator[tuple[str, Api]]:
    """A server of the one path `home`, and a document that speaks of /v2."""
    server = {"url": "https://example.com/{v}", "variables": {"v": {"default": "v2"}}}

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        return (200 if request.path == home else 404), {}, b""

    with http(answer) as url:
        yield url, load_api(written(folder, {}, servers=[server]))


@pytest.mark.parametrize(("status", "told"), [(200, None), (401, "no token: it answered 401")])
def test_a_client_gets_its_token(status: int, told: str | None, tmp_path: Path) -> None:
    seen: list[tuple[str, bytes]] = []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        seen.append((request.headers["Authorization"], request.body))
        return status, {}, b'{"access_token": "fresh"}'

    flows = {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}
    scheme = {"type": "oauth2", "flows": flows}
    file = written(
        tmp_path, {"security": [{"o": []}]}, components={"securitySchemes": {"o": scheme}}
    )
    client = ["actors.robot.client_id=me", "actors.robot.client_secret=s3cret"]
    with http(answer) as url:
        api, target = load_api(file), load_target(None, base_url=url, settings=client)
        if told is not None:
            with pytest.raises(TargetError, match=told):
                signed_in(target, api)
            return
        robot = signed_in(target, api).actors["robot"]
        assert carried(api, api.operations[0], robot).headers == {"Authorization": "Bearer fresh"}
    pair = base64.b64encode(b"me:s3cret").decode()
    assert seen == [(f"Basic {pair}", b"grant_type=client_credentials")]


def test_a_wrong_token_ends_the_run_in_one_line(tmp_path: Path) -> None:
    file = written(tmp_path, {"security": [{"head": []}]})
    seen = Seen()
    seen.status = 401
    with http(seen.answer) as url:
        target = ("--base-url", url, "--contract-target-set", TOKEN)
        done = run_suite(tmp_path, "--contract-document", str(file), *target)
    assert done.code == 2
    assert "refuses the credentials of admin" in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert "s3cret" not in done.err


def test_whoever_is_let_in_without_credentials_needs_none(tmp_path: Path) -> None:
    """A document may list keys that a server is not set up to ask for."""
    locked = written(tmp_path, {"security": [{"head": []}]}, security=[{"head": []}])
    with made(locked) as (seen, world):
        assert world.call("act").ok
        assert "X-Key" not in seen.headers


def test_a_key_among_the_headers_is_enough(tmp_path: Path) -> None:
    """Nobody needs an actor where every request carries the key anyway."""
    locked = written(tmp_path, {"security": [{"head": []}]}, security=[{"head": []}])

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        return (200 if request.headers.get("X-Key") == "s3cret" else 401), {}, b""

    with http(answer) as url:
        api, headers = load_api(locked), ["X-Key: s3cret"]
        assert Client(api, load_target(None, base_url=url, headers=headers)).call("act").ok
        with pytest.raises(NotChecked, match="the target has no actor"):
            Client(api, load_target(None, base_url=url)).call("act")


def test_a_redirection_that_is_listed_is_a_success(tmp_path: Path) -> None:
    there = {"302": {"description": "It is elsewhere."}}
    with made(written(tmp_path, {"responses": there})) as (seen, world):
        for seen.status in (302, 303):
            world.call("act")
        assert world.api.successes["act"] == 1


def test_whoever_is_refused_is_told_which_line_helps(tmp_path: Path) -> None:
    locked = written(tmp_path, {"security": [{"head": []}]}, security=[{"head": []}])
    with made(locked) as (seen, world):
        seen.status = 401
        with pytest.raises(NotChecked, match=r"give \[actors.NAME\] with a token"):
            world.call("act")


def test_a_name_and_a_password_are_asked_for_where_nothing_else_is_taken(tmp_path: Path) -> None:
    locked = written(tmp_path, {"security": [{"basic": []}]}, security=[{"basic": []}])
    with made(locked) as (seen, world):
        seen.status = 401
        with pytest.raises(NotChecked, match=r"give \[actors.NAME\] with username and password"):
            world.call("act")
