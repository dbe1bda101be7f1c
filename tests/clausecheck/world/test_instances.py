"""What a value is an instance of: never one of several things that it need not be."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausecheck.world.samples import instances
from clausegen.load import load_api

DOCUMENT = """
openapi: 3.1.0
info: {title: Teams, version: "1"}
paths: {}
components:
  schemas:
    Team: {type: object}
    Limited: {type: object, required: [id], properties: {id: {type: string}}}
    Either: {oneOf: [{$ref: "#/components/schemas/Team"}, {$ref: "#/components/schemas/Limited"}]}
    Perhaps: {anyOf: [{$ref: "#/components/schemas/Limited"}, {type: "null"}]}
"""


@pytest.mark.parametrize(
    ("schema", "named"), [("Either", {"Either"}), ("Perhaps", {"Perhaps", "Limited"})]
)
def test_of_alternatives(schema: str, named: set[str], tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(DOCUMENT, encoding="utf-8")
    api = load_api(document)
    found = instances(api, api.schemas[schema], {"name": "a"})
    assert {name for name, _, _ in found} == named
