"""The bodies of documented errors as types: the usual one of each status, and what differs."""

from __future__ import annotations

from collections import Counter

import msgspec

from clausegen.model import Api
from clausegen.render.python.arguments import either
from clausegen.render.python.imports import from_import, libraries, runtime
from clausegen.render.python.models import IMPORTED, Models
from clausegen.render.python.source import Group, Prefixed, Source, literal, statement
from clausegen.render.python.types import Typed, with_none
from clausegen.render.shapes.directions import Uses
from clausegen.render.shapes.errors import ErrorView, error_contents
from clausegen.render.shapes.names import pascal

MOST_TYPES = 6
"""A union of more is read by nobody: it is Any."""


class ErrorBodies(msgspec.Struct, frozen=True):
    """Types by status, as written: 404, 4XX or default."""

    usual: dict[str, Typed]
    by_operation: dict[str, dict[str, Typed]]

    def own(self, pointer: str) -> dict[str, Typed]:
        """Where an operation differs from most."""
        found = self.by_operation.get(pointer, {})
        return {status: each for status, each in found.items() if each != self.usual[status]}

    def kinds(self, status: str) -> tuple[Typed, ...]:
        """All types of one status."""
        found = (each[status] for each in self.by_operation.values() if status in each)
        return tuple(dict.fromkeys(found))


def error_bodies(api: Api, models: Models) -> ErrorBodies:
    """Make the models of all bodies of errors."""
    found: dict[str, dict[str, Typed]] = {}
    for operation, status, content in error_contents(api):
        hint = f"{pascal(operation.id)}{pascal(f'error {status}')}"
        typed = models.named(models.of(content.schema, hint, Uses(in_responses=True)), hint)
        if typed.family != "any":
            found.setdefault(operation.pointer, {})[status] = typed
    counted: dict[str, Counter[Typed]] = {}
    for types in found.values():
        for status, typed in types.items():
            counted.setdefault(status, Counter())[typed] += 1
    return ErrorBodies({s: counted[s].most_common(1)[0][0] for s in sorted(counted)}, found)


def table(types: dict[str, Typed]) -> Source:
    """Types by status as a dict."""
    keys = {status: status if status.isdigit() else literal(status) for status in types}
    pairs = tuple(Prefixed(f"{keys[each]}: ", types[each].annotation) for each in types)
    return Group("{", pairs, "}", is_list=True)


class ErrorPage(msgspec.Struct, frozen=True):
    """What the module of errors shows."""

    imports: list[str]
    details: dict[int | str, str]
    """The attribute of each class that has documented bodies."""
    bodies: str


def error_page(errors: list[ErrorView], bodies: ErrorBodies) -> ErrorPage:
    """The attributes and the table, and what they import."""
    details: dict[int | str, str] = {}
    names = {name for each in bodies.usual.values() for name in each.names}
    for each in errors:
        kinds = bodies.kinds(str(each.status))
        if 0 < len(kinds) <= MOST_TYPES:
            source, used = either(kinds)
            names |= used
            details[each.status] = statement("details: ", with_none(source), "", 4)
    imports = [*libraries(names | {"Any"}), from_import(".failures", ["ApiError"])]
    imports.append(from_import(".models", names - IMPORTED.keys()))
    imports += runtime(names, ".")
    return ErrorPage(
        list(filter(None, imports)),
        details,
        statement("BODIES: dict[int | str, Any] = ", table(bodies.usual)),
    )
