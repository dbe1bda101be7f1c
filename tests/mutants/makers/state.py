"""What is kept, and what is not: writable read-only attributes, updates that are lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
from clausegen.words.object_of import ObjectOf
from clausemock.store import Query, Record, Store
from giosg_mock.mock import Mock

from mutants.exchange import Exchange
from mutants.mutant import Kind, Mutant, mutant
from mutants.stage import Stage

WRITTEN = "mutants: written"
"""Where a record keeps the values of read-only attributes that somebody sent."""


def writable(
    schema: str,
    attribute: str,
    operations: str,
    *,
    also: str = "",
    because: str = "the value that was sent contradicts what these say",
) -> Mutant:
    """A read-only attribute that these operations set to what is sent."""
    names = operations.split()

    def change(stage: Stage) -> None:
        is_nested = any(
            each.name == attribute and each.schema.words.get(ObjectOf)
            for each in stage.api.attributes(stage.api.schemas[schema])
        )
        stage.patch(Mock, "sent", _keeps(stage, names, attribute))
        stage.patch(Mock, "changed", _adds)
        stage.patch(Mock, "show", _shows(schema, late=is_nested))

    where = "" if len(names) != 1 else f"-by-{names[0]}"
    return mutant(
        f"{schema}-{attribute}-writable{where}",
        "read-only",
        f"{schema}.{attribute} is read-only, here {' and '.join(names)} set it",
        f"{schema}.{attribute}.read_only",
        change,
        also=also,
        because=because,
    )


def _keeps(stage: Stage, names: list[str], attribute: str) -> Callable[[Any], Any]:
    def make(sent: Any) -> Any:
        def more(mock: Mock, call: Any, *rest: Any) -> Record:
            values: Record = sent(mock, call, *rest)
            payload = msgspec.json.decode(call.body)
            if stage.operation in names and attribute in payload:
                return {**values, WRITTEN: {attribute: payload[attribute]}}
            return values

        return more

    return make


def _adds(changed: Any) -> Any:
    """Several writes one after the other add up."""

    def both(mock: Mock, record: Record, changes: Record, *rest: Any) -> Record:
        made: Record = changed(mock, record, changes, *rest)
        written = {**record.get(WRITTEN, {}), **changes.get(WRITTEN, {})}
        return {**made, WRITTEN: written} if written else made

    return both


def _shows(schema: str, *, late: bool) -> Callable[[Any], Any]:
    def make(show: Any) -> Any:
        def over(mock: Mock, shown_as: str, record: Record, *rest: Any) -> Record:
            written = record.get(WRITTEN, {}) if shown_as == schema else {}
            early = record if late else {**record, **written}
            found: Record = show(mock, shown_as, early, *rest)
            return {**found, **written} if late else found

        return over

    return make


def keeps(  # noqa: PLR0913 - where, what, and what else is affected
    table: str,
    how: str,
    edit: Callable[[Record, Record | None], Any],
    *,
    operations: str,
    kind: Kind,
    clauses: str,
    also: str = "",
    because: str = "",
) -> Mutant:
    """What these operations write to a table is changed: `edit` gets the new and the old record.

    The answer to the write does not tell.
    """
    names = operations.split()

    def change(stage: Stage) -> None:
        def make(put: Any) -> Any:
            def other(store: Store, into: str, record: Record) -> None:
                if into == table and stage.operation in names:
                    record = dict(record)
                    edit(record, store.get(table, record["id"]))
                put(store, into, record)

            return other

        stage.patch(Store, "put", make)

    return mutant(
        f"{names[0]}-{how.replace(' ', '-')}",
        kind,
        f"{' and '.join(names)}: {how}",
        clauses,
        change,
        also=also,
        because=because,
    )


def loses(table: str, attribute: str, *, operations: str, clauses: str, also: str = "") -> Mutant:
    """An update of one attribute that is acknowledged and not kept."""

    def edit(record: Record, before: Record | None) -> None:
        if before is not None:
            record[attribute] = before[attribute]

    return keeps(
        table,
        f"loses {attribute}",
        edit,
        operations=operations,
        kind="update",
        clauses=clauses,
        also=also,
        because="they look at the same attribute",
    )


def resets(  # noqa: PLR0913 - which write, what it resets, and when
    table: str,
    operation: str,
    attribute: str,
    value: Any,
    *,
    when: str = "",
    clauses: str = "",
    also: str = "",
) -> Mutant:
    """A PATCH that sets an attribute back which it was not sent. `when`: only with this one."""
    sent: set[str] = set()

    def change(stage: Stage) -> None:
        def note(exchange: Exchange) -> None:
            sent.clear()
            with suppress(TypeError):
                sent.update(exchange.sent)

        def make(put: Any) -> Any:
            def other(store: Store, into: str, record: Record) -> None:
                is_meant = stage.operation == operation and into == table
                if is_meant and attribute not in sent and (not when or when in sent):
                    record = {**record, attribute: value}
                put(store, into, record)

            return other

        stage.before(operation, note)
        stage.patch(Store, "put", make)

    return mutant(
        f"{operation}-resets-{attribute}{f'-with-{when}' if when else ''}",
        "update",
        f"{operation} leaves what is not sent, here {attribute} goes back to {value}",
        clauses or f"{operation}.partial",
        change,
        also=also,
        because="another attribute than the one that is sent changes",
    )


def requery(operation: str, source: str, make: Callable[[Query], Query]) -> Callable[[Stage], None]:
    """What an operation looks up in a table or view is looked up otherwise."""

    def change(stage: Stage) -> None:
        def other(select: Any) -> Any:
            def selected(store: Store, query: Query, **how: Any) -> list[Record]:
                if stage.operation == operation and query.source == source:
                    query = make(query)
                found: list[Record] = select(store, query, **how)
                return found

            return selected

        stage.patch(Store, "select", other)

    return change


def requeries(
    operation: str, source: str, how: str, make: Callable[[Query], Query], clauses: str, **more: Any
) -> Mutant:
    name = f"{operation}-{how.replace(' ', '-')}"
    kind = more.pop("kind", "isolation")
    change = requery(operation, source, make)
    return mutant(name, kind, f"{operation}: {how}", clauses, change, **more)


def without(*columns: str) -> Callable[[Query], Query]:
    """A query that does not ask for these columns."""

    def make(query: Query) -> Query:
        kept = tuple(each for each in query.where if each[0] not in columns)
        return msgspec.structs.replace(query, where=kept)

    return make
