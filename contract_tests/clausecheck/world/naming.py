"""What a request calls the thing that it makes or changes, where path and payload both tell."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from clausegen.model import Operation, Parameter
from clausegen.model.items import names_in
from clausegen.schemas.validation import validator

from clausecheck.http.chosen import MISSING
from clausecheck.http.exchange import Exchange
from clausecheck.http.ledger import UNIQUE
from clausecheck.world.choices import meant
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


def nothing(world: Workshop, parameter: Parameter) -> str:
    """A value that names nothing: a new UUID or number, else a name as plain as it has to be."""
    schema, names = parameter.schema, world.names
    if _is_uuid(parameter):
        return names.uuid()
    if schema is None:
        return names.text("unknown")
    if world.document.resolve(schema).types in (("integer",), ("number",)):
        number = next(world.values.counted(schema), None)
        return names.text("unknown") if number is None else world.api.ledger.draw(number)
    keeps = validator(world.document, schema, "request")
    usual = names.text("unknown")
    coined = (each for each in names.texts() if world.api.ledger.is_coined(each))
    return next((each for each in chain([usual], coined) if keeps.accepts(each)), usual)


def _is_uuid(parameter: Parameter) -> bool:
    schema = parameter.schema
    if schema is not None and schema.format == "uuid":
        return True
    shown = [each.value for each in parameter.examples]
    shown += schema.examples if schema is not None else ()
    return any(isinstance(each, str) and UNIQUE.fullmatch(each) for each in shown)


def only_creates(operation: Operation) -> bool:
    """What is there already is refused: a POST, or a PUT that documents no other success."""
    succeeds = {each.status for each in operation.responses if each.is_success}
    return operation.method == "post" or (operation.method == "put" and succeeds == {"201"})


def is_gone(world: Workshop, exchange: Exchange) -> bool:
    """Nothing is there any more: what was changed is called otherwise now."""
    path = exchange.operation.path if exchange.operation is not None else ""
    reading = world.relations.on_path(path, "get")
    return reading is not None and (world.api.call(reading, path=exchange.path).status in MISSING)


def vacant(world: Workshop, operation: Operation, name: str) -> str:
    """What names nothing; a number is looked up, as there may be few of them."""
    reading = world.relations.on_path(operation.path, "get")
    for _ in range(COUNTED):
        value = world.unknown(operation, name)
        if reading is None or not world.api.ledger.is_drawn(value):
            break
        path = {**world.paths.above(operation), name: value}
        if world.api.call(reading, path=path).status in MISSING:
            break
    return value
