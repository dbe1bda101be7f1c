"""Which Python types schemas become."""

from __future__ import annotations

import ast
import importlib
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import msgspec
import pytest
import yaml

Server = Callable[[str], ModuleType]

CASES = [
    ("{type: string}", "str"),
    ("{type: [string, 'null']}", "str | None"),
    ("{type: integer}", "int"),
    ("{type: number}", "float"),
    ("{type: boolean}", "bool"),
    ("{type: 'null'}", "None"),
    ("{}", "Any"),
    ("true", "Any"),
    ("{type: string, format: date-time}", "str"),
    (
        "{type: string, minLength: 1, maxLength: 9}",
        "Annotated[str, Meta(min_length=1, max_length=9)]",
    ),
    (r"{type: string, pattern: '^\d$'}", r'Annotated[str, Meta(pattern=r"(?a:^\d\Z)")]'),
    (r"{type: string, pattern: '^a$'}", r'Annotated[str, Meta(pattern=r"^a\Z")]'),
    (
        r"{type: string, pattern: '^\P{Cc}$'}",
        r"""Annotated[str, Meta(pattern=r'^[\U00000020-\U0000007e\U000000a0-\U0010ffff]\Z')]""",
    ),
    (r"{type: string, pattern: '^\p{L}$'}", "str"),
    ("{type: integer, minimum: 0, exclusiveMinimum: 1}", "Annotated[int, Meta(ge=0)]"),
    ("{type: integer, maximum: 1.5}", "int"),
    ("{type: integer, maximum: 1.0e+30}", "int"),
    ("{type: string, minLength: -1}", "str"),
    ("{enum: [a, b]}", 'Literal["a", "b"]'),
    ("{enum: [a, 1, null]}", 'Literal["a", 1] | None'),
    ("{enum: [true, false]}", "bool"),
    ("{enum: [1, 1.5]}", "float"),
    ("{enum: [{a: 1}]}", "Any"),
    ("{const: x}", 'Literal["x"]'),
    ("{type: array, items: {type: array, items: {type: integer}}}", "list[list[int]]"),
    ("{type: array}", "list[Any]"),
    ("{prefixItems: [{type: string}]}", "list[Any]"),
    ("{type: object}", "dict[str, Any]"),
    ("{type: object, additionalProperties: {type: integer}}", "dict[str, int]"),
    ("{type: object, patternProperties: {'^x': {type: integer}}}", "dict[str, int]"),
    ("{type: [string, integer]}", "str | int"),
    ("{anyOf: [{type: string}, {type: 'null'}]}", "str | None"),
    ("{oneOf: [{type: integer}, {type: number}]}", "float"),
    ("{oneOf: [{enum: [a]}, {type: string}]}", "str"),
    ("{oneOf: [{enum: [a]}, {enum: [b]}]}", 'Literal["a", "b"]'),
    ("{oneOf: [{type: array, items: {type: string}}, {type: array}]}", "list[Any]"),
    ("{$ref: '#/components/schemas/Named'}", "Named"),
    ("{anyOf: [{$ref: '#/components/schemas/Named'}, {type: 'null'}]}", "Named | None"),
    ("{allOf: [{$ref: '#/components/schemas/Named'}, {description: more}]}", "Named"),
    ("{$ref: '#/components/schemas/Named', description: more}", "Named"),
    ("{$ref: '#/components/schemas/Text'}", "Text"),
    ("{$ref: '#/components/schemas/Loop'}", "Loop"),
    ("{type: object, properties: {a: {type: string}}}", "XValue"),
    (
        "{oneOf: [{$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Other'}]}",
        "OneOf[Named | Other]",
    ),
    (
        "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}",
        "Cat | Dog",
    ),
]


def document(schema: str, version: str = "3.1.0") -> str:
    """A document whose schema X has one required attribute, `value`."""
    value = yaml.safe_load(schema)
    schemas: dict[str, Any] = {
        "X": {"type": "object", "required": ["value"], "properties": {"value": value}},
        "Named": {"type": "object", "properties": {"a": {"type": "string"}}},
        "Other": {"type": "object", "properties": {"b": {"type": "string"}}},
        "Text": {"type": "string"},
        "Loop": {"type": "array", "items": {"$ref": "#/components/schemas/Loop"}},
    }
    for name in ("Cat", "Dog"):
        kind = {"type": "string", "enum": [name.lower()]}
        schemas[name] = {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": kind, "age": {"type": "integer"}},
        }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/X"}}}
    get = {"responses": {"200": {"description": "An X.", "content": content}}}
    return json.dumps(
        {
            "openapi": version,
            "info": {"title": "t", "version": "1"},
            "paths": {"/x": {"get": get}},
            "components": {"schemas": schemas},
        }
    )


