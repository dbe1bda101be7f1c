"""How the classes of a union are told apart: by an attribute whose value is another in each."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from clausegen.model import Api, Discriminator, Schema
from clausegen.render.shapes.variants import TagValue, discriminated, only_value


def is_attribute_name(name: str) -> bool:
    """Whether msgspec takes it as the name of an attribute."""
    return not any(char in '"\\' or char < " " for char in name)


class Tag(msgspec.Struct, frozen=True):
    attribute: str
    value: TagValue


class Variants:
    """Gives tags to classes. A class has one tag at most, whatever unions it is part of."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.tags: dict[str, Tag] = {}

    def tell_apart(
        self,
        classes: Mapping[str, Schema],
        schema_names: Mapping[str, str],
        discriminator: Discriminator | None,
    ) -> bool:
        """Whether the classes (name -> flat schema) got tags by which a decoder knows them."""
        for attribute in self._candidates(classes, discriminator):
            values = {name: only_value(self._api, classes[name], attribute) for name in classes}
            if discriminator is not None and attribute == discriminator.property:
                values = discriminated(values, discriminator, schema_names)
            tags = {name: Tag(attribute, each) for name, each in values.items() if each is not None}
            if len(tags) == len(classes) and self._fit(tags):
                self.tags |= tags
                return True
        return False

    def _candidates(
        self, classes: Mapping[str, Schema], discriminator: Discriminator | None
    ) -> list[str]:
        if discriminator is not None:
            return [discriminator.property] if is_attribute_name(discriminator.property) else []
        first = next(iter(classes.values()))
        return [
            each.name
            for each in first.properties
            if is_attribute_name(each.name)
            and all(each.name in flat.required for flat in classes.values())
        ]

    def _fit(self, tags: Mapping[str, Tag]) -> bool:
        values = [tag.value for tag in tags.values()]
        is_clear = len(set(values)) == len(values) and len({type(value) for value in values}) == 1
        return is_clear and all(self.tags.get(name, tags[name]) == tags[name] for name in tags)
