"""Payloads that have to be refused and are not, or not as documented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mutants.exchange import Exchange
from mutants.mutant import Kind, Mutant, mutant
from mutants.stage import Stage

Test = Callable[[Any], bool]


def is_odd(value: Any) -> bool:
    """An object or a list, where a plain value belongs."""
    return isinstance(value, dict | list)


def fills(
    operation: str,
    value: Any,
    *attributes: str,
    kind: Kind,
    clauses: str,
    also: str = "",
    how: str = "",
) -> Mutant:
    """Attributes that a payload leaves out get this value."""

    def edit(payload: dict[str, Any]) -> None:
        for each in attributes:
            payload.setdefault(each, value)

    what = how or f"{'-'.join(attributes)}-filled-in"
    return rewrites(operation, what, edit, kind=kind, clauses=clauses, also=also)


def requires_not(
    operation: str, attribute: str, value: Any, *, only: bool = False, also: str = ""
) -> Mutant:
    """A required attribute that may be left out. `only`: it is the only required one."""
    missing = f"{operation}.400.missing_attribute"
    return fills(
        operation,
        value,
        attribute,
        kind="required",
        clauses=f"{operation}.{attribute}.required {missing if only else ''}",
        also=f"{also} {'' if only else missing}",
    )


def accepts(
    operation: str,
    attribute: str,
    rule: str,
    is_wrong: Test,
    instead: Any,
    *,
    also: str = "",
) -> Mutant:
    """A value that breaks `rule` is not refused, but taken for another one."""

    def edit(payload: dict[str, Any]) -> None:
        if attribute in payload and is_wrong(payload[attribute]):
            payload[attribute] = instead

    how = f"{attribute}-{rule}-taken-for-{instead}".lower()
    clauses = f"{operation}.{attribute}.{rule}"
    return rewrites(operation, how, edit, kind="payload", clauses=clauses, also=also)


def rewrites(  # noqa: PLR0913 - where, what, and what else is affected
    operation: str,
    how: str,
    edit: Callable[[dict[str, Any]], Any],
    *,
    kind: Kind,
    clauses: str,
    also: str = "",
    because: str = "the same payload is the subject of these, too",
) -> Mutant:
    """Each payload that is an object is changed before it is looked at."""

    def change(stage: Stage) -> None:
        def on_request(exchange: Exchange) -> None:
            payload = exchange.sent
            if isinstance(payload, dict):
                edit(payload)
                exchange.sent = payload

        stage.before(operation, on_request)

    statement = f"{operation}: {how.replace('-', ' ')}"
    name = f"{operation.split(maxsplit=1)[0]}-{how}"
    return mutant(name, kind, statement, clauses, change, also=also, because=because)


def refused_with(
    operation: str,
    instead: int,
    which: Callable[[Any, bytes], bool],
    how: str,
    clauses: str,
    *,
    also: str = "",
) -> Mutant:
    """Some payloads that are answered with 400 get another status."""

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if exchange.status == 400 and which(exchange.sent, exchange.payload):
                exchange.reply(instead, {"detail": "No."})

        stage.after(operation, edit)

    return mutant(
        f"{operation}-{how.replace(' ', '-')}-as-{instead}",
        "status",
        f"{operation} answers 400 to a payload that is {how}, here {instead}",
        clauses,
        change,
        also=f"{also} {operation}.responses" if instead >= 500 else also,
        because="a status that is not listed" if instead >= 500 else "the same payload",
    )


def is_unreadable(sent: Any, payload: bytes) -> bool:
    del payload
    return not isinstance(sent, dict)


def lacks(*names: str) -> Callable[[Any, bytes], bool]:
    def test(sent: Any, _: bytes) -> bool:
        return isinstance(sent, dict) and any(name not in sent for name in names)

    return test
