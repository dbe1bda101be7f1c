"""The words of `x-contract` as notes for the reader: short Markdown sentences."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.vocabulary import (
    NO_WORDS,
    Deletion,
    Filter,
    Ordering,
    Pagination,
    References,
    Words,
)


def notes(words: Words) -> tuple[str, ...]:
    """What an attribute, a parameter, a schema or an operation promises beyond its schema."""
    return () if words is NO_WORDS else tuple(_notes(words))


def _notes(words: Words) -> Iterator[str]:
    if words.mutability == "immutable":
        yield "Set at creation, never changed afterwards."
    if words.uniqueness:
        yield f"No two below the same `{words.uniqueness.within}` are equal."
    if words.object_of:
        yield f"The object that `{words.object_of}` identifies; both are null together."
    if words.references:
        yield _references(words.references)
    if words.visible_to:
        yield "Shown to callers of the owning organization only."
    if words.filter:
        yield _filter(words.filter)
    if words.ordering:
        yield from _ordering(words.ordering)
    if words.pagination:
        yield _pagination(words.pagination)
    if words.deletion:
        yield _deletion(words.deletion)
    yield from (each.sentence for each in words.rules)


def _references(word: References) -> str:
    if word.operation is None:
        return f"Equals the path's `{word.parameter}`."
    having = " and ".join(f"`{each}`" for each in word.having)
    suffix = f", and that has a {having}" if having else ""
    target = operation_link(word.operation)
    return f"Identifies what {target} finds as `{word.parameter}`{suffix}."


def _filter(word: Filter) -> str:
    return f"Lists only the items whose `{word.attribute}` equals the value."


def _ordering(word: Ordering) -> Iterator[str]:
    for each in word.options:
        yield f"`{each.value}`: by `{each.by}`, {each.order}."


def _pagination(word: Pagination) -> str:
    back = f"; `{word.previous}` leads back" if word.previous else ""
    return (
        f"One page of a list: `{word.items}` holds the items, and following `{word.next}` until it "
        f"is null shows each item exactly once{back}."
    )


def _deletion(word: Deletion) -> str:
    if word.mode == "soft":
        return f"What is deleted stays readable, with `{word.flag}` true."
    reader = word.retrieve or word.list
    where = f" for {operation_link(reader)}" if reader else ""
    return f"What is deleted is gone{where}."


def operation_link(operation: str) -> str:
    return f"[{operation}](#operation/{operation})"
