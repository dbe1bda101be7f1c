"""condition: answers contradict it, and payloads that do are taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import UNSET, Condition, Schema
from clausegen.words.condition import ConditionClause

from clausecheck.sabotage.passing import Memory, Passing, Sabotage, altered, rewrite
from clausecheck.sabotage.refused import accepts


def sabotages(clause: ConditionClause) -> Iterator[Sabotage]:
    if clause.operation is not None:
        yield from accepts(clause.operation, "a payload that contradicts the condition")
        return
    resource, wrong = clause.resource, _contradiction(clause.condition)
    if resource is None or not wrong:
        return

    def change(record: dict[str, Any]) -> None:
        record.update({name: value for name, value in wrong.items() if name in record})

    def after(passing: Passing, _: Memory) -> None:
        rewrite(passing, resource, change)

    yield Sabotage(told=f"answers hold {wrong}", after=after)


def _contradiction(condition: Condition) -> dict[str, Any]:
    """Values for which the condition holds, and one that its consequence does not allow."""
    then = condition.then.properties if condition.then is not None else ()
    wrong = {
        each.name: altered(each.schema.const) for each in then if each.schema.const is not UNSET
    }
    wrong = wrong or {
        each.name: None for each in then if each.schema.types and not each.schema.nullable
    }
    meant = {each.name: _meant(each.schema) for each in condition.if_.properties}
    meant = {name: value for name, value in meant.items() if value is not UNSET}
    return {**meant, **wrong} if wrong else {}


def _meant(schema: Schema) -> Any:
    """A value for which the condition holds; UNSET if none is named."""
    return schema.enum[0] if schema.enum else schema.const
