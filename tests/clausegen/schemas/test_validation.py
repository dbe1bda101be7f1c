"""Values against schemas, in the document's own dialect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from clausegen.model import Api
from clausegen.schemas.validation import validator
from documents import api_of, schemas


def _errors(api: Api, name: str, value: Any, direction: Any = None) -> list[str]:
    return [str(each) for each in validator(api, api.schemas[name], direction).errors(value)]


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("uuid", "c27b2a3c-3cc4-11e8-8f0a-8c8590c2eeca", "c27b"),
        ("date-time", "2020-01-01T10:00:00Z", "2020-01-01 10:00"),
        ("date", "2020-01-01", "2020-02-31"),
        ("email", "a@example.com", "a"),
        ("uri", "https://example.com/a", "/a"),
        ("hostname", "example.com", "a b"),
        ("ipv4", "10.0.0.1", "10.0.0.256"),
        ("ipv6", "::1", "1"),
        ("unheard-of", "a", None),
        ("regex", "[", None),
    ],
)
def test_formats(tmp_path: Path, form: str, good: str, bad: str | None) -> None:
    api = api_of(tmp_path, schemas(A={"type": "string", "format": form}))
    assert _errors(api, "A", good) == []
    if bad is not None:
        assert len(_errors(api, "A", bad)) == 1


def test_old_dialect(tmp_path: Path) -> None:
    named = {
        "A": {"type": "string", "nullable": True},
        "B": {"type": "string", "enum": ["a"], "nullable": True},
        "C": {"type": "integer", "minimum": 3, "exclusiveMinimum": True},
        "D": {"allOf": [{"$ref": "#/components/schemas/E"}], "nullable": True},
        "E": {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"$ref": "#/components/schemas/A", "minLength": 5}},
        },
    }
    api = api_of(tmp_path, schemas("3.0.3", **named))
    assert [_errors(api, name, None) for name in "ABD"] == [[], [], []]
    assert [
        len(_errors(api, name, value)) for name, value in (("B", "b"), ("C", 3), ("D", {}))
    ] == [
        1,
        1,
        1,
    ]
    assert _errors(api, "E", {"a": "x"}) == []  # nothing counts beside $ref in 3.0
    assert _errors(api_of(tmp_path, schemas(**named)), "E", {"a": "x"}) != []


def test_recursion(tmp_path: Path) -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/A"}}}
    api = api_of(tmp_path, schemas(A=node))
    assert _errors(api, "A", {"next": {"next": {}}}) == []
    assert _errors(api, "A", {"next": {"next": 1}}) == ['next.next: 1 is not of type "object"']


def test_direction(tmp_path: Path) -> None:
    node = {
        "required": ["id", "secret"],
        "properties": {"id": {"readOnly": True}, "secret": {"writeOnly": True}},
    }
    api = api_of(tmp_path, schemas(A=node))
    assert _errors(api, "A", {"secret": 1}, "request") == []
    assert _errors(api, "A", {"id": 1}, "response") == []
    assert len(_errors(api, "A", {})) == 2


def test_messages_name_the_branch_and_the_condition(tmp_path: Path) -> None:
    node = {
        "properties": {"a": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]}},
        "allOf": [{"title": "b_with_a", "if": {"required": ["a"]}, "then": {"required": ["b"]}}],
    }
    api = api_of(tmp_path, schemas(A=node, B={"type": "object", "required": ["c"]}))
    assert _errors(api, "A", {"a": {}}) == [
        'a: "c" is a required property',
        'b_with_a: "b" is a required property',
    ]


def test_huge_values_are_not_repeated(tmp_path: Path) -> None:
    api = api_of(tmp_path, schemas(A={"type": "integer"}))
    assert len(_errors(api, "A", "x" * 1_000_000)[0]) < 400


def test_what_is_unusable_in_a_schema_is_left_out(tmp_path: Path) -> None:
    node = {"pattern": "[", "minLength": 2, "properties": {"a": {"pattern": "(", "maxLength": 1}}}
    api = api_of(tmp_path, schemas(A=node))
    assert _errors(api, "A", "xx") == []
    assert _errors(api, "A", "x") == ['"x" is shorter than 2 characters']
    assert _errors(api, "A", {"a": "xx"}) == ['a: "xx" is longer than 1 character']


def test_compiled_once(api: Api) -> None:
    assert validator(api, api.schemas["Room"]) is validator(api, api.schemas["Room"])


@pytest.mark.parametrize("index", range(4))
def test_every_example_of_ours_is_valid(api: Api, index: int) -> None:
    for operation in api.operations[index::4]:
        for response in operation.responses:
            for content in response.contents:
                for example in content.examples:
                    assert content.schema is not None
                    assert validator(api, content.schema).errors(example.value) == ()
