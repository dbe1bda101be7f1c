"""Wrong answers: another status, an attribute that lacks, a value of another kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from clausegen.model import Api

from mutants.exchange import Exchange
from mutants.mutant import Kind, Mutant, mutant
from mutants.stage import Stage

Thing = dict[str, Any]


def status(
    operation: str, cause: str, instead: int, *, answer: Any = None, also: str = ""
) -> Mutant:
    """A refusal that has its reason, but another status. `cause` is "404.room_not_found"."""
    documented, reason = cause.split(".")

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if exchange.status == int(documented) and exchange.cause == reason:
                is_empty = answer is None and instead < 400
                exchange.reply(instead, None if is_empty else answer or {"detail": "No."})

        stage.after(operation, edit)

    return mutant(
        f"{operation}-{reason}-as-{instead}",
        "status",
        f"{operation} answers {documented} ({reason}), here {instead}",
        f"{operation}.{cause}",
        change,
        also=f"{also} {operation}.responses" if not 400 <= instead < 500 else also,
        because="a status that is not listed, or a body of another kind",
    )


def success(operation: str, documented: int, instead: int, *, also: str = "") -> Mutant:
    """A request that is carried out, and answered with another status."""

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if exchange.status == documented:
                exchange.status = instead
                if instead == 204:
                    exchange.content = b""

        stage.after(operation, edit)

    return mutant(
        f"{operation}-{documented}-as-{instead}",
        "status",
        f"{operation} answers {documented} if successful, here {instead}",
        f"{operation}.{documented}.success",
        change,
        also=f"{operation}.responses {also}",
        because="the status is not listed, and what relies on the answer fails with it",
    )


def alters(  # noqa: PLR0913 - where, what, and what else is affected
    schema: str,
    attribute: str,
    how: str,
    edit: Callable[[Thing], Any],
    *,
    operations: str = "",
    clauses: str = "",
    also: str = "",
    because: str = "they are about the same attribute",
    kind: Kind = "schema",
) -> Mutant:
    """Each resource in an answer, changed by `edit`; in these operations, or wherever it is."""

    def change(stage: Stage) -> None:
        def on_answer(exchange: Exchange) -> None:
            answer = exchange.answer
            if exchange.is_ok and isinstance(answer, dict):
                for each in shown(answer):
                    edit(each)
                exchange.answer = answer

        stage.after(operations or " ".join(answering(stage.api, schema)), on_answer)

    where = f"-in-{operations.split(maxsplit=1)[0]}" if operations else ""
    return mutant(
        f"{schema}-{attribute}-{how.replace(' ', '-')}{where}",
        kind,
        f"{schema}.{attribute}: {how}{f' in {operations}' if operations else ''}",
        clauses or f"{schema}.{attribute}.type",
        change,
        also=also,
        because=because,
    )


def drops(schema: str, attribute: str, *, operations: str = "", also: str = "") -> Mutant:
    """An attribute of the table that answers lack."""

    def edit(thing: Thing) -> None:
        thing.pop(attribute, None)

    return alters(schema, attribute, "lacks", edit, operations=operations, also=also)


def retypes(  # noqa: PLR0913 - as above
    schema: str,
    attribute: str,
    how: str,
    make: Callable[[Any], Any],
    *,
    operations: str = "",
    also: str = "",
    because: str = "they are about the same attribute",
) -> Mutant:
    """An attribute whose value is of another kind than the table says."""

    def edit(thing: Thing) -> None:
        if attribute in thing:
            thing[attribute] = make(thing[attribute])

    return alters(schema, attribute, how, edit, operations=operations, also=also, because=because)


def nested(
    parent: str,
    holder: str,
    clause: str,
    how: str,
    edit: Callable[[Thing], Any],
    *,
    also: str = "",
) -> Mutant:
    """The same for a resource inside another one."""

    def inside(thing: Thing) -> None:
        if isinstance(thing.get(holder), dict):
            edit(thing[holder])

    return alters(parent, holder, how, inside, clauses=clause, also=also)


def shown(answer: Thing) -> Iterator[Thing]:
    """The resources of an answer: the items of a page, or the one that it is."""
    yield from answer["results"] if isinstance(answer.get("results"), list) else (answer,)


def answering(api: Api, schema: str) -> Iterator[str]:
    """The operations whose answers hold a resource, one or a page of it."""
    for operation in api.operations:
        contents = (each for response in operation.responses for each in response.contents)
        if {schema, f"{schema}Page"} & {each.schema.ref for each in contents if each.schema}:
            yield operation.id
