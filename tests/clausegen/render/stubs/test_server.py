"""The server stub of a small document that uses every way to send a value."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

DOCUMENT = Path(__file__).with_name("shelves.yaml")
Ask = Callable[..., httpx.Response]


@pytest.fixture
def stub(server: Callable[[Path], ModuleType]) -> ModuleType:
    return server(DOCUMENT)


def asking(app: Any) -> Ask:
    async def once(method: str, path: str, **given: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **given)

    return lambda *args, **given: asyncio.run(once(*args, **given))


@pytest.fixture
def seen() -> dict[str, Any]:
    return {}


@pytest.fixture
def ask(stub: ModuleType, seen: dict[str, Any]) -> Ask:
    """An application whose methods note what they were given."""

    class Books(stub.BooksApi):  # type: ignore[misc,name-defined]
        def list_books(self, call: Any, **given: Any) -> list[Any]:
            seen.update(given, actor=call.actor, request_id=call.request_id)
            return []

        async def create_book(self, _call: Any, *, shelf_id: int, body: Any) -> Any:
            seen.update(shelf_id=shelf_id, body=body)
            return stub.Answer(200 if body.title == "Emma" else 201, body, {"x-shelf": "1"})

    class Default(stub.DefaultApi):  # type: ignore[misc,name-defined]
        def my_books(self, _call: Any) -> str:
            return "none"

        def add_cover(self, _call: Any, *, body: Any = None) -> None:
            seen["body"] = body

    return asking(stub.create_app(Books(), Default()))


def test_runs_at_once_with_documented_examples(stub: ModuleType) -> None:
    answer = asking(stub.create_app())("GET", "/shelves/1/books")
    assert (answer.status_code, answer.json()) == (200, [{"title": "Emma"}])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("is_new=true", {"is_new": True}),
        ("is_new=false", {"is_new": False}),
        ("tags=a&tags=b", {"tags": ["a", "b"]}),
        ("tags=a", {"tags": ["a"]}),
        ("ids=1|2", {"ids": [1, 2]}),
        ("order=-title", {"order": "-title"}),
        ("unknown=1", {}),
    ],
)
def test_query_values(ask: Ask, seen: dict[str, Any], query: str, expected: object) -> None:
    assert ask("GET", f"/shelves/7/books?{query}").status_code == 200
    del seen["actor"], seen["request_id"]
    assert seen == {"shelf_id": 7, **dict(expected)}  # type: ignore[call-overload]


def test_deep_object(ask: Ask, seen: dict[str, Any]) -> None:
    assert ask("GET", "/shelves/7/books?where[year]=1815").status_code == 200
    assert seen["where"].year == 1815


def test_header_and_cookie(ask: Ask, seen: dict[str, Any]) -> None:
    ask("GET", "/shelves/7/books", headers={"x-limit": "3", "cookie": "session=abc"})
    assert (seen["x_limit"], seen["session"]) == (3, "abc")


@pytest.mark.parametrize(
    ("query", "named"),
    [("is_new=True", "is_new"), ("is_new=1", "is_new"), ("ids=1|x", "ids"), ("order=a", "order")],
)
def test_bad_query_values_are_named(ask: Ask, query: str, named: str) -> None:
    answer = ask("GET", f"/shelves/7/books?{query}")
    assert answer.status_code == 400
    assert f"query: {named}: " in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/shelves/x/books", "/shelves/0/books", "/shelves//books", "/no"])
def test_paths_that_lead_nowhere(ask: Ask, path: str) -> None:
    assert ask("GET", path).status_code == 404


def test_given_segments_win(ask: Ask) -> None:
    answer = ask("GET", "/shelves/mine/books")
    assert (answer.text, answer.headers["content-type"]) == ("none", "text/plain")


def test_method_not_allowed(ask: Ask) -> None:
    answer = ask("DELETE", "/shelves/1/books")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


def test_head_has_no_body(ask: Ask) -> None:
    answer = ask("HEAD", "/shelves/1/books")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "2")


def test_read_only_attributes_are_not_asked_for(ask: Ask, seen: dict[str, Any]) -> None:
    answer = ask("POST", "/shelves/1/books", json={"title": "Emma", "pages": 9.0, "class": "A"})
    assert answer.status_code == 200
    assert answer.json() == {"title": "Emma", "pages": 9, "class": "A"}
    assert seen["body"].class_ == "A"
    assert answer.headers["x-shelf"] == "1"


def test_other_status_of_an_answer(ask: Ask) -> None:
    assert ask("POST", "/shelves/1/books", json={"title": "Sanditon"}).status_code == 201


def test_form_bodies(ask: Ask, seen: dict[str, Any]) -> None:
    assert ask("POST", "/shelves/1/books", data={"title": "Emma", "pages": "3"}).status_code == 200
    assert seen["body"].pages == 3


def test_multipart_bodies(ask: Ask, seen: dict[str, Any]) -> None:
    files = {"image": ("a.png", b"\x89PNG\r\n\xff"), "note": (None, "nice")}
    assert ask("POST", "/covers", files=files).status_code == 204
    assert (seen["body"].image, seen["body"].note) == (b"\x89PNG\r\n\xff", "nice")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{", {}),
        (b"", {}),
        (b"[]", {}),
        (b"[" * 100_000, {}),
        (b'{"title": "a", "pages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", {}),
        (b'{"title": "a", "pages": 1e400}', {}),
        (b'{"title": "a", "pages": ' + b"9" * 5_000 + b"}", {}),
        (b'{"title": ""}', {}),
        (b'{"title": NaN}', {}),
        (b'{"title": "\xff"}', {}),
        (b"\xff", {"content-type": "application/x-www-form-urlencoded"}),
    ],
)
def test_bad_bodies(ask: Ask, body: bytes, headers: dict[str, str]) -> None:
    given = {"content-type": "application/json", **headers}
    assert ask("POST", "/shelves/1/books", content=body, headers=given).status_code == 400


def test_unknown_media_type(ask: Ask) -> None:
    given = {"content-type": "application/xml"}
    assert ask("POST", "/shelves/1/books", content=b"<x/>", headers=given).status_code == 415


def test_long_bodies(stub: ModuleType) -> None:
    short = asking(stub.create_app(max_body=10))
    assert short("POST", "/shelves/1/books", json={"title": "Emma"}).status_code == 413


def test_authentication_goes_before_validation(stub: ModuleType) -> None:
    def authenticate(call: Any) -> str:
        if "authorization" not in call.headers:
            raise stub.ApiError("who are you?", status=401)
        return str(call.headers["authorization"])

    app = asking(stub.create_app(authenticate=authenticate))
    assert app("POST", "/shelves/1/books", content=b"{").status_code == 401
    assert app("GET", "/shelves/mine/books").status_code == 200
    headers = {"authorization": "Bearer 1"}
    assert app("POST", "/shelves/1/books", content=b"{", headers=headers).status_code == 400


def test_invalid_values_can_be_ignored(stub: ModuleType) -> None:
    app = asking(stub.create_app(on_invalid=lambda _call, _problem: None))
    assert app("GET", "/shelves/1/books?is_new=perhaps").status_code == 200
    assert app("GET", "/shelves/x/books").status_code == 404
    assert app("POST", "/shelves/1/books", content=b"{").status_code == 400


def test_errors_carry_their_status_and_body(stub: ModuleType) -> None:
    class Books(stub.BooksApi):  # type: ignore[misc,name-defined]
        def list_books(self, call: Any, **_: Any) -> Any:
            raise stub.Forbidden(body={"why": call.path}, cause="not_yours")

    answer = asking(stub.create_app(Books()))("GET", "/shelves/1/books")
    assert (answer.status_code, answer.json()) == (403, {"why": "/shelves/1/books"})


@pytest.mark.parametrize(("debug", "status"), [(False, 200), (True, 500)])
def test_debug_mode_validates_answers(stub: ModuleType, *, debug: bool, status: int) -> None:
    class Books(stub.BooksApi):  # type: ignore[misc,name-defined]
        def list_books(self, _call: Any, **_: Any) -> Any:
            return [{"title": 1}]

    app = asking(stub.create_app(Books(), debug=debug))
    assert app("GET", "/shelves/1/books").status_code == status


def test_request_ids(ask: Ask, seen: dict[str, Any]) -> None:
    given = ask("GET", "/shelves/1/books", headers={"x-request-id": "abc"})
    assert given.headers["x-request-id"] == seen["request_id"] == "abc"
    assert len(ask("GET", "/shelves/1/books").headers["x-request-id"]) == 32


def test_cors_is_off_unless_asked_for(stub: ModuleType) -> None:
    origin = {"origin": "https://a.example"}
    off = asking(stub.create_app())("OPTIONS", "/covers", headers=origin)
    on = asking(stub.create_app(cors=["https://a.example"]))("OPTIONS", "/covers", headers=origin)
    other = asking(stub.create_app(cors=["https://b.example"]))("GET", "/covers", headers=origin)
    assert off.status_code == on.status_code == 204
    assert on.headers["access-control-allow-origin"] == "https://a.example"
    assert on.headers["vary"] == "Origin"
    assert "access-control-allow-origin" not in {*off.headers, *other.headers}


def test_browsers_see_the_headers_of_answers(stub: ModuleType) -> None:
    app = asking(stub.create_app(cors=["*"]))
    for path in ("/shelves/1/books", "/no"):
        answer = app("GET", path, headers={"origin": "https://a.example"})
        assert answer.headers["access-control-expose-headers"] == "*"
