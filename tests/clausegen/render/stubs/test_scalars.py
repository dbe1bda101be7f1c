"""Examples that are made keep their schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.render.python.server.server_stub import server_stub
from clausegen.schemas.validation import validator

SCHEMAS = [
    "{type: string}",
    "{type: string, minLength: 9}",
    "{type: string, maxLength: 2}",
    "{type: string, minLength: 1, maxLength: 1}",
    "{type: string, pattern: '^[A-Z]{3}$'}",
    "{type: string, pattern: '^(0|[1-9][0-9]*)$'}",
    "{type: string, pattern: '^[0-9a-f]+$', minLength: 40, maxLength: 40}",
    "{type: string, pattern: '^ses'}",
    "{type: string, pattern: '^/v1/cards'}",
    "{type: string, pattern: '^#[0-9a-f]{6}$'}",
    r"{type: string, pattern: '^\p{L}+$'}",
    "{type: string, pattern: '^(?!x)[a-z]+$'}",
    "{type: string, pattern: '^[^@]+@[^@]+$'}",
    *(
        f"{{type: string, format: {each}}}"
        for each in ("uuid", "date", "date-time", "email", "ipv6")
    ),
    "{type: integer, minimum: 5}",
    "{type: integer, maximum: -3}",
    "{type: integer, exclusiveMinimum: 1, exclusiveMaximum: 3}",
    "{type: integer, minimum: 10, multipleOf: 7}",
    "{type: integer, minimum: 1.5, maximum: 2.5}",
    "{type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.001}",
    "{type: number, multipleOf: 0.25, minimum: 2}",
    "{type: number, maximum: 1}",
    "{type: array, minItems: 3, items: {type: string}}",
    "{type: array, maxItems: 0, items: {type: string}}",
    "{enum: [a, b]}",
    "{const: 3}",
    "{type: [string, 'null'], minLength: 5}",
    "{type: 'null'}",
]
DEEP = {"type": "string", "minLength": 7}
for _level in range(8):
    DEEP = {"type": "object", "required": ["a"], "properties": {"a": DEEP, "b": DEEP}}


def load(folder: Path, schema: Any) -> Api:
    content = {"application/json": {"schema": schema}}
    responses = {"200": {"description": "d", "content": content}}
    paths = {"/x": {"get": {"operationId": "read", "responses": responses}}}
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
    (folder / "openapi.json").write_text(json.dumps(document))
    return load_api(folder / "openapi.json")


def example(api: Api) -> Any:
    return json.loads(server_stub(api)[0]["examples.json"]).get("read")


@pytest.mark.parametrize("schema", [*SCHEMAS, json.dumps(DEEP)])
def test_made_examples_keep_their_schema(tmp_path: Path, schema: str) -> None:
    api = load(tmp_path, yaml.safe_load(schema))
    content = api.operation("read").responses[0].contents[0]
    assert content.schema is not None
    assert validator(api, content.schema).errors(example(api)) == ()


@pytest.mark.parametrize(
    "pattern",
    [r"^(t+)+!$", "(", "a" * 100_000, r"^(a|aa)+$"],
    ids=("nested", "unclosed", "long", "ambiguous"),
)
def test_odd_patterns_are_not_searched_for_ever(tmp_path: Path, pattern: str) -> None:
    api = load(tmp_path, {"type": "string", "pattern": pattern, "minLength": 5_000})
    assert len(example(api)) == 5_000
