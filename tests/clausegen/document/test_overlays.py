"""OpenAPI Overlay 1.x: what actions do, and where what they add was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausegen.cli import main
from clausegen.lint import lint
from clausegen.load import load, load_api
from clausegen.text.problems import SpecError
from clausegen.words.causes import causes_of
from click.testing import CliRunner
from documents import document, written

FINE = {"200": {"description": "Fine."}}


def overlay(*actions: Any, version: str = "1.1.0", **more: Any) -> dict[str, Any]:
    info = {"title": "Words", "version": "1"}
    return {"overlay": version, "info": info, "actions": list(actions), **more}


def applied(folder: Path, *actions: Any, value: Any = None) -> Any:
    """The bundle after the actions, which all must have fitted."""
    path = written(folder, value or document(paths={"/a": {"get": {"responses": FINE}}}))
    api = load_api(path, overlays=[written(folder, overlay(*actions), "words.json")])
    assert api.problems == ()
    return api.bundle


def test_mappings_merge_lists_grow_and_single_values_are_replaced(tmp_path: Path) -> None:
    value = document(
        paths={"/a": {"get": {"tags": ["a"], "summary": "Old.", "responses": FINE}}},
        tags=[{"name": "a"}],
    )
    made = applied(
        tmp_path,
        {"target": "$.paths['/a'].get", "update": {"summary": "New.", "tags": ["b"], "x-c": {}}},
        {"target": "$.tags", "update": {"name": "b"}},
        {"target": "$.tags", "update": [{"name": "c"}, {"name": "d"}]},
        {"target": "$.info.title", "update": "Ours"},
        {"target": "$", "update": {"info": {"description": "Said."}, "servers": [{"url": "/"}]}},
        value=value,
    )
    get = made["paths"]["/a"]["get"]
    assert (get["summary"], get["tags"], get["x-c"], get["responses"]) == (
        "New.",
        ["a", "b"],
        {},
        FINE,
    )
    assert [each["name"] for each in made["tags"]] == ["a", "b", "c", "d"]
    assert made["info"] == {"title": "Ours", "version": "1", "description": "Said."}
    assert made["servers"] == [{"url": "/"}]
    assert json.loads((tmp_path / "api.json").read_text()) == value


def test_every_match_is_changed_and_later_actions_see_it(tmp_path: Path) -> None:
    value = document(paths={f"/{name}": {"get": {"responses": FINE}} for name in "abc"})
    made = applied(
        tmp_path,
        {"target": "$.paths.*.get", "update": {"x-mark": 1}},
        {"target": "$.paths['/b'].get", "update": {"x-mark": 2}},
        {"target": "$.paths.*[?@['x-mark'] == 1]", "update": {"deprecated": True}},
        {"target": "$.paths.*[?@['x-mark'] == 2]", "remove": True},
        value=value,
    )
    assert [path for path in made["paths"] if made["paths"][path].get("get")] == ["/a", "/c"]
    assert made["paths"]["/a"]["get"] == {"responses": FINE, "x-mark": 1, "deprecated": True}


def test_removed_and_copied(tmp_path: Path) -> None:
    value = document(
        paths={"/a": {"get": {"responses": FINE}}, "/b": {}},
        tags=[{"name": each} for each in "abcd"],
    )
    made = applied(
        tmp_path,
        {"target": "$.tags[?@.name == 'a' || @.name == 'c']", "remove": True},
        {"target": "$.paths['/b']", "copy": "$.paths['/a']"},
        {"target": "$.paths['/b'].get", "update": {"summary": "Copied."}},
        {"target": "$..description", "remove": True},
        value=value,
    )
    assert made["tags"] == [{"name": "b"}, {"name": "d"}]
    assert made["paths"]["/b"]["get"] == {"responses": {"200": {}}, "summary": "Copied."}
    assert "summary" not in made["paths"]["/a"]["get"]


OVERLAY = """\
overlay: 1.1.0
info: {title: Words, version: '1'}
actions:
  - target: $.tags[0]
    remove: true
  - target: $.paths['/a'].get
    update:
      operationId: listA
      parameters:
        - {name: q, in: query, schema: {type: strnig}}
  - target: $.tags
    update:
      - {name: c, description: []}
"""
DOCUMENT = """\
openapi: 3.1.0
info: {title: Test, version: '1'}
tags:
  - {name: a}
  - {name: b, description: []}
paths:
  /a:
    get:
      deprecated: perhaps
      responses: {'200': {description: Fine.}}
