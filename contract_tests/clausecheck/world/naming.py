"""What a request calls the thing that it makes or changes, where path and payload both tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.model import Operation
from clausegen.model.items import names_in

from clausecheck.http.chosen import MISSING
from clausecheck.world.bodies import meant
from clausecheck.world.values import COUNTED
from clausecheck.world.workshop import Workshop


def named_by(world: Workshop, operation: Operation, path: Mapping[str, str]) -> dict[str, Any]:
    """The id in the payload of a PUT is that of its path: another one would rename the thing."""
    if operation.method != "put" or not operation.path.rstrip("/").endswith("}"):
        return {}
    last = names_in(operation.path)[-1]
    for each in world.bodies.attributes(operation):
        if each.name == last and last in path:
            return {last: meant(world.document.resolve(each.schema), path[last])}
    return {}


def vacant(world: Workshop, operation: Operation, name: str) -> str:
    """What names nothing; a number is looked up, as there may be few of them."""
    reading, above = world.relations.on_path(operation.path, "get"), world.paths.above(operation)
    for _ in range(COUNTED):
        value = world.unknown(operation, name)
        if reading is None or not world.api.ledger.is_drawn(value):
            break
        if world.api.call(reading, path={**above, name: value}).status in MISSING:
            break
    return value
