"""Which clause a wrong answer breaks: the one about the attribute that is wrong, if any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import Api, Schema
from clausegen.schemas.validation import Violation, validator
from clausegen.words.clause import Clause

from clausecheck.run.contract import Contract

CONDITION = re.compile(r"(\w+): ")
"""How a violation of an if/then starts: with the title of the condition."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong in an answer. `clause` is None if only the answer as a whole promises it."""

    clause: Clause | None
    violation: Violation


def faults(contract: Contract, schema: Schema, answer: Any) -> Iterator[Fault]:
    """Everything in an answer that differs from its schema."""
    for violation in validator(contract.document, schema, "response").errors(answer):
        for clause_id in _clauses(contract, schema, violation, answer):
            yield Fault(clause=contract.by_id.get(clause_id or ""), violation=violation)


def _clauses(
    contract: Contract, schema: Schema, violation: Violation, answer: Any
) -> Iterator[str | None]:
    """Ids of the clauses that a violation breaks; None where there is no narrower one."""
    way = list(_way(contract.document, schema, violation.path))
    steps = list(zip(way, violation.path, strict=False))
    attribute = _last(_find(contract, parts, f"{key}.type") for parts, key in steps)
    title = CONDITION.match(violation.message)
    value = answer
    for key in violation.path:
        value = value[key]
    if title is not None:
        yield _last(_find(contract, parts, f"condition.{title[1]}") for parts in way) or attribute
    elif violation.keyword == "required" and isinstance(value, Mapping):
        names = dict.fromkeys(name for part in way[-1] for name in part.required)
        for name in names:
            if name not in value:
                yield _find(contract, way[-1], f"{name}.type") or attribute
    else:
        yield attribute


def _way(
    document: Api, schema: Schema, path: tuple[str | int, ...]
) -> Iterator[tuple[Schema, ...]]:
    """Every schema that describes the value, then each part of it on the path."""
    here = tuple(_parts(document, schema))
    yield here
    for key in path:
        below = [each for part in here for each in _below(part, key)]
        here = tuple(part for each in below for part in _parts(document, each))
        yield here


def _parts(document: Api, schema: Schema) -> Iterator[Schema]:
    for part in document.parts(schema):
        yield part
        for branch in (*part.any_of, *part.one_of):
            yield from _parts(document, branch)


def _below(part: Schema, key: str | int) -> Iterator[Schema]:
    if isinstance(key, str):
        yield from (each.schema for each in part.properties if each.name == key)
    elif part.items is not None:
        yield part.items


def _find(contract: Contract, parts: tuple[Schema, ...], rest: str) -> str | None:
    """The clause of one of the named schemas."""
    found = (f"{part.name}.{rest}" for part in parts if part.name is not None)
    return next((each for each in found if each in contract.by_id), None)


def _last(found: Iterable[str | None]) -> str | None:
    """The narrowest: the one furthest down the way."""
    return next((each for each in reversed(list(found)) if each is not None), None)
