"""Alternatives, and the values of a discriminator that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from clausegen.model import UNSET, Api, Discriminator, Schema
from clausegen.render.shapes.flatten import flattened

TagValue = str | int


def only_value(api: Api, flat: Schema, attribute: str) -> TagValue | None:
    """The only value that an attribute of a flat object can have."""
    schema = next((each.schema for each in flat.properties if each.name == attribute), None)
    if schema is None:
        return None
    inner = flattened(api, schema)
    values = (inner.const,) if inner.const is not UNSET else inner.enum or ()
    only = values[0] if len(values) == 1 else None
    fits = isinstance(only, str | int) and not isinstance(only, bool)
    return only if fits else None


def branch_names(api: Api, hint: str, branches: Sequence[Schema]) -> list[str]:
    """What branches are called: by title, by their tag, or by what only they need."""
    flats = [flattened(api, each) for each in branches]
    needs = Counter(name for flat in flats for name in flat.required)
    return [
        each.title or f"{hint} {_mark(api, flat, needs) or number}"
        for number, (each, flat) in enumerate(zip(branches, flats, strict=True), 1)
    ]


def _mark(api: Api, flat: Schema, needs: Counter[str]) -> str:
    tags = (only_value(api, flat, each.name) for each in flat.properties if each.required)
    own = (name for name in flat.required if needs[name] == 1)
    return next((str(each) for each in (*tags, *own) if each is not None), "")


def tag_values(discriminator: Discriminator, schema: str) -> tuple[str, ...]:
    """What a discriminator holds for a named schema: what is mapped to it, else its name."""
    mapped = tuple(value for value, target in discriminator.mapping if target == schema)
    return mapped or (schema,)


def discriminated(
    values: Mapping[str, TagValue | None],
    discriminator: Discriminator,
    schema_names: Mapping[str, str],
) -> dict[str, TagValue | None]:
    """The mapping's value, else the only value of the attribute, else the schema's name."""
    found = dict(values)
    for name, schema in schema_names.items():
        mapped = any(target == schema for _, target in discriminator.mapping)
        if mapped or found.get(name) is None:
            given = tag_values(discriminator, schema)
            found[name] = given[0] if len(given) == 1 else None
    return found
