"""Several files become one that says the same."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from clausegen.document.bundle import bundle
from clausegen.document.files import Documents
from clausegen.document.serialise import as_json, as_yaml
from clausegen.load import load, load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from documents import api_of, document, items_of, schemas, written
from meaning import meaning


def test_bundling_changes_no_meaning_and_is_idempotent(api: Api, tmp_path: Path) -> None:
    as_file = load_api(written(tmp_path, as_yaml(api.bundle), "api.yaml"))
    assert meaning(as_file) == meaning(api)
    assert as_file.bundle == api.bundle
    assert list(as_file.bundle) == list(api.bundle)
    assert load_api(written(tmp_path, as_json(api.bundle))).bundle == api.bundle


def test_every_reference_is_local(api: Api) -> None:
    stack: list[Any] = [api.bundle]
    found = 0
    while stack:
        value = stack.pop()
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            found += 1
            assert value["$ref"].startswith("#/components/")
        stack.extend(value.values() if isinstance(value, dict) else value)
        stack = [each for each in stack if isinstance(each, (dict, list))]
    assert found > 100


def test_files_are_not_changed() -> None:
    documents = Documents(manifest_of("giosg").document)
    bundle(documents)
    before = {each.path: copy.deepcopy(each.value) for each in documents}
    bundle(documents)
    assert {each.path: each.value for each in documents} == before


def test_places_lead_to_the_file_and_line(api: Api) -> None:
    for pointer in (operation.pointer for operation in api.operations):
        place = api.place(f"{pointer}/operationId")
        line = Path(place.file).read_text().splitlines()[place.line - 1]
        assert line.strip().startswith("operationId:")
    for name, schema in api.schemas.items():
        for attribute in schema.properties:
            place = api.place(attribute.schema.pointer)
            line = Path(place.file).read_text().splitlines()[place.line - 1]
            assert attribute.name in line, (name, attribute.name)


def test_names_of_components(tmp_path: Path) -> None:
    written(tmp_path, {"type": "string"}, "models/Size.json")
    written(tmp_path, {"Room": {"type": "object"}, "Size": {"type": "integer"}}, "schemas.json")
    value = schemas(
        A={"properties": {"b": {"type": "array", "items": {"type": "string"}}}},
        Whole={"items": {"$ref": "models/Size.json"}},
        Part={"items": {"$ref": "schemas.json#/Room"}},
        Same={"items": {"$ref": "schemas.json#/Size"}},
        Inner={"items": {"$ref": "#/components/schemas/A/properties/b"}},
        Item={"items": {"$ref": "#/components/schemas/A/properties/b/items"}},
        Own={"$ref": "schemas.json#/Room"},
    )
    api = api_of(tmp_path, value)
    assert [
        items_of(api.schemas[name]).ref for name in ("Whole", "Part", "Same", "Inner", "Item")
    ] == [
        "Size",
        "Own",
        "Size2",
        "A_b",
        "A_b_item",
    ]
    assert set(api.schemas) == set(value["components"]["schemas"]) | {"Size", "Size2"} | {
        "A_b",
        "A_b_item",
    }
    assert api.schemas["Own"].types == ("object",)


def test_a_component_that_refers_to_a_file_is_that_files_home(tmp_path: Path) -> None:
    written(tmp_path, {"type": "object", "properties": {"again": {"$ref": "#"}}}, "room.json")
    value = schemas(Room={"$ref": "room.json"}, Rooms={"items": {"$ref": "room.json"}})
    api = api_of(tmp_path, value)
    assert set(api.schemas) == {"Room", "Rooms"}
    assert api.schemas["Room"].properties[0].schema.ref == "Room"
    assert Path(api.place("/components/schemas/Room/type").file).name == "room.json"


def test_files_that_refer_to_each_other(tmp_path: Path) -> None:
    written(tmp_path, {"properties": {"b": {"$ref": "b.json"}}}, "a.json")
    written(tmp_path, {"properties": {"a": {"$ref": "a.json"}}}, "b.json")
    api = api_of(tmp_path, schemas(Start={"$ref": "a.json"}))
    assert set(api.schemas) == {"Start", "b"}
    assert api.schemas["b"].properties[0].schema.ref == "Start"


def test_every_kind_of_component_is_found_in_other_files(tmp_path: Path) -> None:
    shared = {
        "Q": {"name": "q", "in": "query", "schema": {"$ref": "#/Text"}},
        "Text": {"type": "string"},
        "Body": {"content": {"application/json": {"schema": {"$ref": "#/Text"}}}},
        "Fine": {
            "description": "Fine.",
            "headers": {"X-H": {"$ref": "#/H"}},
            "links": {"l": {"$ref": "#/L"}},
            "content": {"application/json": {"examples": {"e": {"$ref": "#/E"}}}},
        },
        "H": {"schema": {"type": "integer"}},
        "L": {"operationId": "createA"},
        "E": {"value": {"$ref": "not a reference, an example"}},
        "Key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "Call": {"{$request.body#/url}": {"$ref": "#/item"}},
        "item": {"post": {"operationId": "called", "responses": {"200": {"description": ""}}}},
    }
    written(tmp_path, shared, "shared.json")
    operation = {
        "operationId": "createA",
        "parameters": [{"$ref": "shared.json#/Q"}],
        "requestBody": {"$ref": "shared.json#/Body"},
        "responses": {"200": {"$ref": "shared.json#/Fine"}},
        "callbacks": {"c": {"$ref": "shared.json#/Call"}},
    }
    value = document(paths={"/a": {"post": operation}, "/b": {"$ref": "shared.json#/item"}})
    value["components"] = {"securitySchemes": {"k": {"$ref": "shared.json#/Key"}}}
    api = api_of(tmp_path, value)
    one = api.operation("createA")
    assert one.body is not None
    for schema in (one.parameters[0].schema, one.body.contents[0].schema):
        assert schema is not None
        assert api.resolve(schema).types == ("string",)
    header = one.responses[0].headers[0].schema
    assert header is not None
    assert header.types == ("integer",)
    assert one.responses[0].links[0].operation == "createA"
    assert one.responses[0].contents[0].examples[0].value == {"$ref": "not a reference, an example"}
    assert one.callbacks[0].operations[0].id == "called"
    assert api.security_schemes[0].key == "X-Key"
    assert [each.path for each in api.operations] == ["/a", "/b"]


def test_discriminators_lead_to_schemas(tmp_path: Path) -> None:
    written(tmp_path, {"type": "object"}, "Cat.json")
    node = {
        "oneOf": [{"$ref": "Cat.json"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat.json", "dog": "Dog"}},
    }
    api = api_of(tmp_path, schemas(Pet=node, Dog={"type": "object"}))
    found = api.schemas["Pet"].discriminator
    assert found is not None
    assert found.mapping == (("cat", "Cat"), ("dog", "Dog"))


def test_references_where_none_may_stand_are_followed_and_remembered(tmp_path: Path) -> None:
    written(tmp_path, {"/a": {"get": {"responses": {"200": {"description": ""}}}}}, "paths.json")
    api, made = load(written(tmp_path, document(paths={"$ref": "paths.json"})))
    assert [each.path for each in api.operations] == ["/a"]
    assert len(made.misplaced) == 1


def test_data_is_never_looked_into(tmp_path: Path) -> None:
    value = schemas(A={"default": {"$ref": "#/nowhere"}, "enum": [{"$ref": "nothing.json"}]})
    value["x-data"] = {"$ref": "nothing.json"}
    assert api_of(tmp_path, value).bundle == json.loads(json.dumps(value))
