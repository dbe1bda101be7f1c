"""Each clause of a small contract is broken in turn, and its own check has to say so."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import uvicorn
from clausecheck.http.target import load_target
from clausecheck.sabotage import sharpness
from clausecheck.sabotage.command import sharpness as sharpness_command
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausecheck.sabotage.proxy import Proxy
from clausecheck.sabotage.sharpness import Attempt, attempts, score
from clausecheck.world.contract import Contract, Settings
from clausegen.load import load_api
from clausegen.manifest import Manifest
from clausegen.model import Api
from clausegen.words.collection import clauses
from clausemock.derived.application import Application
from clausemock.derived.service import Service
from clausemock.derived.state import State
from click.testing import CliRunner

ALONE = Manifest(document=Path("shelves.yaml"))
SHELVES = """
openapi: 3.1.0
info: {title: Shelves, version: "1"}
x-contract: {stored: true}
components:
  schemas:
    Book:
      type: object
      required: [id, title, is_lent, pages, copies]
      properties:
        id: {type: string, format: uuid, readOnly: true}
        title: {type: string, minLength: 1}
        is_lent: {type: boolean, default: false}
        pages: {type: integer, minimum: 1}
        copies: {type: integer, readOnly: true}
    BookInput:
      type: object
      required: [title, pages]
      properties:
        title: {type: string, minLength: 1}
        is_lent: {type: boolean, default: false}
        pages: {type: integer, minimum: 1}
    BookPatch:
      type: object
      properties:
        is_lent: {type: boolean}
        pages: {type: integer, minimum: 1}
paths:
  /books:
    get:
      operationId: listBooks
      parameters:
        - name: is_lent
          in: query
          schema: {type: boolean}
          x-contract: {filter: {attribute: is_lent}}
        - name: sort
          in: query
          schema: {type: string, enum: [pages, -pages]}
          x-contract:
            ordering:
              pages: {by: pages, order: ascending}
              -pages: {by: pages, order: descending}
      responses:
        "200":
          description: ok
          content:
            application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Book"}}}
    post:
      operationId: createBook
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/BookInput"}}}
      responses:
        "201":
          description: made
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
        "400": {description: refused}
  /books/{book_id}:
    parameters: [{name: book_id, in: path, required: true, schema: {type: string, format: uuid}}]
    get:
      operationId: retrieveBook
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
        "404":
          description: gone
          x-contract: {causes: [{id: unknown, when: there is no such book, unknown: book_id}]}
    patch:
      operationId: updateBook
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/BookPatch"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Book"}}}
        "400": {description: refused}
    delete:
      operationId: deleteBook
      x-contract: {deletion: {mode: hard, retrieve: retrieveBook, list: listBooks}}
      responses: {"204": {description: gone}}
"""


@pytest.fixture
def shelves(tmp_path: Path) -> Api:
    path = tmp_path / "openapi.yaml"
    path.write_text(SHELVES, encoding="utf-8")
    return load_api(path)


@pytest.fixture
def server(shelves: Api) -> Iterator[str]:
    """A correct server of the document."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    app = Application(shelves, Service(shelves, State()))
    running = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(running.serve(sockets=[listener])))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join()


@pytest.fixture
def found(shelves: Api, server: str) -> list[Attempt]:
    contract = Contract(document=shelves, clauses=clauses(shelves), manifest=ALONE)
    target = load_target(
        None, base_url=server, settings=("actors.admin.token=x",), allow_writes=False
    )
    return list(attempts(contract, target, Settings(depth="quick"), contract.clauses))


def test_every_break_is_named_by_its_clause(found: list[Attempt]) -> None:
    by_result: dict[str, set[str]] = {}
    for each in found:
        by_result.setdefault(each.result, set()).add(each.clause)
    assert by_result.keys() == {"named", "unbreakable"}, [
        (each.clause, each.result, each.told, each.reason)
        for each in found
        if each.result not in {"named", "unbreakable"}
    ]
    assert all(each.endswith(".responses") for each in by_result["unbreakable"])
    assert {
        "Book.pages.type",
        "Book.copies.read_only",
        "createBook.title.required",
        "createBook.title.non_empty",
        "createBook.is_lent.default",
        "createBook.title.stored",
        "deleteBook.deletion",
        "listBooks.filter.is_lent.true",
        "listBooks.ordering.-pages",
        "retrieveBook.404.unknown",
        "updateBook.partial",
    } <= by_result["named"]
    assert score(found).share == 1.0


