"""Both dialects come out alike, and defaults of the specification are filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from clausegen.model import UNSET, Schema
from documents import api_of, document, items_of, schemas


def _schema(folder: Path, version: str, node: Any) -> Schema:
    return api_of(folder, schemas(version, A=node, B={"type": "object"})).schemas["A"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"enum": ["a", None], "nullable": True}, {"enum": ["a", None]}),
        (
            {"type": "string", "enum": ["a", None], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (
            {"type": "integer", "minimum": 3, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 3},
        ),
        ({"maximum": 3, "exclusiveMaximum": False}, {"maximum": 3}),
        ({"type": "string", "example": "a"}, {"type": "string", "examples": ["a"]}),
        (
            {"anyOf": [{"$ref": "#/components/schemas/B"}], "nullable": True},
            {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
        ),
    ],
)
def test_dialects_read_alike(tmp_path: Path, old: Any, new: Any) -> None:
    one, two = _schema(tmp_path, "3.0.3", old), _schema(tmp_path, "3.1.0", new)
    assert one == two


def test_reference_siblings(tmp_path: Path) -> None:
    node = {"$ref": "#/components/schemas/B", "description": "Beside.", "deprecated": True}
    old, new = _schema(tmp_path, "3.0.3", node), _schema(tmp_path, "3.1.0", node)
    assert (old.ref, old.description, old.deprecated) == ("B", "", False)
    assert (new.ref, new.description, new.deprecated) == ("B", "Beside.", True)


def test_null_is_a_default_and_absence_is_not(tmp_path: Path) -> None:
    assert _schema(tmp_path, "3.1.0", {"default": None}).default is None
    assert _schema(tmp_path, "3.1.0", {}).default is UNSET
    assert _schema(tmp_path, "3.1.0", {"const": None}).const is None


def test_booleans_are_schemas(tmp_path: Path) -> None:
    assert _schema(tmp_path, "3.1.0", False).never
    assert not _schema(tmp_path, "3.1.0", True).never
    assert items_of(_schema(tmp_path, "3.1.0", {"items": False})).never
    assert _schema(tmp_path, "3.1.0", {"additionalProperties": False}).additional is False


def test_parameters_of_path_and_operation(tmp_path: Path) -> None:
    def parameter(name: str, place: str, **more: Any) -> dict[str, Any]:
        return {"name": name, "in": place, "schema": {"type": "string"}, **more}

    item = {
        "parameters": [
            parameter("q", "query", description="The path's."),
            parameter("b", "path"),
            parameter("a", "path"),
            parameter("Authorization", "header"),
        ],
        "get": {
            "parameters": [
                parameter("q", "query", description="Its own."),
                parameter("q", "cookie", explode=False),
                parameter("X-H", "header"),
            ],
            "responses": {"200": {"description": ""}},
        },
    }
    found = api_of(tmp_path, document(paths={"/{a}/{b}": item})).operations[0].parameters
    assert [
        (each.name, each.location, each.style, each.explode, each.required) for each in found
    ] == [
        ("a", "path", "simple", False, True),
        ("b", "path", "simple", False, True),
        ("q", "query", "form", True, False),
        ("q", "cookie", "form", False, False),
        ("X-H", "header", "simple", False, False),
    ]
    assert found[2].description == "Its own."


def test_operations_without_an_id_get_one(tmp_path: Path) -> None:
    answer = {"responses": {"200": {"description": ""}}}
    paths = {
        "/a/{b}": {"get": answer, "put": {**answer, "operationId": "one"}},
        "/a/b": {"get": answer, "put": {**answer, "operationId": "one"}},
        "/c": {"get": {**answer, "operationId": "getAB2"}},
    }
    operations = api_of(tmp_path, document(paths=paths)).operations
    assert [(each.id, each.has_own_id) for each in operations] == [
        ("getAB", False),
        ("one", True),
        ("getAB3", False),
        ("putAB", False),
        ("getAB2", True),
    ]


def test_security_of_document_and_operation(tmp_path: Path) -> None:
    answer = {"responses": {"200": {"description": ""}}}
    paths = {
        "/a": {
            "get": answer,
            "put": {**answer, "security": []},
            "post": {**answer, "security": [{}]},
        }
    }
    api = api_of(tmp_path, document(paths=paths, security=[{"k": ["read"]}, {}]))
    assert [each.security for each in api.operations] == [((("k", ("read",)),), ()), (), ((),)]
    assert api_of(tmp_path, document(paths=paths)).operations[0].security is None


def test_an_envelopes_attribute_gives_way_to_what_makes_it_particular(tmp_path: Path) -> None:
    page = {"properties": {"next": {"type": "string"}, "results": {"type": "array"}}}
    rooms = {
        "allOf": [
            {"$ref": "#/components/schemas/Page"},
            {
                "properties": {"results": {"type": "array", "items": {"type": "integer"}}},
                "required": ["results"],
            },
        ]
    }
    api = api_of(tmp_path, schemas(Page=page, Rooms=rooms))
    found = api.attributes(api.schemas["Rooms"])
    assert [(each.name, each.required) for each in found] == [("next", False), ("results", True)]
    assert items_of(found[1].schema).types == ("integer",)


def test_responses_by_status(tmp_path: Path) -> None:
    answers = {status: {"description": status} for status in ("200", "4xx", "default")}
    operation = api_of(
        tmp_path, document(paths={"/a": {"get": {"responses": answers}}})
    ).operations[0]
    assert [each.status for each in operation.responses] == ["200", "4XX", "default"]
    found = [operation.response(status) for status in (200, 404, 500)]
    assert [each.description for each in found if each] == ["200", "4xx", "default"]


def test_links_find_their_operation(tmp_path: Path) -> None:
    links: dict[str, Any] = {
        "by_id": {"operationId": "a", "parameters": {"id": "$response.body#/id", "n": 5}},
        "by_ref": {"operationRef": "#/paths/~1a~1{id}/get"},
        "elsewhere": {"operationRef": "https://example.com/api#/paths/~1a/get"},
    }
    answer = {"responses": {"200": {"description": "", "links": links}}}
    api = api_of(tmp_path, document(paths={"/a/{id}": {"get": {"operationId": "a", **answer}}}))
    found = api.operation("a").responses[0].links
    assert [each.operation for each in found] == ["a", "a", links["elsewhere"]["operationRef"]]
    assert found[0].parameters == (("id", "$response.body#/id"), ("n", "5"))
