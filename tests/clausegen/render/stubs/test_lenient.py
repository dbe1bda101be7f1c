"""Answers that break their schema: told whole, and had as far as they go."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from msgspec import UNSET

DOCUMENT = """
openapi: 3.1.0
info: {title: Zoo, version: "1"}
servers: [{url: "https://zoo.example"}]
paths:
  /zoo:
    get:
      operationId: getZoo
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {$ref: "#/components/schemas/Zoo"}}}
        "409":
          description: Closed.
          content: {application/json: {schema: {$ref: "#/components/schemas/Keeper"}}}
components:
  schemas:
    Zoo:
      type: object
      required: [name, animals]
      properties:
        name: {type: string}
        opened: {type: string, format: date-time}
        size: {type: integer}
        animals: {type: array, items: {$ref: "#/components/schemas/Animal"}}
        prices: {type: object, additionalProperties: {type: number}}
        keeper: {oneOf: [{$ref: "#/components/schemas/Keeper"}, {type: "null"}]}
    Keeper: {type: object, required: [id], properties: {id: {type: integer}}}
    Animal:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, age: {type: integer}}}
    Dog:
      type: object
      required: [kind, tail]
      properties: {kind: {type: string}, tail: {type: number}}
"""
ZOO = '"name": "z", "animals": []'
Client = Callable[[str | Path], ModuleType]


@pytest.fixture
def package(client: Client) -> ModuleType:
    return client(DOCUMENT)


@pytest.fixture
def models(package: ModuleType) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.models")


def asked(package: ModuleType, content: str, status: int = 200, **options: Any) -> Any:
    """What the client makes of an answer."""
    script = httpx.MockTransport(lambda _: httpx.Response(status, text=content))
    with package.Client(transport=script, **options) as client:
        return client.default.get_zoo()


CASES = [
    ('{"animals": []}', {"name": UNSET}, ["/name: lacks, though it is required"]),
    (f'{{{ZOO}, "size": "big"}}', {"size": "big"}, ["/size: Expected `int`, got `str`"]),
    (f'{{{ZOO}, "size": 2.0}}', {"size": 2}, []),
    (
        f'{{{ZOO}, "opened": "long ago", "new/er": 1}}',
        {"opened": "long ago", "additional": {"new/er": 1}},
        ["/opened: Invalid RFC3339 encoded datetime"],
    ),
    (
        f'{{{ZOO}, "prices": {{"a/b": 1, "c": "?"}}}}',
        {"prices": {"a/b": 1, "c": "?"}},
        ["/prices/c"],
    ),
    (f'{{{ZOO}, "keeper": []}}', {"keeper": []}, ["/keeper: Expected `object | null`"]),
]


@pytest.mark.parametrize(("content", "attributes", "problems"), CASES)
def test_what_is_wrong_stays_as_it_came(
    package: ModuleType, content: str, attributes: dict[str, Any], problems: list[str]
) -> None:
    seen: list[Any] = []
    answer = asked(package, content, on_unexpected=seen.append)
    assert {name: getattr(answer, name) for name in attributes} == attributes
    told = [each for error in seen for each in error.problems]
    assert len(told) == len(problems)
    assert [each[: len(start)] for each, start in zip(told, problems, strict=True)] == problems


def test_every_part_is_taken_by_itself(package: ModuleType, models: ModuleType) -> None:
    animals = '[{"kind": "cat", "age": "x"}, {"kind": "dog", "tail": 1, "ear": 2}, {"kind": "cat"}]'
    with pytest.raises(package.UnexpectedAnswer) as caught:
        asked(package, f'{{"name": 1, "animals": {animals}, "keeper": {{"name": "k"}}}}')
    error = caught.value
    cat, dog, other = error.details.animals
    assert (cat, other) == ({"kind": "cat", "age": "x"}, models.Cat())
    assert dog == models.Dog(tail=1, additional={"ear": 2})
    assert error.details.keeper == models.Keeper(id=UNSET, additional={"name": "k"})
    places = [each.partition(":")[0] for each in error.problems]
    assert places == ["/name", "/keeper/id"]
    assert "Expected `str`, got `int` - at `$.name`" in str(error)


def test_the_caller_may_refuse(package: ModuleType) -> None:
    def refuse(answer: Exception) -> None:
        raise LookupError from answer

    with pytest.raises(LookupError):
        asked(package, "{}", on_unexpected=refuse)


@pytest.mark.parametrize("content", ["<html>", "[" * 100_000], ids=["html", "deep"])
def test_what_is_no_json_has_no_details(package: ModuleType, content: str) -> None:
    with pytest.raises(package.UnexpectedAnswer) as caught:
        asked(package, content, on_unexpected=print)
    assert (caught.value.details, caught.value.problems) == (None, ())


@pytest.mark.parametrize(
    ("content", "details", "problems"),
    [
        ('{"id": 1}', {"id": 1}, ()),
        ('{"id": "x", "more": 1}', {"id": "x", "more": 1}, ("/id: Expected `int`, got `str`",)),
        ("{}", {}, ("/id: lacks, though it is required",)),
        ("[1]", None, ("(all): Expected `object`, got `array`",)),
        ("<html>", None, ()),
        ("[" * 100_000, None, ()),
    ],
    ids=["right", "wrong", "lacking", "other", "html", "deep"],
)
def test_errors_that_break_their_schema(
    package: ModuleType, content: str, details: Any, problems: tuple[str, ...]
) -> None:
    with pytest.raises(package.Conflict) as caught:
        asked(package, content, 409)
    found = caught.value.details
    assert (found if found is None else found.additional | known(found)) == details
    assert caught.value.problems == problems


def known(value: Any) -> dict[str, Any]:
    named = {name: getattr(value, name) for name in value.__struct_fields__ if name != "additional"}
    return {name: each for name, each in named.items() if each is not UNSET}


def test_options_of_some_calls(package: ModuleType) -> None:
    seen: list[Any] = []

    async def ask() -> Any:
        script = httpx.MockTransport(lambda _: httpx.Response(200, text='{"name": "n"}'))
        async with package.AsyncClient(transport=script) as client:
            return await client.with_options(on_unexpected=seen.append).default.get_zoo()

    assert asyncio.run(ask()).name == "n"
    assert [each.problems for each in seen] == [("/animals: lacks, though it is required",)]
