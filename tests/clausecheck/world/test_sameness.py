"""Values that mean the same are the same; nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from clausecheck.world.sameness import is_same
from clausegen.load import load_api

DOCUMENT = """
openapi: 3.1.0
info: {title: Shelves, version: "1"}
paths: {}
components:
  schemas:
    Shelf:
      type: object
      properties:
        host: {type: string, format: hostname}
        id: {type: string, format: uuid}
        name: {type: string}
        colour: {type: string}
        made: {type: string, format: date-time}
        secret: {type: string, writeOnly: true}
        parts: {type: array, items: {type: string, format: hostname}}
"""


@pytest.mark.parametrize(
    ("sent", "found", "same"),
    [
        ({"name": "a"}, {"name": "a", "id": "1"}, True),
        ({"name": "a"}, {"id": "1"}, False),
        ({"name": "a"}, {"name": "A"}, False),
        ({"host": "A.example"}, {"host": "a.example"}, True),
        ({"id": "AB1-x"}, {"id": "ab1-x"}, True),
        ({"colour": "#AbC123"}, {"colour": "#abc123"}, True),
        ({"made": "2026-01-01T00:00:00Z"}, {"made": "2026-01-01T02:00:00.000+02:00"}, True),
        ({"made": "2026-01-01T00:00:00Z"}, {"made": "2026-01-01T00:00:01Z"}, False),
        ({"secret": "s"}, {}, True),
        ({"parts": ["A.b"]}, {"parts": ["a.b"]}, True),
        ({"parts": ["a.b"]}, {"parts": []}, False),
        (1, 1.0, True),
        (True, 1, False),
        ({}, None, False),
        ([], {}, False),
        (None, None, True),
    ],
)
def test_is_same(tmp_path: Path, sent: Any, found: Any, same: bool) -> None:  # noqa: FBT001
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    api = load_api(path)
    assert is_same(api, api.schemas["Shelf"], sent, found) is same