"""


def test_places_lead_to_the_file_that_says_it(tmp_path: Path) -> None:
    path, words = written(tmp_path, DOCUMENT, "api.yaml"), written(tmp_path, OVERLAY, "words.yaml")
    api, bundle = load(path, overlays=[words])
    found = sorted((each.where.file, each.where.line, each.where.pointer) for each in api.problems)
    assert [(Path(file).name, line, pointer) for file, line, pointer in found] == [
        ("api.yaml", 5, "/tags/1/description"),
        ("api.yaml", 9, "/paths/~1a/get/deprecated"),
        ("words.yaml", 10, "/actions/1/update/parameters/0/schema/type"),
        ("words.yaml", 13, "/actions/2/update/0/description"),
    ]
    operation = api.operation("listA")
    assert Path(api.place(f"{operation.pointer}/operationId").file).name == "words.yaml"
    assert Path(api.place(operation.pointer).file).name == "api.yaml"
    assert {problem.code for _, problem in lint(api, bundle)} >= {"value"}


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"target": "$.paths['/nowhere']", "update": {}}, "matches nothing in"),
        ({"target": "paths", "update": {}}, "paths is no JSONPath: "),
        ({"update": {}}, "an action needs a `target`, a JSONPath"),
        ({"target": "$.info"}, "an action is one of update, remove and copy"),
        ({"target": "$", "remove": True}, "the whole document cannot be removed"),
        ({"target": "$.info", "update": [1]}, "a mapping cannot be updated with a list"),
        ({"target": "$.info.title", "update": {}}, "a single value cannot be updated with a map"),
        ({"target": "$", "update": {"tags": "b"}}, "tags is a list, and the update has a single"),
        ({"target": "$.info", "copy": "$.paths.*"}, "$.paths.* matches 2 places, and one is cop"),
    ],
)
def test_what_an_action_cannot_do_is_a_problem_in_the_overlay(
    tmp_path: Path, action: Any, said: str
) -> None:
    paths = {"/a": {"get": {"responses": FINE}}, "/b": {}}
    path = written(tmp_path, document(paths=paths, tags=[{"name": "a"}]))
    fine = {"target": "$.info", "update": {"x-after": 1}}
    api = load_api(path, overlays=[written(tmp_path, overlay(action, fine), "words.json")])
    assert [(each.code, Path(each.where.file).name) for each in api.problems] == [
        ("overlay", "words.json")
    ]
    assert said in api.problems[0].message
    assert api.problems[0].where.pointer.startswith("/actions/0")
    assert api.bundle["info"]["x-after"] == 1
    assert len(api.operations) == 1


def test_an_overlay_for_another_document(tmp_path: Path) -> None:
    path = written(tmp_path, document())
    action = {"target": "$.info", "update": {"x-a": 1}}
    for extends, expected in (("api.json", 0), ("other.json", 1), ("https://x.test/api", 0)):
        words = written(tmp_path, overlay(action, extends=extends), "words.json")
        assert len(load_api(path, overlays=[words]).problems) == expected


@pytest.mark.parametrize(
    "value", [[], {}, {"overlay": "2.0.0", "actions": []}, {"overlay": "1.0.0"}]
)
def test_what_is_no_overlay_is_refused(tmp_path: Path, value: Any) -> None:
    path = written(tmp_path, document())
    with pytest.raises(SpecError) as caught:
        load_api(path, overlays=[written(tmp_path, value, "words.json")])
    assert [each.code for each in caught.value.problems] == ["overlay"]


def test_words_may_come_from_an_overlay_and_refer_to_the_document(tmp_path: Path) -> None:
    value = document(
        paths={"/a": {"$ref": "paths.json"}}, components={"schemas": {"A": {"type": "object"}}}
    )
    written(tmp_path, {"get": {"operationId": "listA", "responses": FINE}}, "paths.json")
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}
    action = {
        "target": "$.paths['/a'].get.responses['200']",
        "update": {
            "content": content,
            "x-contract": {"causes": [{"id": "a", "when": "all is as it should be"}]},
        },
    }
    path = written(tmp_path, value)
    api, bundle = load(path, overlays=[written(tmp_path, overlay(action), "words.json")])
    response = api.operation("listA").responses[0]
    assert [each.id for each in causes_of(response)] == ["a"]
    schema = response.contents[0].schema
    assert schema is not None
    assert schema.ref == "A"
    assert [str(problem) for level, problem in lint(api, bundle) if level == "error"] == []


def test_the_command_line_applies_overlays(tmp_path: Path) -> None:
    path = written(tmp_path, document(paths={"/a": {"get": {"responses": FINE}}}))
    words = written(
        tmp_path, overlay({"target": "$.info", "update": {"title": "Ours"}}), "words.json"
    )

    def bundled(*options: str) -> str:
        arguments = ["bundle", str(path), "--overlay", str(words), "--format", "json", *options]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        return str(json.loads(result.stdout)["info"]["title"])

    assert bundled() == bundled("--with-overlays") == "Ours"
    assert bundled("--without-overlays") == "Test"
