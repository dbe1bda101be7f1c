"""Which clause a wrong answer breaks: the one about the attribute that is wrong, if any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import Api, Schema
from clausegen.model.relations import named_branch
from clausegen.schemas.validation import Violation, validator
from clausegen.words.clause import Clause

from clausecheck.search.walk import described, parts_below, speaks_of
from clausecheck.world.contract import Contract


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong in an answer. `clause` is None if only the answer as a whole promises it."""

    clause: Clause | None
    violation: Violation


def faults(contract: Contract, schema: Schema, answer: Any) -> Iterator[Fault]:
    """Everything in an answer that differs from its schema."""
    found = False
    for violation in validator(contract.document, schema, "response").errors(answer):
        found = True
        yield _fault(contract, schema, violation)
    if not found and speaks_of(contract.document, "discriminator"):
        yield from _of_another_type(contract, schema, answer)


def _of_another_type(contract: Contract, schema: Schema, answer: Any) -> Iterator[Fault]:
    """A value that names one alternative and keeps another: JSON Schema alone lets it pass."""
    for path, part, value in described(contract.document, schema, answer):
        branch = named_branch(part, value)
        if branch is not None:
            for violation in validator(contract.document, branch, "response").errors(value):
                whole = msgspec.structs.replace(violation, path=(*path, *violation.path))
                yield Fault(clause=_fault(contract, branch, violation).clause, violation=whole)


def _fault(contract: Contract, schema: Schema, violation: Violation) -> Fault:
    return Fault(clause=_clause(contract, schema, violation), violation=violation)


def _clause(contract: Contract, schema: Schema, violation: Violation) -> Clause | None:
    """The clause that a violation breaks; None where there is no narrower one."""
    way = list(_way(contract.document, schema, violation.path))
    types, steps = contract.about_attributes, zip(way, violation.path, strict=False)
    attribute = _last(_find(types, parts, str(key)) for parts, key in steps)
    if violation.condition:
        conditions = contract.about_conditions
        return _last(_find(conditions, parts, violation.condition) for parts in way) or attribute
    if violation.missing is not None and any(
        violation.missing in part.required for part in way[-1]
    ):
        return _find(types, way[-1], violation.missing) or attribute
    return attribute


def _way(
    document: Api, schema: Schema, path: tuple[str | int, ...]
) -> Iterator[tuple[Schema, ...]]:
    """Every schema that describes the value, then each part of it on the path."""
    here = tuple(_parts(document, schema))
    yield here
    for key in path:
        below = [each for part in here for each in parts_below(part, key)]
        here = tuple(part for each in below for part in _parts(document, each))
        yield here


def _parts(document: Api, schema: Schema) -> Iterator[Schema]:
    for part in document.parts(schema):
        yield part
        for branch in (*part.any_of, *part.one_of):
            yield from _parts(document, branch)


def _find(
    clauses: Mapping[tuple[str, str], Clause], parts: tuple[Schema, ...], name: str
) -> Clause | None:
    """The clause of one of the named schemas."""
    found = (clauses.get((part.name, name)) for part in parts if part.name is not None)
    return next((each for each in found if each is not None), None)


def _last(found: Iterable[Clause | None]) -> Clause | None:
    """The narrowest: the one furthest down the way."""
    return next((each for each in reversed(list(found)) if each is not None), None)
