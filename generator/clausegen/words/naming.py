"""Names that words use: operations, attributes and path parameters that have to exist."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, Operation, Property, Schema
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
    known = list(dict.fromkeys(each.name for each in known_attributes(api, schema)))
    if name not in known:
        hint = f"{of} has {', '.join(known)}." if known else ""
        yield Unresolved(f"{of} has no attribute {name}", pointer, hint)


def attribute_within(
    api: Api, way: str, schema: Schema | None, of: str, pointer: str
) -> Iterator[Unresolved]:
    """`meta.next` is an attribute of an attribute."""
    names = [way] if leading(api, way, schema) is not None else way.split(".")
    for name in names:
        if (led := leading(api, name, schema)) is None:
            yield from attribute(api, name, schema, of, pointer)
            return
        schema, of = led, name


def leading(api: Api, way: str, schema: Schema | None) -> Schema | None:
    """The schema of an attribute, or of one within it; None where the way leads nowhere."""
    name, _, rest = way.partition(".")
    for each in known_attributes(api, schema):
        if each.name == way:
            return each.schema
        found = leading(api, rest, each.schema) if rest and each.name == name else None
        if found is not None:
            return found
    return None


def known_attributes(api: Api, schema: Schema | None) -> Iterator[Property]:
    """Of an object, and of what it may be one of."""
    ahead, seen = [schema] if schema is not None else [], set[str]()
    while ahead:
        node = ahead.pop(0)
        if node.pointer in seen:
            continue
        seen.add(node.pointer)
        yield from api.attributes(node)
        for part in api.parts(node):
            ahead += [*part.any_of, *part.one_of]


def path_parameter(api: Api, name: str, pointer: str) -> Iterator[Unresolved]:
    known = (each for operation in api.operations for each in operation.parameters_in("path"))
    if all(each.name != name for each in known):
        yield Unresolved(f"there is no path parameter {name}", pointer)


def parameter_of(of: Operation, name: str, pointer: str) -> Iterator[Unresolved]:
    """A path parameter of one operation."""
    if all(each.name != name for each in of.parameters_in("path")):
        yield Unresolved(f"{of.id} has no path parameter {name}", pointer)
