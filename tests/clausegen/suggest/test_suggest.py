"""clausegen suggest: what it proposes fits, and it proposes nothing twice and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from clausegen.cli import main
from clausegen.lint import lint
from clausegen.load import load, load_api
from clausegen.manifest import manifest_of
from clausegen.suggest import overlay, suggestions
from clausegen.words.word import KEY
from click.testing import CliRunner

EXAMPLES = Path(__file__).parents[3] / "examples"
LIBRARY = EXAMPLES / "library" / "openapi.yaml"
SCIM = EXAMPLES / "scim" / "openapi.yaml"


def without(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: without(each) for key, each in node.items() if key != KEY}
    return [without(each) for each in node] if isinstance(node, list) else node


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The library's document, without its words."""
    path = tmp_path / "openapi.yaml"
    path.write_text(yaml.safe_dump(without(yaml.safe_load(LIBRARY.read_text()))))
    return path


def test_what_a_library_seems_to_mean(library: Path) -> None:
    found = {(each.word, each.at) for each in suggestions(load_api(library))}
    assert found == {
        ("pagination", "listBooks"),
        ("ordering", "listBooks sort"),
        ("deletion", "deleteBook"),
        ("deletion", "deleteLoan"),
        *(("causes", name) for name in CAUSES),
    }


CAUSES = (
    "listBooks 401",
    "createBook 400",
    "deleteBook 404",
    "createLoan 400",
    "deleteLoan 404",
)


def test_it_fits_and_then_there_is_nothing_more_to_say(library: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    words.write_text(overlay(load_api(library), suggestions(load_api(library))))
    api, bundle = load(library, overlays=[words])
    assert [str(p) for level, p in lint(api, bundle) if level == "error"] == []
    assert suggestions(api) == ()


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            manifest_of("giosg").document,
            {*["causes", "filter", "object_of", "stamp", "uniqueness"]},
        ),
        (SCIM, {"causes", "deletion", "pagination", "visible_to"}),
    ],
)
def test_documents_with_words_give_no_wrong_one(
    tmp_path: Path, document: Path, words: set[str]
) -> None:
    whole = load_api(document)
    path = tmp_path / "openapi.json"
    path.write_bytes(msgspec.json.encode(without(whole.bundle)))
    api = load_api(path)
    overlaid = tmp_path / "words.yaml"
    overlaid.write_text(overlay(api, suggestions(api)))
    said = load_api(path, overlays=[overlaid])
    assert words <= {each.word for each in suggestions(api)}
    for each in suggestions(api):
        if each.word != "causes":  # their names and sentences are a person's
            assert word_at(said.bundle, each) == word_at(whole.bundle, each), each.at


def word_at(node: Any, suggestion: Any) -> Any:
    for token in suggestion.pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        node = node[int(name)] if isinstance(node, list) else node[name]
    return node[KEY][suggestion.word]


SHARED = """
openapi: 3.1.0
info: {title: Towns, version: "1"}
paths:
  /towns:
    get:
      operationId: listTowns
      parameters: [{$ref: "#/components/parameters/is_large"}]
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array, items: {type: object, properties:
            {is_large: {type: boolean}}}}}}
  /roads:
    get:
      operationId: listRoads
      parameters: [{$ref: "#/components/parameters/is_large"}]
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array, items: {type: object, properties:
            {NAME: {type: boolean}}}}}}
components:
  parameters:
    is_large: {name: is_large, in: query, schema: {type: boolean}}
"""


@pytest.mark.parametrize(("name", "count"), [("is_large", 1), ("is_wide", 0)])
def test_what_is_shared_fits_all_or_is_not_said(tmp_path: Path, name: str, count: int) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(SHARED.replace("NAME", name))
    assert len(suggestions(load_api(path))) == count


def test_the_command_writes_only_where_it_is_told_to(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "words.yaml"
    shown = CliRunner().invoke(main, ["suggest", str(library)])
    assert shown.exit_code == 0
    assert not out.exists()
    written = CliRunner().invoke(main, ["suggest", str(library), "--out", str(out)])
    assert written.exit_code == 0
    assert out.read_text() in shown.output
    again = CliRunner().invoke(main, ["suggest", str(library), "--out", str(out)])
    assert again.exit_code == 2
    assert f"{out} is there already" in again.output


def test_json_tells_why(library: Path) -> None:
    answered = CliRunner().invoke(main, ["suggest", str(library), "--json"])
    [first, *_] = msgspec.json.decode(answered.stdout)
    assert {"word", "value", "pointer", "at", "evidence", "confidence", "showed"} == first.keys()