@pytest.mark.parametrize(("schema", "expected"), CASES)
def test_types(server: Server, schema: str, expected: str) -> None:
    models = importlib.import_module(f"{server(document(schema)).__name__}.models")
    assert models.X.__annotations__ == {"value": ast.unparse(ast.parse(expected))}
    msgspec.json.Decoder(models.X)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: string, nullable: true}", "str | None"),
        ("{nullable: true}", "Any"),
        ("{nullable: true, allOf: [{$ref: '#/components/schemas/Named'}]}", "Named | None"),
        ("{type: integer, minimum: 1, exclusiveMinimum: true}", "Annotated[int, Meta(gt=1)]"),
    ],
)
def test_types_of_3_0(server: Server, schema: str, expected: str) -> None:
    models = importlib.import_module(f"{server(document(schema, '3.0.3')).__name__}.models")
    assert models.X.__annotations__ == {"value": expected}


def test_variants_are_told_apart(server: Server) -> None:
    schema = "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}"
    models = importlib.import_module(f"{server(document(schema)).__name__}.models")
    found = msgspec.json.decode(b'{"value": {"kind": "dog", "age": 3}}', type=models.X)
    assert found == models.X(value=models.Dog(age=3))
    assert json.loads(msgspec.json.encode(found)) == {"value": {"kind": "dog", "age": 3}}


def test_additional_attributes_keep_their_schema(server: Server) -> None:
    schema = """
    type: object
    properties: {a: {type: string}}
    patternProperties: {'^x-': {type: string}}
    additionalProperties: {type: integer, minimum: 0}
    """
    name = server(document(schema)).__name__
    models, runtime = (
        importlib.import_module(f"{name}.{each}") for each in ("models", "open_struct")
    )
    found = runtime.from_json(b'{"value": {"a": "", "b": 2.0, "x-c": "d"}}', models.X)
    assert found.value.additional == {"b": 2, "x-c": "d"}
    for wrong in ('{"b": -1}', '{"b": []}', '{"(additional)": 1}'):
        with pytest.raises(msgspec.ValidationError):
            runtime.from_json(f'{{"value": {wrong}}}'.encode(), models.X)


def test_names_that_python_lacks_are_additional(server: Server) -> None:
    schema = r"""{type: object, properties: {a: {}, 'b"c': {type: string}}}"""
    name = server(document(schema)).__name__
    models, runtime = (
        importlib.import_module(f"{name}.{each}") for each in ("models", "open_struct")
    )
    content = b'{"value":{"a":1,"b\\"c":"d"}}'
    found = runtime.from_json(content, models.X)
    assert found.value == models.XValue(a=1, additional={'b"c': "d"})
    assert json.loads(runtime.to_json(found)) == json.loads(content)


def test_parts_of_all_of_are_one_class(server: Server) -> None:
    schema = """
    allOf:
      - {$ref: '#/components/schemas/Named'}
      - {type: object, required: [a, c], properties: {a: {minLength: 2}, c: {type: integer}}}
    """
    models = importlib.import_module(f"{server(document(schema)).__name__}.models")
    assert models.XValue.__annotations__ == {
        "a": "Annotated[str, Meta(min_length=2)]",
        "c": "int",
    }


NAMES = """
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /a:
    get: {operationId: class, responses: {"200": {description: d}}}
    put: {operationId: Class, responses: {"200": {description: d}}}
    post: {operationId: "名前を取得", responses: {"200": {description: d}}}
    delete: {operationId: größe-löschen, responses: {"200": {description: d}}}
    patch:
      operationId: patchIt
      parameters:
        - {name: id, in: query, schema: {type: string}}
        - {name: ID, in: header, schema: {type: string}}
        - {name: body, in: query, schema: {type: string}}
        - {name: "-1", in: query, schema: {type: string}}
        - {name: "+1", in: query, schema: {type: string}}
      responses:
        "200":
          description: d
          content: {application/json: {schema: {$ref: "#/components/schemas/list"}}}
  /a/:
    get: {responses: {"200": {description: d}}}
components:
  schemas:
    list:
      type: object
      required: [list, class, "@type", "äöü", "", "1st", "a-b", a_b, __init__, Any]
      properties:
        list: {type: array, items: {$ref: "#/components/schemas/Any"}}
        class: {type: string}
        "@type": {type: string}
        "äöü": {type: string}
        "": {type: string}
        1st: {type: string}
        a-b: {type: string}
        a_b: {type: string}
        __init__: {type: string}
        Any: {$ref: "#/components/schemas/any"}
    Any: {type: object, properties: {x: {type: string}}}
    any: {type: object, properties: {x: {}}}
"""


def test_names(server: Server) -> None:
    stub = server(NAMES)
    models = importlib.import_module(f"{stub.__name__}.models")
    assert models.List.__struct_fields__ == (
        "list_",
        "class_",
        "type",
        "aou",
        "field",
        "field_1st",
        "a_b",
        "a_b_2",
        "init",
        "any",
    )
    assert models.List.__annotations__["list_"] == "list[AnyModel]"
    assert models.List.__annotations__["any"] == "AnyModel2"
    assert models.AnyModel2.__annotations__ == {"x": "Any | UnsetType"}
    methods = [name for name in vars(stub.DefaultApi) if not name.startswith("__")]
    assert methods == ["class_", "class_2", "名前を取得", "grosse_loschen", "patch_it", "get_a"]
    arguments = list(stub.DefaultApi.patch_it.__annotations__)
    assert arguments == ["call", "id", "id_header", "body_", "minus_1", "plus_1", "return"]
