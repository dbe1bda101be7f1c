"""Which attribute of an answer holds the items of a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from clausegen.model.items import list_attribute
from documents import api_of, document

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
THINGS = {"type": "array", "items": {"type": "object", "properties": {"id": TEXT}}}


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        (THINGS, ""),
        ({"properties": {"total": {"type": "integer"}, "found": THINGS}}, "found"),
        ({"properties": {"tags": TEXTS}}, "tags"),
        ({"properties": {"schemas": TEXTS, "Resources": THINGS}}, "Resources"),
        ({"properties": {"cats": THINGS, "dogs": THINGS}}, None),
        ({"properties": {"a": TEXTS, "b": TEXTS}}, None),
        ({"properties": {"id": TEXT}}, None),
    ],
)
def test_the_array_of_objects(tmp_path: Path, schema: Any, wanted: str | None) -> None:
    answer = {"description": "All.", "content": {"application/json": {"schema": schema}}}
    value = document(
        paths={"/things": {"get": {"operationId": "list", "responses": {"200": answer}}}}
    )
    api = api_of(tmp_path, value)
    assert list_attribute(api, api.operations[0]) == wanted
