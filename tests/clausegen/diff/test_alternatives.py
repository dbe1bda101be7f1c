"""What `clausegen diff` tells of alternatives, and whom that breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.diff.compare import compare
from clausegen.load import load_api

BASE = """\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    post:
      operationId: makePet
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        '201':
          description: Made.
          content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}}}
    get:
      operationId: aPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}
components:
  schemas:
    Pet:
      anyOf:
        - {type: object, properties: {kind: {const: fast}, speed: {type: string}}}
        - {type: object, properties: {kind: {const: slow}}}
        - {type: string}
    Cat: {type: object, properties: {purrs: {type: boolean}, coat: {$ref: '#/components/schemas/Coat'}}}
    Dog: {type: object, properties: {barks: {type: boolean}}}
    Eel: {type: object, properties: {slides: {type: boolean}}}
    Coat: {oneOf: [{const: red, title: Red}, {const: grey, title: Grey}]}
"""  # noqa: E501 - one line a thing
DOG = "{$ref: '#/components/schemas/Dog'}"
CAT = "schema: {$ref: '#/components/schemas/Cat'}}"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("title: Pets", "title: Pets", []),
        (
            DOG,
            "{$ref: '#/components/schemas/Eel'}",
            [
                "clients: makePet.201 can also be an Eel.",
                "servers: makePet.201 can no longer be a Dog.",
            ],
        ),
        (f"{DOG}]", f"{DOG}, {{type: string}}]", ["clients: makePet.201 can also be a string."]),
        (CAT, f"schema: {{oneOf: [{CAT[8:-1]}, {DOG}]}}}}", [
            "clients: aPet.200 can also be a Dog.",
        ]),
        ("        - {type: string}\n", "", ["clients: Pet can no longer be a string."]),
        ("kind: {const: slow}", "kind: {const: lazy}", [
            "clients: Pet can no longer be an object (slow).",
            "servers: Pet can also be an object (lazy).",
        ]),
        ("speed: {type: string}", "speed: {type: integer}", [
            "clients: Pet.oneOf.fast.speed is an integer instead of a string.",
        ]),
        ("barks: {type: boolean}", "barks: {type: integer}", [
            "clients: Dog.barks is an integer instead of true or false.",
        ]),
        (", {const: grey, title: Grey}", ", {const: grey, title: Grey}, {const: white}", [
            'clients: Coat can also be "white".',
        ]),
        ("{const: red, title: Red}, ", "{const: red, title: Reddish}, ", []),
    ],
)  # fmt: skip
def test_an_alternative_is_told(tmp_path: Path, old: str, new: str, wanted: list[str]) -> None:
    assert old in BASE
    for name, text in (("old.yaml", BASE), ("new.yaml", BASE.replace(old, new))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    changes = compare(load_api(tmp_path / "old.yaml"), load_api(tmp_path / "new.yaml"))
    assert sorted(f"{each.breaks}: {each.sentence}" for each in changes) == sorted(wanted)
