"""What `clausegen diff` tells of an edit: exactly these changes, each with whom it breaks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml
from clausegen.commands.diff import command
from clausegen.diff.compare import compare
from clausegen.load import load_api
from click.testing import CliRunner

BASE = """\
openapi: 3.1.0
info: {title: Shelf, version: '1'}
security: [{key: []}]
paths:
  /books:
    get:
      operationId: listBooks
      description: Lists the books.
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100, default: 10}}
        - {name: sort, in: query, schema: {enum: [title, year]}}
      responses:
        '200':
          description: Books.
          headers: {X-Total: {required: true, schema: {type: integer}}}
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Book'}}}}
    post:
      operationId: createBook
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/BookInput'}}}}
      responses:
        '201': {description: Made., content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}
        '400':
          description: Refused.
          x-contract: {causes: [{id: malformed, input: malformed, when: the payload is malformed}]}
  /books/{id}:
    delete:
      operationId: deleteBook
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      x-contract: {rules: [{id: shelf, sentence: The shelf of a deleted book stays.}]}
      responses: {'204': {description: Gone.}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, token: {type: http, scheme: bearer}}
  schemas:
    Book:
      type: object
      required: [id, title]
      properties:
        id: {type: string, readOnly: true}
        title: {type: string, description: Its title.}
        genre: {type: string, enum: [novel, poem]}
        pages: {type: [integer, 'null']}
        isbn: {type: string, x-contract: {mutability: immutable}}
    BookInput:
      type: object
      required: [title]
      properties:
        title: {type: string, maxLength: 80, pattern: '^[A-Z]'}
        genre: {type: string, enum: [novel, poem]}
        isbn: {type: string}
"""  # noqa: E501 - one line a thing
CASES = yaml.safe_load((Path(__file__).parent / "diff_cases.yaml").read_text(encoding="utf-8"))


def told(tmp_path: Path, old: str, new: str) -> set[str]:
    for name, text in (("old.yaml", old), ("new.yaml", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    changes = compare(load_api(tmp_path / "old.yaml"), load_api(tmp_path / "new.yaml"))
    return {f"{each.breaks} {each.kind} {each.id}" for each in changes}


@pytest.mark.parametrize("name", CASES)
def test_an_edit_is_told(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    assert case["from"] in BASE
    edited = BASE.replace(case["from"], case["to"]) if case["from"] else BASE
    assert told(tmp_path, BASE, edited) == set(case["told"])


def test_every_form_and_exit_code(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BASE)
    new.write_text(BASE.replace("book stays", "book goes").replace("Its title", "The title"))
    run = CliRunner().invoke
    text = run(command, [str(old), str(new)])
    assert text.exit_code == 1
    assert "Breaking for clients (1)\n~ deleteBook.shelf" in text.output
    assert text.output.endswith("2 changes: 1 breaking for clients, 1 safe.\n")
    markdown = run(command, [str(old), str(new), "--format", "markdown", "--fail-on", "never"])
    assert markdown.exit_code == 0
    assert "## Breaking for clients\n\n- **changed** `deleteBook.shelf`" in markdown.output
    made = json.loads(run(command, [str(old), str(new), "--format", "json"]).output)
    assert [(each["id"], each["breaks"]) for each in made] == [
        ("deleteBook.shelf", "clients"),
        ("Book.title", "nobody"),
    ]
    assert made[0]["after"] == "The shelf of a deleted book goes."
    same = run(command, [str(old), str(old), "--fail-on", "any"])
    assert (same.exit_code, same.output) == (0, "Nothing changed.\n")


def test_a_revision_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        subprocess.run(["git", *name, *arguments], cwd=tmp_path, check=True, capture_output=True)

    document = tmp_path / "api" / "openapi.yaml"
    document.parent.mkdir()
    document.write_text(BASE.replace("schema: {type: string}}]", "schema: {$ref: id.yaml}}]"))
    (tmp_path / "api" / "id.yaml").write_text("{type: string}")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "api" / "id.yaml").write_text("{type: integer}")
    monkeypatch.chdir(tmp_path)
    for old in ("HEAD", "HEAD:api/openapi.yaml"):
        result = CliRunner().invoke(command, [old, "api/openapi.yaml"])
        assert "1 change: 1 breaking for clients." in result.output
        assert "~ id.type  api/openapi.yaml" in result.output
    unknown = CliRunner().invoke(command, ["v9", "api/openapi.yaml"])
    assert unknown.exit_code == 2
    assert unknown.output.startswith("Error: git cannot read that revision")
    nowhere = CliRunner().invoke(command, ["old.yaml", "new.yaml"])
    assert nowhere.output == "Error: old.yaml: there is no such file.\n"
