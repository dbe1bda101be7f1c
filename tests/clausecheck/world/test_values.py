"""Payloads are made from the schema: whatever it demands, and nothing that is not the client's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.failures import NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.narrowing import REACHES
from clausecheck.world.world import World
from clausegen.manifest import Manifest

PREFIX = "clausecheck-7bc0d7"


def world(folder: Path, schema: Any, *settings: str, **schemas: Any) -> World:
    content = {"application/json": {"schema": schema}}
    answer = {"201": {"description": "Made.", "content": content}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/things": {
                "post": {
                    "operationId": "create",
                    "requestBody": {"content": content},
                    "responses": answer,
                }
            }
        },
        "components": {"schemas": schemas},
    }
    file = folder / "openapi.json"
    file.write_text(json.dumps(document))
    contract = contract_of(Manifest(document=file))
    target = load_target(None, base_url="http://127.0.0.1:1", settings=settings)
    return World(contract, Client(contract.document, target), Settings(prefix=PREFIX))


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


TEXT = {"type": "string"}
CASES: dict[str, Any] = {
    "plain": TEXT,
    "short": {"type": "string", "maxLength": 10},
    "tiny": {"type": "string", "maxLength": 1, "minLength": 1},
    "slug": {"type": "string", "pattern": "^[a-z][a-z0-9-]{2,40}$"},
    "snake": {"type": "string", "pattern": "^[a-z_][a-z0-9_]*$"},
    "letters": {"type": "string", "pattern": r"^\p{L}+$", "maxLength": 12},
    "plate": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"},
    "mail": {"type": "string", "format": "email"},
    "link": {"type": "string", "format": "uri"},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "address": {"type": "string", "format": "ipv4"},
    "count": {"type": "integer", "minimum": 100},
    "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "dozens": {"type": "integer", "multipleOf": 12, "maximum": 24, "minimum": 12},
    "below": {"type": "integer", "maximum": -5},
    "kind": {"enum": ["a", "b"]},
    "always": {"const": 7},
    "list": {"type": "array", "items": {"type": "string", "minLength": 3}, "minItems": 2},
    "inner": thing("name", name=TEXT, id={"type": "integer", "readOnly": True}),
    "map": {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1},
    "union": {"oneOf": [thing("cat", cat=TEXT), thing("dog", dog={"type": "integer"})]},
    "maybe": {"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]},
    "both": {"allOf": [thing("a", a=TEXT), thing("b", b={"type": "boolean"})]},
    "tuple": {"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "minItems": 2},
}


@pytest.mark.parametrize("name", CASES)
def test_a_required_attribute_gets_a_value_that_keeps_its_schema(name: str, tmp_path: Path) -> None:
    made = world(tmp_path, thing(name, **{name: CASES[name]}))
    body = made.body_for("create")
    assert name in body
    assert made.bodies.is_valid(made.document.operation("create"), body), body


def test_what_is_read_only_is_not_sent(tmp_path: Path) -> None:
    schema = thing("id", "name", "secret", id={**TEXT, "readOnly": True}, name=TEXT)
    schema["properties"]["secret"] = {**TEXT, "writeOnly": True}
    made = world(tmp_path, schema)
    assert set(made.body_for("create")) == {"name", "secret"}
    assert set(made.body_for("create", full=True)) == {"name", "secret"}


def test_a_wrapper_is_filled(tmp_path: Path) -> None:
    user = thing("mail", "name", mail={"type": "string", "format": "email"}, name=TEXT)
    body = world(tmp_path, thing("user", user=user)).body_for("create")
    assert set(body) == {"user"}
    assert body["user"]["mail"].endswith("@example.com")
    assert body["user"]["name"].startswith(PREFIX)


def test_names_are_new_slugs_each_time(tmp_path: Path) -> None:
    made = world(tmp_path, thing("slug", slug=CASES["slug"]))
    first, second = (made.body_for("create")["slug"] for _ in range(2))
    assert first.startswith(PREFIX)
    assert first != second
    assert " " not in first


def test_a_reference_of_somebody_else_is_asked_for(tmp_path: Path) -> None:
    schema = thing("owner_id", owner_id={"type": "integer"})
    with pytest.raises(NotChecked, match=r"give \[values\] owner_id"):
        world(tmp_path, schema).body_for("create")
    made = world(tmp_path, schema, "values.owner_id=5")
    assert made.body_for("create") == {"owner_id": 5}


@pytest.mark.parametrize("key", ["colour", "create.colour", "Thing.colour"])
def test_values_of_the_target_come_first(key: str, tmp_path: Path) -> None:
    schemas = {"Thing": thing("colour", colour=TEXT)}
    schema = {"$ref": "#/components/schemas/Thing"}
    made = world(tmp_path, schema, f"values.{key}=teal", **schemas)
    assert made.body_for("create") == {"colour": "teal"}


def test_an_object_that_demands_nothing_is_not_empty(tmp_path: Path) -> None:
    inner = thing(familyName=TEXT, givenName=TEXT)
    made = world(tmp_path, thing("name", name=inner))
    assert [*made.body_for("create")["name"]] == ["familyName"]


def test_an_example_of_a_sibling_has_to_keep_the_schema(tmp_path: Path) -> None:
    """SCIM's patches have an attribute of the same name, whose only value is another one."""
    kind, example = (
        {"type": "array", "items": {"const": "thing"}, "minItems": 1},
        {"kind": ["patch"]},
    )
    made = world(tmp_path, {"$ref": "#/components/schemas/Thing"}, Thing=thing("kind", kind=kind))
    content = {"application/json": {"schema": thing(kind={"type": "array"}), "example": example}}
    value = json.loads((tmp_path / "openapi.json").read_text())
    value["paths"]["/things/{id}"] = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        "patch": {
            "operationId": "change",
            "requestBody": {"content": content},
            "responses": {"200": value["paths"]["/things"]["post"]["responses"]["201"]},
        },
    }
    (tmp_path / "openapi.json").write_text(json.dumps(value))
    contract = contract_of(Manifest(document=tmp_path / "openapi.json"))
    made = World(contract, Client(contract.document, made.target), Settings(prefix=PREFIX))
    assert made.body_for("create") == {"kind": ["thing"]}


def test_no_address_of_others_is_borrowed() -> None:
    """What a list shows is tried where a made-up value is refused, but nobody is written to."""
    reaching = ("anna@example.org", "https://example.org/hook", "+358 40 123 4567")
    assert all(REACHES.search(each) for each in reaching)
    assert not any(REACHES.search(each) for each in ("fi", "#549cd9", "Europe/Helsinki", "90"))
