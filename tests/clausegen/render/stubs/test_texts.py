"""What a server makes of texts: in the style deepObject, and where there are alternatives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest

DOCUMENT = """
openapi: 3.1.0
info: {title: Deep, version: "1"}
paths:
  /deep:
    post:
      operationId: send
      parameters:
        - {name: l, in: query, style: deepObject, schema: {$ref: "#/components/schemas/List"}}
        - {name: o, in: query, style: deepObject, schema: {$ref: "#/components/schemas/Object"}}
        - {name: e, in: query, style: deepObject, schema: {$ref: "#/components/schemas/Either"}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                l: {$ref: "#/components/schemas/List"}
                o: {$ref: "#/components/schemas/Object"}
                e: {$ref: "#/components/schemas/Either"}
            encoding:
              {l: {style: deepObject}, o: {style: deepObject}, e: {style: deepObject}}
      responses: {"204": {description: Read.}}
components:
  schemas:
    List: {type: array, items: {type: integer}}
    Object:
      type: object
      properties:
        l: {type: array, items: {type: string}}
        o: {type: array, items: {type: object, properties: {n: {type: integer}}}}
        m: {type: object, additionalProperties: {type: string}}
    Either:
      anyOf:
        - {type: object, required: [a], properties: {a: {type: integer}}}
        - {type: object, required: [b], properties: {b: {$ref: "#/components/schemas/List"}}}
        - {enum: [""]}
"""
REFUSED: dict[str, Any] = {}
CASES = {
    "": {},
    "l=1": {"l": [1]},
    "l=2&l=1": {"l": [2, 1]},
    "l[]=2&l[]=1": {"l": [2, 1]},
    "l[1]=2&l[0]=1&l[10]=3": {"l": [1, 2, 3]},
    "l[0]=1&l[]=2": {"l": [1, 2]},
    "l[a]=1": REFUSED,
    "l[9999999999]=1": REFUSED,
    "o[l]=x": {"o": {"l": ["x"]}},
    "o[l]=x&o[l]=y": {"o": {"l": ["x", "y"]}},
    "o[l][]=x": {"o": {"l": ["x"]}},
    "o[o][1][n]=2&o[o][0][n]=1": {"o": {"o": [{"n": 1}, {"n": 2}]}},
    "o[o][][n]=2": {"o": {"o": [{"n": 2}]}},
    "o[m][0]=x&o[m][z]=y": {"o": {"m": {"0": "x", "z": "y"}}},
    "o[m]=x&o[m][z]=y": REFUSED,
    "o[m][z]=y&o[m]=x": REFUSED,
    "o[o" + "][o" * 5000 + "]=1": REFUSED,
    "e=": {"e": ""},
    "e[a]=1": {"e": {"a": 1}},
    "e[b][0]=1": {"e": {"b": [1]}},
    "e[b]=1": {"e": {"b": [1]}},
}


def reading(stub: ModuleType, name: str) -> Callable[[str, str], Any]:
    """What the method receives, from the query or from a form; the status if that is an error."""
    seen: dict[str, Any] = {}

    def send(_: Any, __: Any, *, body: Any = None, **given: Any) -> None:
        seen["given"] = msgspec.to_builtins(given if body is None else body)
        if "(additional)" in seen["given"]:
            seen["given"] |= seen["given"].pop("(additional)")

    app = stub.create_app(type("Reading", (stub.DefaultApi,), {"send": send})())

    def ask(place: str, text: str) -> Any:
        async def post() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
                kind = {"content-type": "application/x-www-form-urlencoded"}
                given = {"headers": kind, "content": text} if place == "form" else {}
                url = f"http://t/{name}"
                return await http.post(url if given else f"{url}?{text}", **given)

        seen.clear()
        answer = asyncio.run(post())
        return seen["given"] if answer.status_code == 204 else answer.status_code

    return ask


@pytest.mark.parametrize("place", ["query", "form"])
def test_every_way_to_write_lists(server: Callable[[str | Path], ModuleType], place: str) -> None:
    ask = reading(server(DOCUMENT), "deep")
    wanted = {text: 400 if found is REFUSED else found for text, found in CASES.items()}
    assert {text: ask(place, text) for text in CASES} == wanted


ALTERNATIVES = """
openapi: 3.1.0
info: {title: Texts, version: "1"}
paths:
  /texts:
    post:
      operationId: send
      parameters:
        - {name: n, in: query, schema: {anyOf: [{type: boolean}, {type: integer}]}}
        - {name: f, in: query, schema: {type: boolean}}
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              oneOf:
                - type: object
                  required: [a]
                  properties: {a: {type: integer}, l: {type: array, items: {type: integer}}}
                - {type: object, required: [b], properties: {b: {type: boolean}}}
                - type: object
                  required: [c]
                  properties: {c: {type: string}}
                  additionalProperties: {type: integer}
      responses: {"204": {description: Read.}}
"""
"""Texts are read as the alternative says that they stand for."""
TEXTS = {
    ("query", "n=true"): {"n": True},
    ("query", "n=5"): {"n": 5},
    ("query", "n=x"): 400,
    ("query", "f=false"): {"f": False},
    ("query", "f=0"): 400,
    ("form", "a=1&l=2"): {"a": 1, "l": [2]},
    ("form", "b=true"): {"b": True},
    ("form", "c=x&more=3"): {"c": "x", "more": 3},
    ("form", "a=x"): 400,
    ("form", "d=x"): 400,
}


def test_texts_of_alternatives(server: Callable[[str | Path], ModuleType]) -> None:
    ask = reading(server(ALTERNATIVES), "texts")
    assert {(place, text): ask(place, text) for place, text in TEXTS} == TEXTS
