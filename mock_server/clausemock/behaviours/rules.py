"""rules: statements that the documentation makes once. The resource's own module keeps each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clausegen.model import Api, Schema
from clausegen.words.rules import Rule, rules_of


class Rules:
    def __init__(self, api: Api, *, on: bool = True, without: Iterable[str] = ()) -> None:
        self._off = frozenset(without if on else rule_ids(api))

    def keeps(self, rule: str) -> bool:
        """Whether the statement with this clause id (OWNER.RULE) is kept."""
        return rule not in self._off


def rule_ids(api: Api) -> Iterator[str]:
    """The clause id of every rule that a client can observe."""
    for operation in api.operations:
        yield from _ids(operation.id, rules_of(operation.words))
    for name, schema in api.schemas.items():
        yield from _schema_ids(name, schema)


def _schema_ids(name: str, schema: Schema) -> Iterator[str]:
    yield from _ids(name, rules_of(schema.words))
    for part in (schema, *schema.all_of):
        for each in part.properties:
            yield from _ids(f"{name}.{each.name}", rules_of(each.schema.words))


def _ids(owner: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield from (f"{owner}.{rule.id}" for rule in rules if rule.waived is None)
