"""What the mock asks of schemas again and again, answered once."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Parameter, Schema
from clausegen.model import relations as related
from clausegen.words.pagination import Pagination, pagination_of

from clausemock.derived.held import violations

MADE = re.compile(r"creat|added|inserted|registered", re.IGNORECASE)
CHANGED = re.compile(r"updat|modif|chang|edited", re.IGNORECASE)
A_TIME = "2026-01-01T00:00:00.000Z"


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute of an object schema."""

    name: str
    schema: Schema
    required: bool
    types: frozenset[str]
    """Empty: any."""
    default: Any
    """UNSET without one."""
    is_fixed: bool
    """Only the server sets it."""
    is_hidden: bool
    """No answer shows it."""
    tells_birth: bool
    """The time of the creation."""
    tells_change: bool
    """The time of the last change."""

    is_nullable: bool
    """Null keeps the schema, all of it."""


class Facts:
    """The facts of one document, by schema."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._attributes: dict[str, tuple[Fact, ...]] = {}
        self._named: dict[str, dict[str, Fact]] = {}
        self._facets: dict[str, tuple[Schema, ...]] = {}
        self._types: dict[str, frozenset[str]] = {}
        self._closed: dict[str, bool] = {}
        self._paginations: dict[str, Pagination | None] = {}
        self._queries: dict[str, tuple[Parameter, ...]] = {}

    def pagination(self, operation: Operation) -> Pagination | None:
        """How a list is cut into pages, where the document says it."""
        if operation.id not in self._paginations:
            self._paginations[operation.id] = pagination_of(self.api, operation)
        return self._paginations[operation.id]

    def query(self, operation: Operation) -> tuple[Parameter, ...]:
        """The parameters of an operation's query."""
        known = self._queries.get(operation.id)
        if known is None:
            known = self._queries[operation.id] = operation.parameters_in("query")
        return known

    def attributes(self, schema: Schema | None) -> tuple[Fact, ...]:
        """The attributes of an object schema; none for None."""
        if schema is None:
            return ()
        known = self._attributes.get(schema.pointer)
        if known is None:
            known = tuple(
                self._fact(each.name, each.schema, required=each.required)
                for each in self.api.attributes(schema)
            )
            self._attributes[schema.pointer] = known
        return known

    def attribute(self, schema: Schema | None, name: str | None) -> Fact | None:
        if schema is None:
            return None
        known = self._named.get(schema.pointer)
        if known is None:
            known = {each.name: each for each in self.attributes(schema)}
            self._named[schema.pointer] = known
        return known.get(name or "")

    def facets(self, schema: Schema) -> tuple[Schema, ...]:
        """Every schema that a value must keep for sure."""
        known = self._facets.get(schema.pointer)
        if known is None:
            known = self._facets[schema.pointer] = tuple(related.facets(self.api, schema))
        return known

    def types(self, schema: Schema | None) -> frozenset[str]:
        """JSON types; empty for any."""
        if schema is None:
            return frozenset()
        known = self._types.get(schema.pointer)
        if known is None:
            known = related.json_types(self.api, schema) or frozenset()
            self._types[schema.pointer] = known
        return known

    def is_closed(self, schema: Schema) -> bool:
        """Whether an object may hold nothing else."""
        known = self._closed.get(schema.pointer)
        if known is None:
            known = self._closed[schema.pointer] = any(
                part.additional is False or part.unevaluated_properties is False
                for part in self.api.parts(schema)
            )
        return known

    def _fact(self, name: str, schema: Schema, *, required: bool) -> Fact:
        facets = self.facets(schema)
        types = self.types(schema)
        is_change = CHANGED.search(name) is not None
        is_time = (is_change or MADE.search(name) is not None) and self._is_time(schema, facets)
        return Fact(
            name=name,
            schema=schema,
            required=required,
            types=types,
            is_nullable="null" in types and not violations(self.api, schema, None, "response"),
            default=related.default_of(self.api, schema),
            is_fixed=any(part.read_only for part in facets),
            is_hidden=any(part.write_only for part in facets),
            tells_birth=is_time,
            tells_change=is_time and is_change,
        )

    def _is_time(self, schema: Schema, facets: tuple[Schema, ...]) -> bool:
        tells = any(part.format == "date-time" or part.constraint("pattern") for part in facets)
        return tells and not violations(self.api, schema, A_TIME, "response")
