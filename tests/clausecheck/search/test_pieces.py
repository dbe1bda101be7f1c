"""The pieces of a stream, as its media type cuts them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.actors import ANONYMOUS
from clausecheck.http.exchange import Exchange
from clausecheck.search.streams import pieces
from clausegen.load import load_api

NUMBERED = {"type": "object", "properties": {"n": {"type": "integer"}}}
INNER = {"type": "string", "contentMediaType": "application/json", "contentSchema": NUMBERED}
EVENT = {"type": "object", "required": ["data"], "properties": {"data": INNER}}
LINES, SEQUENCE, STREAM = "application/jsonl", "application/json-seq", "text/event-stream"


def read(folder: Path, name: str, item: Any, text: str) -> list[Any]:
    """The values, and the faults of what is none."""
    answers = {"200": {"description": "d", "content": {name: {"itemSchema": item}}}}
    file = folder / "openapi.json"
    told = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}}
    paths = {"/a": {"get": {"operationId": "getA", "responses": answers}}}
    file.write_text(json.dumps({**told, "paths": paths}))
    api = load_api(file)
    [content] = api.operation("getA").responses[0].contents
    answer = Exchange(actor=ANONYMOUS, method="GET", url="http://a.test/a", status=200, text=text)
    return [each.fault or each.value for each in pieces(api, content, answer)]


@pytest.mark.parametrize(
    ("name", "item", "text", "found"),
    [
        (LINES, NUMBERED, "", []),
        (LINES, NUMBERED, '{"n":1}\n\n{"n":2}', [{"n": 1}, {"n": 2}]),
        (LINES, NUMBERED, '{"n":1}\n{"n":\n', [{"n": 1}, "'{\"n\":' is no JSON"]),
        (SEQUENCE, NUMBERED, '\x1e{"n":1}\n\x1e{"n":2}\n', [{"n": 1}, {"n": 2}]),
        (STREAM, EVENT, ": hello\n\nevent: n\nretry: 5\n\n", [{"event": "n", "retry": 5}]),
        (STREAM, EVENT, 'data: {"n":\ndata: 1}\n\n', [{"data": '{"n":\n1}'}, {"n": 1}]),
        (STREAM, EVENT, 'data:{}\r\n\r\ndata: {"cut', [{"data": "{}"}, {}]),
        (STREAM, EVENT, "data: x\n\n", [{"data": "x"}, "'x' is no JSON"]),
        ("text/plain", NUMBERED, "{}", []),
    ],
)
def test_pieces(tmp_path: Path, name: str, item: Any, text: str, found: list[Any]) -> None:
    assert read(tmp_path, name, item, text) == found
