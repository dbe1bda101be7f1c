"""What an operation promises: its answers, its lists, what deleting does, and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import UNSET, Api, Operation, Parameter, relations
from clausegen.words import wording
from clausegen.words.clause import Clause
from clausegen.words.vocabulary import KEY, Deletion, Filter, Ordering


def clauses(api: Api, operation: Operation) -> Iterator[Clause]:
    yield from _causes(api, operation)
    yield _responses(api, operation)
    yield from _pagination(api, operation)
    for parameter in operation.parameters_in("query"):
        if parameter.words.ordering is not None:
            yield from _ordering(api, operation, parameter, parameter.words.ordering)
        if parameter.words.filter is not None:
            yield from _filter(api, operation, parameter, parameter.words.filter)
    if operation.words.deletion is not None:
        yield _deletion(api, operation, operation.words.deletion)
    yield from _rules(api, operation)


def _causes(api: Api, operation: Operation) -> Iterator[Clause]:
    for response in operation.responses:
        for index, cause in enumerate(response.words.causes):
            pointer = f"{response.pointer}/{KEY}/causes/{index}"
            yield Clause(
                id=f"{operation.id}.{response.status}.{cause.id}",
                word="causes",
                sentence=f"{operation.id} answers {response.status} if {cause.when}.",
                place=api.place(pointer),
                pointer=pointer,
                operation=operation.id,
                schema=relations.resource_of(api, operation),
                status=response.status,
                detail=cause,
            )


def _responses(api: Api, operation: Operation) -> Clause:
    return Clause(
        id=f"{operation.id}.responses",
        word="responses",
        sentence=f"{operation.id} answers listed statuses, with bodies that keep their schemas.",
        place=api.place(operation.pointer),
        pointer=operation.pointer,
        operation=operation.id,
        schema=relations.resource_of(api, operation),
    )


def _pagination(api: Api, operation: Operation) -> Iterator[Clause]:
    page = relations.pagination_of(api, operation)
    if page is None:
        return
    said = {
        "complete": f"Following {page.next} from the first page of {operation.id} shows each item"
        " exactly once."
    }
    if page.previous is not None:
        said["previous"] = (
            f"{page.previous} of a later page of {operation.id} leads back to the page before it."
        )
    for name, sentence in said.items():
        yield Clause(
            id=f"{operation.id}.pagination.{name}",
            word="pagination",
            sentence=sentence,
            place=api.place(operation.pointer),
            pointer=operation.pointer,
            operation=operation.id,
            schema=relations.resource_of(api, operation),
            detail=page,
        )


def _ordering(
    api: Api, operation: Operation, parameter: Parameter, ordering: Ordering
) -> Iterator[Clause]:
    default = parameter.schema.default if parameter.schema else UNSET
    for option in ordering.options:
        pointer = f"{parameter.pointer}/{KEY}/ordering/{wording.escape(option.value)}"
        sorts = f"sorts by {option.by}, {option.order}"
        ways: list[tuple[str, str, Any]] = [
            (
                option.value,
                f"{operation.id} with {parameter.name}={option.value} {sorts}.",
                option.value,
            )
        ]
        if default == option.value:
            ways.append(("default", f"{operation.id} without {parameter.name} {sorts}.", None))
        for name, sentence, value in ways:
            yield Clause(
                id=f"{operation.id}.ordering.{name}",
                word="ordering",
                sentence=sentence,
                place=api.place(pointer),
                pointer=pointer,
                operation=operation.id,
                schema=relations.resource_of(api, operation),
                attribute=option.by,
                parameter=parameter.name,
                value=value,
                detail=option,
            )


def _filter(api: Api, operation: Operation, parameter: Parameter, word: Filter) -> Iterator[Clause]:
    pointer = f"{parameter.pointer}/{KEY}/filter"
    for value in _values(api, parameter):
        shown = wording.plain(value) if value is not None else "VALUE"
        yield Clause(
            id=f"{operation.id}.filter.{parameter.name}.{shown if value is not None else 'value'}",
            word="filter",
            sentence=f"{operation.id} with {parameter.name}={shown} lists exactly the items whose"
            f" {word.attribute} is {shown}.",
            place=api.place(pointer),
            pointer=pointer,
            operation=operation.id,
            schema=relations.resource_of(api, operation),
            attribute=word.attribute,
            parameter=parameter.name,
            value=value,
            detail=word,
        )


def _values(api: Api, parameter: Parameter) -> tuple[Any, ...]:
    """The values that a filter can be tried with; (None,) if any text will do."""
    schema = api.resolve(parameter.schema) if parameter.schema else None
    if schema is None:
        return (None,)
    if schema.enum is not None:
        return schema.enum
    return (True, False) if schema.types == ("boolean",) else (None,)


def _deletion(api: Api, operation: Operation, word: Deletion) -> Clause:
    pointer = f"{operation.pointer}/{KEY}/deletion"
    return Clause(
        id=f"{operation.id}.deletion",
        word="deletion",
        sentence=wording.deletion(operation.id, word),
        place=api.place(pointer),
        pointer=pointer,
        operation=operation.id,
        schema=relations.resource_of(api, operation),
        detail=word,
    )


def _rules(api: Api, operation: Operation) -> Iterator[Clause]:
    for index, rule in enumerate(operation.words.rules):
        pointer = f"{operation.pointer}/{KEY}/rules/{index}"
        yield Clause(
            id=f"{operation.id}.{rule.id}",
            word="rules",
            sentence=rule.sentence,
            place=api.place(pointer),
            pointer=pointer,
            operation=operation.id,
            schema=relations.resource_of(api, operation),
            detail=rule,
            waived=rule.waived,
        )
