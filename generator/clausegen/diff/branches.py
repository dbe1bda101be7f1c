"""The alternatives of a value (oneOf, anyOf) in two documents: which are the same, new or gone."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import UNSET, Api, Schema, relations

Key = tuple[str, ...]


class Branch(msgspec.Struct, frozen=True):
    """One alternative. `label` tells it apart for people, `key` from those of the same list."""

    label: str
    key: Key
    schema: Schema

    @property
    def is_certain(self) -> bool:
        """Whether one of another key is another alternative, and not this one edited."""
        return self.key[0] in {"name", "value"}


def branches(api: Api, schema: Schema) -> tuple[Branch, ...]:
    """None where the value has no choice."""
    found = [
        each
        for facet in relations.facets(api, schema)
        for choice in (facet.one_of, facet.any_of)
        for each in (choice if len(choice) > 1 else ())
    ]
    return tuple(_branch(api, each, number) for number, each in enumerate(found, 1))


def alone(api: Api, schema: Schema) -> tuple[Branch, ...]:
    """A value without a choice, as the only alternative."""
    return (_branch(api, schema, 1),)


def matched(
    old: tuple[Branch, ...], new: tuple[Branch, ...]
) -> Iterator[tuple[Branch | None, Branch | None]]:
    """Those of one key, then edited ones in their order, then what is gone and what is new."""
    before, after = ({each.key: each for each in side} for side in (old, new))
    yield from ((before[key], after[key]) for key in before if key in after)
    gone = [each for key, each in before.items() if key not in after]
    come = [each for key, each in after.items() if key not in before]
    edited = list(
        zip(
            [each for each in gone if not each.is_certain],
            [each for each in come if not each.is_certain],
            strict=False,
        )
    )
    yield from edited
    same = {each.key for pair in edited for each in pair}
    yield from ((each, None) for each in gone if each.key not in same)
    yield from ((None, each) for each in come if each.key not in same)


def _branch(api: Api, schema: Schema, number: int) -> Branch:
    name = relations.named(api, schema)
    if name:
        return Branch(name, ("name", name), schema)
    flat = api.resolve(schema)
    if flat.const is not UNSET:
        return Branch(str(flat.const), ("value", repr(flat.const)), schema)
    for each in api.attributes(flat):
        if each.schema.const is not UNSET:
            told = str(each.schema.const)
            return Branch(told, ("value", each.name, told), schema)
    if flat.title:
        return Branch(flat.title, ("title", flat.title), schema)
    types = sorted(relations.json_types(api, schema) or ())
    names = sorted(each.name for each in api.attributes(flat))
    return Branch(str(number), ("shape", *types, *names), schema)
