"""The same client over httpx and over its successor httpx2: types, answers and failures."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import pytest
from clausegen.cli import main
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.python.client.python_client import HTTP, python_client
from click.testing import CliRunner
from running import ended

USE = """from typing import assert_type

import {http}
from {package} import Client, RawResponse
from {package}.models import Shelf

client = Client(base_url="https://shelves.example", transport={http}.HTTPTransport())
raw = client.with_raw_response(client.default.retrieve_shelf, shelf_id="1")
assert_type(raw, RawResponse[Shelf])
headers: {http}.Headers = raw.headers
client.with_raw_response(client.default.retrieve_shelf, shelf=1)  # type: ignore[call-arg]
"""
DOCUMENT = """
openapi: 3.1.0
info: {title: Shelves, version: "1"}
paths:
  /shelves/{shelf_id}:
    get:
      operationId: retrieveShelf
      parameters: [{name: shelf_id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
        "404": {description: There is none.}
components:
  schemas:
    Shelf: {type: object, required: [id], properties: {id: {type: string}}}
"""


@pytest.fixture(params=HTTP)
def library(request: pytest.FixtureRequest) -> ModuleType:
    return importlib.import_module(str(request.param))


@pytest.fixture
def package(library: ModuleType, tmp_path: Path) -> Iterator[ModuleType]:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    name = f"shelves_over_{library.__name__}"
    files, _ = python_client(load_api(tmp_path / "openapi.yaml"), name, http=library.__name__)
    write_tree(tmp_path / "client", files)
    sys.path.insert(0, str(tmp_path / "client"))
    yield importlib.import_module(name)
    sys.path.remove(str(tmp_path / "client"))
    for each in [each for each in sys.modules if each.partition(".")[0] == name]:
        del sys.modules[each]


class Shelves(BaseHTTPRequestHandler):
    """There is one."""

    def do_GET(self) -> None:
        is_here = self.path == "/shelves/1"
        body = b'{"id": "1"}' if is_here else b"{}"
        self.send_response(200 if is_here else 404)
        for name, value in (("Content-Type", "application/json"), ("ETag", "7")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests say what failed."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Shelves) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_server_is_asked_and_its_answers_are_typed(package: ModuleType, url: str) -> None:
    with package.Client(base_url=url) as client:
        assert client.default.retrieve_shelf(shelf_id="1").id == "1"
        raw = client.with_raw_response(client.default.retrieve_shelf, shelf_id="1")
        assert (raw.status, raw.headers["etag"], raw.body.id) == (200, "7", "1")
        with pytest.raises(package.NotFound) as failed:
            client.default.retrieve_shelf(shelf_id="2")
    assert failed.value.response.headers["etag"] == "7"


def test_the_same_awaited(package: ModuleType, url: str) -> None:
    async def asked() -> tuple[Any, Any]:
        async with package.AsyncClient(base_url=url) as client:
            read = client.default.retrieve_shelf
            both = (client.with_raw_response(read, shelf_id=each) for each in ("1", "2"))
            one, other = await asyncio.gather(*both, return_exceptions=True)
            return one, other

    raw, failed = asyncio.run(asked())
    assert (raw.status, raw.headers["etag"], raw.body.id) == (200, "7", "1")
    assert isinstance(failed, package.NotFound)


def test_no_answer_is_of_the_same_family(package: ModuleType, library: ModuleType) -> None:
    def late(request: Any) -> Any:
        raise library.ReadTimeout("", request=request)

    once = package.Retry(attempts=1)
    lost = package.Client(base_url="http://127.0.0.1:1", retry=once)
    slow = package.Client(
        base_url="http://127.0.0.1:1", retry=once, transport=library.MockTransport(late)
    )
    with pytest.raises(package.NetworkError) as refused:
        lost.default.retrieve_shelf(shelf_id="1")
    assert isinstance(refused.value.__cause__, library.ConnectError)
    with pytest.raises(package.TimedOut):
        slow.default.retrieve_shelf(shelf_id="1")


def test_types_hold_and_the_package_names_its_library(
    package: ModuleType, library: ModuleType, tmp_path: Path
) -> None:
    use = USE.format(http=library.__name__, package=package.__name__)
    (tmp_path / "client" / "use.py").write_text(use)
    typed = ("--strict", "--cache-dir", str(tmp_path / "mypy"), package.__name__, "use.py")
    done = ended([sys.executable, "-m", "mypy", *typed], cwd=tmp_path / "client")
    assert done.returncode == 0, done.stdout
    wanted = f'"{library.__name__}>={HTTP[library.__name__]}"'
    assert wanted in (tmp_path / "client" / "pyproject.toml").read_text()


def test_the_command_says_which(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT)
    asked = ["stubs", "client", str(tmp_path / "openapi.yaml"), "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(main, [*asked, "--http", "httpx2"]).exit_code == 0
    assert "httpx2>=" in (tmp_path / "out" / "pyproject.toml").read_text()
    other = CliRunner().invoke(main, [*asked, "--language", "typescript", "--http", "httpx2"])
    assert (other.exit_code, "--http is of Python" in other.output) == (2, True)
