"""$id, $anchor, $dynamicRef and $self: a bundle says the same with plain references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from clausegen.schemas.validation import validator
from documents import api_of, codes, document, schemas, written

TEXT = {"type": "string"}
LIST: dict[str, Any] = {
    "$id": "https://x.test/page",
    "type": "object",
    "required": ["items"],
    "properties": {"items": {"type": "array", "items": {"$dynamicRef": "#item"}}},
    "$defs": {"item": {"$dynamicAnchor": "item", "not": {}}},
}
CATS = {
    "$id": "https://x.test/cats",
    "$ref": "page",
    "$defs": {"item": {"$dynamicAnchor": "item", "required": ["meow"]}},
}
DOGS = {
    "$id": "https://x.test/dogs",
    "$ref": "https://x.test/page",
    "$defs": {"item": {"$dynamicAnchor": "item", "required": ["bark"]}},
}
TREE = {
    "$dynamicAnchor": "node",
    "type": "object",
    "properties": {"kids": {"items": {"$dynamicRef": "#node"}}},
}
STRICT = {
    "$id": "https://x.test/strict",
    "$dynamicAnchor": "node",
    "$ref": "tree",
    "required": ["name"],
}
CASES: list[tuple[str, dict[str, Any], list[Any]]] = [
    ("Page", {"Page": LIST}, [{"items": []}, {"items": [{}]}, {}]),
    (
        "Cats",
        {"Page": LIST, "Cats": CATS, "Dogs": DOGS},
        [{"items": [{"meow": 1}]}, {"items": [{"bark": 1}]}, {"items": [{}]}, {}],
    ),
    (
        "Dogs",
        {"Dogs": DOGS, "Page": LIST, "Cats": CATS},
        [{"items": [{"meow": 1}]}, {"items": [{"bark": 1}]}],
    ),
    ("Tree", {"Tree": {"$id": "https://x.test/tree", **TREE}}, [{"kids": [{}]}, {"kids": [5]}]),
    (
        "Strict",
        {"Tree": {"$id": "https://x.test/tree", **TREE}, "Strict": STRICT},
        [
            {"name": "a"},
            {"name": "a", "kids": [{"name": "b"}]},
            {"name": "a", "kids": [{}]},
            {"name": "a", "kids": [{"name": "b", "kids": [{}]}]},
        ],
    ),
    (
        "Named",
        {"Named": {"items": {"$ref": "#small"}, "$defs": {"s": {"$anchor": "small", **TEXT}}}},
        [["a"], [5]],
    ),
    (
        "Inner",
        {
            "Inner": {
                "$id": "https://x.test/inner",
                "properties": {"a": {"$ref": "#/$defs/s"}, "b": {"$ref": "#b"}},
                "$defs": {"s": TEXT, "t": {"$anchor": "b", "type": "integer"}},
            }
        },
        [{"a": "x", "b": 1}, {"a": 5}, {"b": "x"}],
    ),
    (
        "Relative",
        {
            "Relative": {"$id": "https://x.test/a/b.json", "items": {"$ref": "c.json#/$defs/s"}},
            "Other": {"$id": "https://x.test/a/c.json", "$defs": {"s": TEXT}},
        },
        [["a"], [5]],
    ),
]


@pytest.mark.parametrize(("name", "named", "values"), CASES, ids=[case[0] for case in CASES])
def test_a_validator_that_knows_the_names_agrees(
    tmp_path: Path, name: str, named: dict[str, Any], values: list[Any]
) -> None:
    whole = {"$id": "urn:whole", "$defs": named, "$ref": f"#/$defs/{name}"}
    if name == "Named":  # outside of any $id an anchor belongs to the document
        whole = named[name]
    oracle = jsonschema_rs.Draft202012Validator(whole)
    api = api_of(tmp_path, schemas(**named))
    assert api.problems == ()
    held = validator(api, api.schemas[name])
    assert [held.accepts(each) for each in values] == [oracle.is_valid(each) for each in values]
    assert len({oracle.is_valid(each) for each in values}) == 2


def test_a_bundle_has_plain_references_only(tmp_path: Path) -> None:
    text = str(api_of(tmp_path, schemas(Page=LIST, Cats=CATS, Dogs=DOGS)).bundle)
    assert not any(word in text for word in ("$id", "$dynamicRef", "$dynamicAnchor", "x.test"))


def test_who_refers_to_one_way_gets_one_component(tmp_path: Path) -> None:
    both = {"anyOf": [{"$ref": "https://x.test/cats"}, {"$ref": "#/components/schemas/Cats"}]}
    api = api_of(tmp_path, schemas(Page=LIST, Cats=CATS, Both=both))
    assert [each.ref for each in api.schemas["Both"].any_of] == ["Cats", "Cats"]
    assert sorted(api.schemas) == ["Both", "Cats", "Page", "Page2", "item", "item2"]


def test_the_document_knows_its_own_address(tmp_path: Path) -> None:
    value = schemas(
        "3.2.0",
        A=TEXT,
        B={"items": {"$ref": "https://x.test/api.json#/components/schemas/A"}},
        C={"items": {"$ref": "api.json#/components/schemas/A"}},
    )
    value["$self"] = "https://x.test/api.json"
    api = api_of(tmp_path, value, "other.json")
    assert api.problems == ()
    assert [api.schemas[name].items and api.schemas[name].items.ref for name in "BC"] == ["A", "A"]  # type: ignore[union-attr]


def test_other_files_have_names_too(tmp_path: Path) -> None:
    written(tmp_path, {"$defs": {"s": {"$anchor": "small", **TEXT}}}, "more.json")
    api = api_of(tmp_path, schemas(A={"items": {"$ref": "more.json#small"}}))
    assert api.problems == ()
    items = api.schemas["A"].items
    assert items is not None
    assert api.resolve(items).types == ("string",)


def test_names_in_data_are_data(tmp_path: Path) -> None:
    data = {"$id": "https://x.test/a", "$dynamicAnchor": "a"}
    value = schemas(
        A={"default": data, "examples": [data], "properties": {"$id": TEXT, "$anchor": TEXT}},
        B={"items": {"$ref": "https://x.test/a"}},
    )
    api = api_of(tmp_path, value)
    assert codes(api.problems) == ["reference"]
    assert [each.name for each in api.schemas["A"].properties] == ["$id", "$anchor"]
    assert api.bundle["components"]["schemas"]["A"] == value["components"]["schemas"]["A"]


def test_a_pointer_that_means_the_document_is_followed(tmp_path: Path) -> None:
    node = {"$id": "https://x.test/a", "items": {"$ref": "#/components/schemas/B"}}
    api = api_of(tmp_path, schemas(A=node, B=TEXT))
    assert api.problems == ()
    assert api.schemas["A"].items is not None
    assert api.schemas["A"].items.ref == "B"


def test_a_dynamic_reference_beside_a_plain_one(tmp_path: Path) -> None:
    node = {"$dynamicAnchor": "n", "properties": {"a": {"$dynamicRef": "#n", "$ref": "#/$defs/s"}}}
    node = {"$id": "https://x.test/n", **node, "$defs": {"s": {"type": "object"}}}
    api = api_of(tmp_path, schemas(A=node))
    attribute = api.schemas["A"].properties[0].schema
    assert attribute.ref == "s"
    assert [each.ref for each in attribute.all_of] == ["A"]


def test_what_a_dynamic_reference_does_not_find(tmp_path: Path) -> None:
    value = document(components={"schemas": {"A": {"items": {"$dynamicRef": "#nowhere"}}}})
    api = api_of(tmp_path, value)
    assert codes(api.problems) == ["reference"]
    assert api.problems[0].where.pointer == "/components/schemas/A/items/$dynamicRef"
