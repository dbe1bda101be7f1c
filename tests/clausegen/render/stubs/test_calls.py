"""Where calls go, what they carry, and what becomes of their answers: both clients and the stub."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.typescript.typescript_client import typescript_client
from msgspec import UNSET
from running import ended

Generate = Callable[[str | Path], ModuleType]
CALLS = Path(__file__).with_name("calls.yaml")
GIVEN = {"q": "Kq", "h": "Kh", "b": "Kb", "basic": ("me", "pw"), "c": "s"}


class Talk:
    """A client whose requests are kept; every answer is the one that was set last."""

    def __init__(self, package: ModuleType, **options: Any) -> None:
        self.requests: list[httpx.Request] = []
        self.answer = httpx.Response(200)
        self.client = package.Client(transport=httpx.MockTransport(self._heard), **options)

    def _heard(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answer

    def __call__(self, method: str, answer: Any = None, /, status: int = 200, **given: Any) -> Any:
        self.answer = (
            httpx.Response(status) if answer is None else httpx.Response(status, json=answer)
        )
        return getattr(self.client.default, method)(**given)


@pytest.fixture
def package(client: Generate) -> ModuleType:
    return client(CALLS)


def test_a_title_that_is_not_ascii(package: ModuleType) -> None:
    assert package.__name__ == "client"


def test_operations_go_to_their_own_servers(package: ModuleType) -> None:
    talk = Talk(package)
    for method in ("here", "there", "beside"):
        talk(method)
    assert [str(each.url) for each in talk.requests] == [
        "https://prod.example/v2/here",
        "https://other.example/base/there",
        "https://prod.example/up/there",
    ]


def test_whoever_sends_all_elsewhere_means_all(package: ModuleType) -> None:
    talk = Talk(package, base_url="http://localhost:1/")
    talk("there")
    assert str(talk.requests[0].url) == "http://localhost:1/there"


@pytest.mark.parametrize(
    ("method", "given", "sent"),
    [
        ("here", ("q", "h", "b"), "?key=Kq x-key=Kh"),
        ("here", ("q", "b"), " authorization=Bearer Kb"),
        ("here", ("q",), "?key=Kq"),
        ("here", (), ""),
        ("open", ("q", "h", "b", "c", "basic"), ""),
        ("basic", ("b", "c", "basic"), " authorization=Basic bWU6cHc="),
        ("basic", ("b", "c"), " cookie=sid=s"),
    ],
)
def test_calls_carry_what_their_security_asks_for(
    package: ModuleType, method: str, given: tuple[str, ...], sent: str
) -> None:
    talk = Talk(package, **{name: GIVEN[name] for name in given})
    talk(method)
    (request,) = talk.requests
    headers = [f"{n}={request.headers[n]}" for n in SECRET_HEADERS if n in request.headers]
    query = f"?{request.url.query.decode()}" if request.url.query else ""
    assert " ".join([query, *headers]) == sent


SECRET_HEADERS = ("x-key", "authorization", "cookie")


def test_a_place_of_the_path_that_nobody_describes_is_an_argument(package: ModuleType) -> None:
    talk = Talk(package)
    talk("place", undescribed="a/b")
    assert talk.requests[0].url.raw_path == b"/v2/places/a%2Fb"


@pytest.mark.parametrize("status", [302, 304])
def test_documented_redirections_are_no_errors(package: ModuleType, status: int) -> None:
    talk = Talk(package)
    assert talk("moved", status=status) is None
    with pytest.raises(package.ApiError):
        talk("here", status=status)


def test_calls_say_what_they_read(package: ModuleType) -> None:
    talk = Talk(package)
    talk("moved")
    talk("table")
    assert [e.headers["accept"] for e in talk.requests] == ["application/json", "text/csv"]


def test_errors_have_the_documented_types(package: ModuleType) -> None:
    """Of the operation, by status, range or default; what is no such body is in `body` only."""
    models = importlib.import_module(f"{package.__name__}.models")
    talk = Talk(package)

    def failed(method: str, status: int, body: Any) -> tuple[str, Any]:
        with pytest.raises(package.ApiError) as raised:
            talk(method, body, status=status)
        assert raised.value.body == body
        return type(raised.value).__name__, raised.value.details

    trouble = models.Trouble(title="no")
    assert failed("moved", 404, {"title": "no"}) == ("NotFound", trouble)
    assert failed("table", 404, {"row": 3}) == ("NotFound", models.TableError404(row=3))
    assert failed("moved", 503, {"title": "no"}) == ("ServerError", trouble)
    assert failed("err", 400, {"title": "no"}) == ("ClientError", trouble)
    assert failed("err", 302, {"title": "no"}) == ("OtherError", trouble)
    untitled = models.Trouble(title=UNSET, additional={"detail": "no"})
    assert failed("moved", 404, {"detail": "no"}) == ("NotFound", untitled)
    assert failed("moved", 404, ["no"]) == ("NotFound", None)
    assert failed("moved", 409, {"title": "no"}) == ("ClientError", trouble)
    assert package.NotFound.__annotations__["details"] == "Trouble | TableError404 | None"


def test_null_is_a_body(package: ModuleType, server: Generate) -> None:
    talk, stub = Talk(package), server(CALLS)
    talk("nothing", body=None)
    assert talk.requests[0].content == b"null"
    seen: list[Any] = []

    class Default(stub.DefaultApi):  # type: ignore[name-defined, misc] # made for this test
        def nothing(self, _: Any, *, body: Any) -> dict[str, Any]:
            seen.append(body)
            return {}

    async def put(content: bytes) -> int:
        transport = httpx.ASGITransport(stub.create_app(Default()))
        async with httpx.AsyncClient(transport=transport) as http:
            headers = {"content-type": "application/json"}
            return (
                await http.put("http://t/nothing", content=content, headers=headers)
            ).status_code

    assert [asyncio.run(put(each)) for each in (b"null", b'"x"', b"")] == [200, 200, 400]
    assert seen == [None, "x"]


def test_a_parent_with_a_discriminator_stands_for_its_heirs(package: ModuleType) -> None:
    models = importlib.import_module(f"{package.__name__}.models")
    talk = Talk(package)
    plain = [{"kind": "kitty", "lives": 7}, {"kind": "Dog", "tricks": 1}, {"kind": "new"}]
    pets = talk("pets", plain)
    assert pets == [models.Cat(lives=7), models.Dog(tricks=1), models.Pet(kind="new")]
    assert [each.get("kind") for each in plain] == ["kitty", "Dog", "new"]


def test_tuples(package: ModuleType) -> None:
    rows = Talk(package)("rows", {"open": [1, "a", True], "closed": [1.5, "b"]})
    assert (rows.open, rows.closed) == ([1, "a", True], [1.5, "b"])


def test_items_are_told_apart_by_their_names(package: ModuleType, server: Generate) -> None:
    models = importlib.import_module(f"{package.__name__}.models")
    name, age = models.EitherResponseItemName, models.EitherResponseItemAge
    found = Talk(package)("either", [{"name": "a"}, {"age": 1}, {"new": True}])
    assert found == [name(name="a"), age(age=1), {"new": True}]
    assert server(CALLS).DefaultApi.either.__annotations__["return"].startswith("Reply[list[OneOf[")


def test_branches_in_branches_keep_their_attributes(server: Generate) -> None:
    stub = server(CALLS)
    models = importlib.import_module(f"{stub.__name__}.models")
    body = models.WelcomeBody(quiet=True, kind="guest")
    assert (body.quiet, body.kind) == (True, "guest")


def test_the_server_tells_alternatives_apart_by_their_names(server: Generate) -> None:
    stub = server(CALLS)
    models = importlib.import_module(f"{stub.__name__}.models")
    seen: list[Any] = []

    class Default(stub.DefaultApi):  # type: ignore[name-defined, misc] # made for this test
        def choose(self, _: Any, *, body: Any) -> None:
            seen.append(body)

    async def put(body: Any) -> int:
        transport = httpx.ASGITransport(stub.create_app(Default()))
        async with httpx.AsyncClient(transport=transport) as http:
            return (await http.put("http://t/guests", json=body)).status_code

    bodies = [{"name": "a"}, {"age": 1}, {"age": "old"}, {}, 1]
    assert [asyncio.run(put(each)) for each in bodies] == [204, 204, 400, 400, 400]
    assert seen == [models.ChooseBodyName(name="a"), models.ChooseBodyAge(age=1)]


NODE = """
const { Client, ApiError, UnexpectedAnswer, NotFound } = await import(process.argv[1]);
const said = [];
const answers = [];
const fetch = async (url, init) => {
  const names = ["accept", "authorization", "x-key", "cookie"];
  const headers = names.map((name) => init.headers.get(name)).filter(Boolean);
  said.push([url, ...headers, ...(init.body === undefined ? [] : [init.body])].join(" "));
  return answers.shift() ?? new Response("");
};
const call = async (method, options = {}, input = {}) => {
  const { default: api } = new Client({ fetch, ...options });
  try {
    return await api[method](input);
  } catch (error) {
    said.push(`${error.constructor.name} ${error.message}`);
  }
};
await call("here", { q: "Kq", h: "Kh", b: "Kb" });
await call("here", { q: "Kq", b: "Kb" });
await call("there");
await call("beside", { baseUrl: "http://localhost/" });
await call("open", { q: "Kq", h: "Kh", b: "Kb" });
await call("basic", { b: "Kb", basic: ["me", "pw"] });
await call("place", {}, { undescribed: "a/b" });
await call("table");
await call("nothing", {}, { body: null });
answers.push(new Response(null, { status: 304 }));
await call("moved");
answers.push(new Response(null, { status: 304 }));
await call("here");
answers.push(new Response(null, { status: 205 }));
await call("moved");
answers.push(new Response("<html>"));
await call("moved");
answers.push(new Response('{"detail": {"why": 1}}', { status: 404 }));
await call("moved");
for (const status of [302, 409, 500]) {
  answers.push(new Response('{"title": "no"}', { status }));
  await call("err");
}
await call("search", {}, { body: { q: "x" } });
console.log(said.join("\\n"));
"""
SAID = """\
https://prod.example/v2/here?key=Kq application/json Kh
https://prod.example/v2/here application/json Bearer Kb
https://other.example/base/there application/json
http://localhost/there application/json
https://prod.example/v2/open application/json
https://prod.example/v2/basic application/json Basic bWU6cHc=
https://prod.example/v2/places/a%2Fb application/json
https://prod.example/v2/table text/csv
https://prod.example/v2/nothing application/json null
https://prod.example/v2/moved application/json
https://prod.example/v2/here application/json
OtherError 304
https://prod.example/v2/moved application/json
https://prod.example/v2/moved application/json
UnexpectedAnswer 200 <html>
https://prod.example/v2/moved application/json
NotFound 404 {"why":1}
https://prod.example/v2/err application/json
OtherError 302 {"title":"no"}
https://prod.example/v2/err application/json
ClientError 409 {"title":"no"}
https://prod.example/v2/err application/json
ServerError 500 {"title":"no"}
NotSent GET /search: not sent: fetch sends no body with GET
"""
USE = """
import { Client, ClientError, NotFound, OtherError, ServerError } from "./index.js";
const { default: api } = new Client();
const animal = await api.zoo();
export const roars: number = animal.kind === "lion" ? animal.roars : animal.sleeps ? 1 : 0;
const [pet] = await api.pets();
export const lives: number | undefined = pet?.kind === "kitty" ? pet.lives : pet?.tricks;
const rows = await api.rows();
export const open: [number, string, ...boolean[]] | undefined = rows.open;
export const closed: [number, string] | undefined = rows.closed;
export const why = (error: NotFound): string | number =>
  typeof error.body === "string" || "row" in error.body ? "" : error.body.title;
export const other = (error: OtherError | ClientError | ServerError): string =>
  typeof error.body === "string" ? error.body : error.body.title;
await api.welcome({ body: { kind: "guest", quiet: true } });
"""


def test_typescript(compiled: Callable[..., str], tmp_path: Path) -> None:
    write_tree(tmp_path / "client", typescript_client(load_api(CALLS))[0])
    (tmp_path / "client" / "src" / "use.ts").write_text(USE)
    assert compiled(tmp_path, "--outDir", str(tmp_path / "dist")) == ""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    module = str(tmp_path / "dist" / "client" / "src" / "index.js")
    node = ["node", "--input-type=module", "-e", NODE, module]
    ran = ended(node)
    assert (ran.stdout, ran.stderr) == (SAID, "")
    assert json.loads((tmp_path / "client" / "package.json").read_text())["name"] == "client"
