"""Names that words use: operations, attributes and path parameters that have to exist."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, Operation, Schema
from clausegen.words.word import Unresolved


def operation_or_none(api: Api, name: str | None) -> Operation | None:
    return next((each for each in api.operations if each.id == name), None)


def operation(api: Api, name: str, pointer: str) -> Iterator[Unresolved]:
    if operation_or_none(api, name) is None:
        yield Unresolved(f"there is no operation {name}", pointer)


def attribute(
    api: Api, name: str, schema: Schema | None, of: str, pointer: str
) -> Iterator[Unresolved]:
    """`of` names what has the attribute."""
    known = [each.name for each in api.attributes(schema)] if schema else []
    if name not in known:
        hint = f"{of} has {', '.join(known)}." if known else ""
        yield Unresolved(f"{of} has no attribute {name}", pointer, hint)


def attribute_within(
    api: Api, way: str, schema: Schema | None, of: str, pointer: str
) -> Iterator[Unresolved]:
    """`meta.next` is an attribute of an attribute."""
    for name in way.split("."):
        found = next(attribute(api, name, schema, of, pointer), None)
        if found is not None:
            yield found
            return
        known = api.attributes(schema) if schema is not None else ()
        schema, of = next(each.schema for each in known if each.name == name), name


def path_parameter(api: Api, name: str, pointer: str) -> Iterator[Unresolved]:
    known = (each for operation in api.operations for each in operation.parameters_in("path"))
    if all(each.name != name for each in known):
        yield Unresolved(f"there is no path parameter {name}", pointer)


def parameter_of(of: Operation, name: str, pointer: str) -> Iterator[Unresolved]:
    """A path parameter of one operation."""
    if all(each.name != name for each in of.parameters_in("path")):
        yield Unresolved(f"{of.id} has no path parameter {name}", pointer)
