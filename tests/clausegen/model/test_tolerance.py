"""One bad node costs its own operation or attribute, and everything else is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from clausegen.lint import lint
from clausegen.load import load
from clausegen.model import Api
from clausegen.schemas.validation import validator
from documents import api_of, document, schemas, written

FINE = {"200": {"description": "Fine."}}


def operations(folder: Path, broken: Any, **around: Any) -> tuple[list[str], int]:
    """The operations that are left of one that is broken and one beside it, and the problems."""
    paths = {"/a": {"get": {"operationId": "sound", "responses": FINE}, "post": broken, **around}}
    api = api_of(folder, document(paths=paths))
    return [each.id for each in api.operations], len(api.problems)


@pytest.mark.parametrize(
    "broken",
    [
        5,
        {"parameters": [{"$ref": "#/components/parameters/Missing"}], "responses": FINE},
        {"parameters": [{"name": "a", "in": "body"}], "responses": FINE},
        {"parameters": {"a": 1}, "responses": FINE},
        {"requestBody": {"$ref": "missing.json"}, "responses": FINE},
        {"requestBody": [], "responses": FINE},
        {"responses": []},
        {"responses": {"fine": {"description": ""}}},
        {"responses": {"200": {"$ref": "#/components/responses/Missing"}}},
    ],
)
def test_an_operation_that_cannot_be_read_is_left_out(tmp_path: Path, broken: Any) -> None:
    assert operations(tmp_path, broken) == (["sound"], 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"description": {"$ref": "a.md"}},
        {"tags": [5]},
        {"deprecated": "soon"},
        {"callbacks": {"c": {"$ref": "#/components/callbacks/Missing"}}},
        {"callbacks": {"c": {"$url": {"post": {"requestBody": 5, "responses": FINE}}}}},
        {"responses": {"200": {"description": "", "headers": {"A": {"$ref": "#/nowhere"}}}}},
        {"responses": {"200": {"description": "", "links": {"l": {"$ref": "#/nowhere"}}}}},
    ],
)
def test_what_an_operation_can_do_without_costs_only_itself(tmp_path: Path, broken: Any) -> None:
    post = {"operationId": "kept", "responses": FINE, **broken}
    assert operations(tmp_path, post) == (["sound", "kept"], 1)


def test_a_path_that_leads_nowhere_costs_the_path(tmp_path: Path) -> None:
    paths = {"/a": {"$ref": "missing.json"}, "/b": {"get": {"responses": FINE}}}
    api = api_of(tmp_path, document(paths=paths))
    assert [each.path for each in api.operations] == ["/b"]
    assert list(api.bundle["paths"]) == ["/b"]


def test_an_attribute_that_leads_nowhere_may_be_anything(tmp_path: Path) -> None:
    node = {
        "type": "object",
        "properties": {
            "a": {"$ref": "#/components/schemas/Missing", "description": "Beside."},
            "b": {"type": "text"},
            "c": 5,
            "d": {"type": "string", "minLength": "short"},
        },
    }
    api = api_of(tmp_path, schemas(A=node))
    assert [each.code for each in api.problems] == ["reference", "value", "value", "value"]
    held = validator(api, api.schemas["A"])
    assert held.errors({"a": 1, "b": [], "c": None, "d": ""}) == ()
    assert [str(each) for each in held.errors({"d": 5})] == ['d: 5 is not of type "string"']
    assert api.schemas["A"].properties[0].schema.description == "Beside."


def test_the_bundle_holds_what_was_read(tmp_path: Path) -> None:
    broken = {"responses": {"200": {"$ref": "#/components/responses/Missing"}}}
    value = document(
        paths={"/a": {"get": broken, "put": {"responses": FINE}}},
        components={"schemas": {"A": {"allOf": [5, {"type": "strnig"}]}}},
    )
    api, bundle = load(written(tmp_path, value))
    assert list(api.bundle["paths"]["/a"]) == ["put"]
    assert api.bundle["components"]["schemas"]["A"] == {"allOf": [{}, {}]}
    jsonschema_rs.Draft202012Validator(api.bundle["components"]["schemas"]["A"])
    assert bundle.value == json.loads(json.dumps(value))
    assert {problem.code for _, problem in lint(api, bundle)} >= {"reference", "value"}


def test_items_that_cannot_be_read_leave_their_lists(tmp_path: Path) -> None:
    node = {"required": [[5], "a", 6, "b"], "properties": {"a": {}, "b": {}}}
    operation = {"tags": [5, "t", 6], "responses": FINE}
    value = document(paths={"/a": {"get": operation}}, components={"schemas": {"A": node}})
    api = api_of(tmp_path, value)
    assert len(api.problems) == 4
    assert api.bundle["components"]["schemas"]["A"]["required"] == ["a", "b"]
    assert api.bundle["paths"]["/a"]["get"]["tags"] == ["t"]
    assert validator(api, api.schemas["A"], "request").errors({"a": 1}) != ()


def test_names_that_begin_like_extensions_are_names(tmp_path: Path) -> None:
    answer = {
        "description": "",
        "headers": {"x-limit": {"schema": {"type": "integer"}}},
        "content": {"x-own/type": {"schema": {"$ref": "#/components/schemas/x-metadata"}}},
    }
    value = schemas(**{"x-metadata": {"type": "object"}})
    value["paths"] = {"/a": {"get": {"responses": {"200": answer, "x-more": 5}}}, "x-paths": 5}
    api = api_of(tmp_path, value)
    response = api.operations[0].responses[0]
    assert [each.name for each in response.headers] == ["x-limit"]
    assert [each.media_type for each in response.contents] == ["x-own/type"]
    assert set(api.schemas) == {"x-metadata"}
    assert api.problems == ()


def test_references_lead_through_references(tmp_path: Path) -> None:
    written(tmp_path, {"Far": {"properties": {"z": {"type": "integer"}}}}, "far.json")
    value = schemas(
        A={"properties": {"b": {"$ref": "#/components/schemas/B"}}},
        B={"properties": {"c": {"$ref": "far.json#/Far"}}},
        Through={"items": {"$ref": "#/components/schemas/A/properties/b/properties/c"}},
        Further={"items": {"$ref": "#/components/schemas/B/properties/c/properties/z"}},
        Round={"$ref": "#/components/schemas/Round/properties/a"},
    )
    api = api_of(tmp_path, value)
    assert [(each.code, "Round" in each.message) for each in api.problems] == [("reference", True)]
    assert _item(api, "Through").properties[0].name == "z"
    assert _item(api, "Further").types == ("integer",)


def _item(api: Api, name: str) -> Any:
    items = api.schemas[name].items
    assert items is not None
    return api.resolve(items)