def test_a_break_that_nobody_notices_survives(shelves: Api, server: str) -> None:
    """A sabotage that leaves alone what the check looks at: the suite says that it is kept."""
    contract = Contract(document=shelves, clauses=clauses(shelves), manifest=ALONE)
    target = load_target(
        None, base_url=server, settings=("actors.admin.token=x",), allow_writes=False
    )
    proxy = Proxy(shelves, target.base_url)

    def blush(passing: Passing, _: Memory) -> None:
        passing.content += b" "

    clause = contract.by_id["Book.pages.type"]
    way = Sabotage(told="answers end with a blank", after=blush)
    through = msgspec.structs.replace(target, base_url=proxy.url)
    result = sharpness._tried(contract, through, Settings(depth="quick"), proxy, clause, way)
    proxy.close()
    assert result == ("survived", "")


def test_the_command_tells_the_score_by_word(shelves: Api, server: str, tmp_path: Path) -> None:
    asked = ["--base-url", server, "--document", shelves.file, "--target-set"]
    asked += ["actors.admin.token=x", "--word", "ordering", "--min-score", "100"]
    told = CliRunner().invoke(sharpness_command, [*asked, "--report", str(tmp_path / "report")])
    assert told.exit_code == 0, told.output
    assert "ordering      2 of 2 breaks named" in told.output
    assert "100.0% of 2 breaks were named." in told.output
    written = msgspec.json.decode((tmp_path / "report" / "sharpness.json").read_bytes())
    assert [each["result"] for each in written["attempts"]] == ["named"] * 2
    counts = {"share": 1.0, "named": 2, "survived": 0, "others": 0}
    assert written["words"] == [{"word": "ordering", **counts}]
    machine = CliRunner().invoke(sharpness_command, [*asked, "--json"])
    again = msgspec.json.decode(machine.stdout)
    assert {**again, "finished": ""} == {**written, "finished": ""}


def test_the_command_needs_a_usable_document(tmp_path: Path) -> None:
    nothing = ["--base-url", "http://127.0.0.1:1", "--document", str(tmp_path / "none.yaml")]
    told = CliRunner().invoke(sharpness_command, nothing)
    assert told.exit_code == 2
    assert "none.yaml" in told.output


def test_nothing_tried_proves_nothing(shelves: Api, server: str) -> None:
    """A gate of 100 % once passed with 0 breaks."""
    asked = ["--base-url", server, "--document", shelves.file, "--min-score", "100"]
    asked += ["--target-set", "actors.admin.token=x"]
    told = CliRunner().invoke(sharpness_command, [*asked, "-k", "no such clause"])
    assert told.exit_code == 3, told.output
    assert "nothing was tried" in told.stderr
    assert "%" not in told.output
    unknown = CliRunner().invoke(sharpness_command, [*asked, "--word", "orderin"])
    assert unknown.exit_code == 2
    assert "--word orderin: there is no such word; did you mean ordering?" in unknown.stderr


def test_a_server_that_does_not_answer_is_no_sharp_contract(shelves: Api) -> None:
    asked = ["--base-url", "http://127.0.0.1:9", "--document", shelves.file, "--min-score", "100"]
    told = CliRunner().invoke(sharpness_command, asked)
    assert told.exit_code == 2, told.output
    assert "http://127.0.0.1:9: no HTTP server answers there" in told.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clausegen.command_line.find_spec", lambda _: None)
    told = CliRunner().invoke(sharpness_command, [])
    assert told.exit_code == 2
    assert "pip install 'clausekit[check]'" in told.stderr
