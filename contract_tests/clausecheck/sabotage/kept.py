"""Values that a record shows for good, although the server shows others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausecheck.sabotage.passing import NOTHING, Memory, Passing, keys_of, rewrite


def holding(
    resource: str, attribute: str, value_of: Callable[[Passing, dict[str, Any]], Any]
) -> Callable[[Passing, Memory], None]:
    """From a write for which `value_of` gives a value on, its record shows that value.

    `value_of` gets the write and the record as it was answered; NOTHING leaves the record alone.
    """

    def after(passing: Passing, memory: Memory) -> None:
        method = passing.operation.method if passing.operation is not None else ""
        if passing.ok and method in {"post", "put", "patch"}:
            body = passing.body if isinstance(passing.body, dict) else {}
            value = value_of(passing, body)
            if value is not NOTHING:
                named = [str(body["id"])] if "id" in body else list(keys_of(body))
                for key in (*named, *filter(None, [passing.key() if method != "post" else None])):
                    memory.marked[key] = value

        def change(record: dict[str, Any]) -> None:
            key = str(record["id"]) if "id" in record else next(keys_of(record), "")
            if key in memory.marked:
                record[attribute] = memory.marked[key]

        rewrite(passing, resource, change)

    return after
