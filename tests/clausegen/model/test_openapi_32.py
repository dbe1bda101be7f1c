"""What OpenAPI 3.2 adds, and what 3.1 says beyond 3.0, is in the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clausegen.document.serialise import as_json
from clausegen.load import load_api
from clausegen.model import UNSET, Api, Schema
from clausegen.model.relations import named_branch, writers
from documents import api_of, document, schemas, written

ANSWER = {"responses": {"200": {"description": "Fine."}}}


def new(**parts: Any) -> dict[str, Any]:
    return document("3.2.0", **parts)


def test_every_method_is_an_operation(tmp_path: Path) -> None:
    item = {
        "query": {**ANSWER, "operationId": "search"},
        "additionalOperations": {"COPY": {**ANSWER, "operationId": "getA"}, "lock": ANSWER},
        "get": ANSWER,
    }
    operations = api_of(tmp_path, new(paths={"/a": item})).operations
    assert [(each.id, each.method, each.label) for each in operations] == [
        ("search", "query", "QUERY /a"),
        ("getA2", "get", "GET /a"),
        ("getA", "COPY", "COPY /a"),
        ("lockA", "lock", "lock /a"),
    ]


def test_references_inside_additional_operations_are_local(tmp_path: Path) -> None:
    written(tmp_path, {"Fine": {"description": "Elsewhere."}}, "shared.json")
    copy = {"responses": {"200": {"$ref": "shared.json#/Fine"}}}
    api = api_of(tmp_path, new(paths={"/a": {"additionalOperations": {"COPY": copy}}}))
    assert api.operations[0].responses[0].description == "Elsewhere."
    assert "shared.json" not in json.dumps(api.bundle)


def test_query_string_streams_and_examples(tmp_path: Path) -> None:
    form = {"schema": {"type": "object"}, "example": {"a": 1}}
    whole = {"in": "querystring", "name": "q", "content": {"application/json": form}}
    examples = {
        "read": {"dataValue": {"a": 1}, "serializedValue": '{"a":1}'},
        "sent": {"serializedValue": "data: 1"},
    }
    stream = {"itemSchema": {"$ref": "#/components/schemas/Event"}, "examples": examples}
    operation = {
        "parameters": [whole],
        "responses": {"200": {"description": "", "content": {"text/event-stream": stream}}},
    }
    value = new(
        paths={"/a": {"get": operation}}, components={"schemas": {"Event": {"type": "object"}}}
    )
    found = api_of(tmp_path, value).operations[0]
    assert (found.parameters[0].location, found.parameters[0].style) == ("querystring", "form")
    content = found.responses[0].contents[0]
    assert content.schema is None
    assert content.item_schema is not None
    assert content.item_schema.ref == "Event"
    assert [(each.value, each.serialized) for each in content.examples] == [
        ({"a": 1}, '{"a":1}'),
        (UNSET, "data: 1"),
    ]


def test_media_types_are_components_from_3_2_on(tmp_path: Path) -> None:
    shared = {"schema": {"type": "string"}}
    written(tmp_path, shared, "text.json")
    content = {
        "text/plain": {"$ref": "#/components/mediaTypes/Text"},
        "text/csv": {"$ref": "text.json"},
    }
    operation = {"responses": {"200": {"description": "", "content": content}}}
    value = new(
        paths={"/a": {"get": operation}},
        components={"mediaTypes": {"Text": {"schema": {"type": "integer"}}}},
    )
    api = api_of(tmp_path, value)
    assert _types(api) == [("integer",), ("string",)]
    assert set(api.bundle["components"]["mediaTypes"]) == {"Text", "text"}
    assert _types(load_api(written(tmp_path, as_json(api.bundle), "again.json"))) == _types(api)
    old = document(paths={"/a": {"get": operation}})
    operation["responses"]["200"]["content"].pop("text/plain")  # type: ignore[index]
    api = api_of(tmp_path, old)
    assert _types(api) == [("string",)]
    assert "components" not in api.bundle


def _types(api: Api) -> list[tuple[str, ...]]:
    contents = api.operations[0].responses[0].contents
    return [each.schema.types for each in contents if each.schema]


def test_tags_servers_and_security(tmp_path: Path) -> None:
    flow = {
        "deviceAuthorizationUrl": "https://x.test/device",
        "tokenUrl": "https://x.test/token",
        "scopes": {"read": "Read."},
    }
    scheme = {
        "type": "oauth2",
        "deprecated": True,
        "oauth2MetadataUrl": "https://x.test/.well-known/oauth",
        "flows": {"deviceAuthorization": flow},
    }
    value = new(
        tags=[
            {"name": "animals", "summary": "All animals", "kind": "nav"},
            {"name": "cats", "parent": "animals"},
        ],
        servers=[{"url": "https://x.test", "name": "production"}],
        components={"securitySchemes": {"s": scheme}},
    )
    api = api_of(tmp_path, value)
    assert [(each.summary, each.kind, each.parent) for each in api.tags] == [
        ("All animals", "nav", None),
        ("", None, "animals"),
    ]
    assert api.servers[0].name == "production"
    found = api.security_schemes[0]
    assert (found.deprecated, found.metadata_url) == (True, "https://x.test/.well-known/oauth")
    assert found.flows[0].name == "deviceAuthorization"
    assert found.flows[0].device_authorization_url == "https://x.test/device"


def test_a_discriminators_default_leads_to_a_schema(tmp_path: Path) -> None:
    written(tmp_path, {"type": "object"}, "Any.json")
    node = {
        "oneOf": [{"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "defaultMapping": "Any.json"},
    }
    found = api_of(tmp_path, schemas("3.2.0", Pet=node, Dog={})).schemas["Pet"].discriminator
    assert found is not None
    assert found.default == "Any"


def test_keywords_of_json_schema_that_describe_the_rest(tmp_path: Path) -> None:
    text, number = {"type": "string"}, {"type": "integer"}
    node = {
        "contains": number,
        "propertyNames": text,
        "dependentSchemas": {"a": {"required": ["b"]}},
        "unevaluatedProperties": False,
        "unevaluatedItems": number,
        "contentSchema": text,
        "externalDocs": {"url": "https://x.test/docs"},
    }
    found = api_of(tmp_path, schemas(A=node)).schemas["A"]
    assert [_type(each) for each in (found.contains, found.property_names)] == ["integer", "string"]
    assert [_type(each) for each in (found.unevaluated_items, found.content_schema)] == [
        "integer",
        "string",
    ]
    assert [(name, each.required) for name, each in found.dependent_schemas] == [("a", ("b",))]
    assert found.unevaluated_properties is False
    assert found.external_docs == "https://x.test/docs"


def _type(schema: object) -> str:
    assert isinstance(schema, Schema)
    return schema.types[0]


def test_what_names_no_alternative_is_the_default_one(tmp_path: Path) -> None:
    """Also where the attribute is left out."""
    told = {"propertyName": "kind", "defaultMapping": "Other", "mapping": {"dog": "Dog"}}
    kinds = [{"$ref": f"#/components/schemas/{each}"} for each in ("Dog", "Other")]
    known: dict[str, Any] = {name: {"type": "object"} for name in ("Dog", "Other")}
    value = new(components={"schemas": {**known, "Pet": {"oneOf": kinds, "discriminator": told}}})
    pet = api_of(tmp_path, value).schemas["Pet"]
    found = [named_branch(pet, each) for each in ({"kind": "dog"}, {"kind": "cat"}, {})]
    assert [each.ref if each else None for each in found] == ["Dog", "Other", "Other"]


def test_a_query_writes_nothing(tmp_path: Path) -> None:
    """Its payload is a question, whatever it answers with."""
    thing = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    asked = {
        "requestBody": {"content": thing},
        "responses": {"200": {"description": "It.", "content": thing}},
    }
    schemas = {"Thing": {"type": "object", "properties": {"a": {}}}}
    paths = {"/a": {"query": {**asked, "operationId": "ask"}, "put": {**asked, "operationId": "p"}}}
    api = api_of(tmp_path, new(paths=paths, components={"schemas": schemas}))
    assert [each.id for each in writers(api, "Thing", "a")] == ["p"]
