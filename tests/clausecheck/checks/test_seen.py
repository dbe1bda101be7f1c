"""What answers show: resources behind a discriminator, attributes that travel one way only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.checks import check_of
from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.world import World
from clausegen.manifest import Manifest
from tiny_servers import http


def decided(folder: Path, clause_id: str, schemas: dict[str, Any], answered: Any) -> str:
    """What the check of a clause says where GET /pet answers a Pet."""
    pet = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    get = {"operationId": "readPet", "responses": {"200": {"description": "d", "content": pet}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    document |= {"paths": {"/pet": {"get": get}}, "components": {"schemas": schemas}}
    file = folder / "openapi.json"
    file.write_text(json.dumps(document))
    contract = contract_of(Manifest(document=file))
    headers = {"Content-Type": "application/json"}
    with http(lambda _: (200, headers, json.dumps(answered).encode())) as url:
        target = load_target(None, base_url=url)
        world = World(contract, Client(contract.document, target), Settings())
        clause = contract.by_id[clause_id]
        try:
            check_of(clause.word)(clause, world)
        except ContractFailure:
            return "broken"
        except NotChecked as reason:
            return reason.reason
    return "kept"


def branch(name: str) -> dict[str, Any]:
    properties = {"kind": {"type": "string"}, name: {"type": "boolean"}}
    return {"type": "object", "required": ["kind", name], "properties": properties}


PETS = {
    "Pet": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"kitty": "#/components/schemas/Cat"},
        },
    },
    "Cat": branch("meows"),
    "Dog": branch("barks"),
}


@pytest.mark.parametrize(
    ("clause", "answered", "verdict"),
    [
        ("Cat.meows.type", {"kind": "kitty", "meows": True}, "kept"),
        ("Cat.meows.type", {"kind": "Cat", "meows": "loudly"}, "broken"),
        ("Dog.barks.type", {"kind": "kitty", "meows": True}, "no answer holds a Dog"),
        ("Dog.barks.type", {"kind": "Dog"}, "broken"),
    ],
)
def test_the_alternative_that_an_answer_names(
    clause: str, answered: Any, verdict: str, tmp_path: Path
) -> None:
    assert decided(tmp_path, clause, PETS, answered) == verdict


@pytest.mark.parametrize(
    ("way", "answered", "verdict"),
    [
        ({}, {"secret": "x"}, "kept"),
        ({}, {}, "broken"),
        ({"writeOnly": True}, {}, "no Pet with secret was seen"),
    ],
)
def test_what_is_only_written_may_lack(
    way: dict[str, bool], answered: Any, verdict: str, tmp_path: Path
) -> None:
    secret = {"type": "string", **way}
    schemas = {"Pet": {"type": "object", "required": ["secret"], "properties": {"secret": secret}}}
    assert decided(tmp_path, "Pet.secret.type", schemas, answered) == verdict
