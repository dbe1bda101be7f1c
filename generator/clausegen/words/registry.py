"""Every word: the modules of this package that define one. Nobody lists them by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import msgspec

import clausegen.words
from clausegen.model import Words
from clausegen.words.word import KEY, Word


@cache
def every() -> tuple[Word, ...]:
    """By rank. Found when first asked for: words may import one another."""
    return tuple(sorted(_found(), key=lambda each: (each.rank, each.name)))


@cache
def written() -> tuple[Word, ...]:
    """Those that stand under x-contract."""
    return tuple(each for each in every() if each.struct is not None)


def names() -> tuple[str, ...]:
    """Of the words that stand under x-contract."""
    return tuple(each.name for each in written())


def _found() -> Iterator[Word]:
    for module in iter_modules(clausegen.words.__path__):
        word = getattr(import_module(f"clausegen.words.{module.name}"), "WORD", None)
        if isinstance(word, Word):
            yield word


def read(node: dict[str, Any], fail: Callable[[str, str], None], at: str) -> Words:
    """The words of a node's `x-contract`; what is malformed goes to `fail(message, pointer)`.

    Words that do not exist are left to lint: an extension may say more than this version knows.
    """
    if node.keys().isdisjoint(_keys()):
        return Words()
    raw, at = node.get(KEY, {}), f"{at}/{KEY}"
    if not isinstance(raw, dict):
        fail(f"{KEY} must be a mapping of words", at)
        return Words()
    said: list[Any] = []
    for word in written():
        if raw.get(word.name) is None:
            said += _adopted(word, node)
            continue
        try:
            said.append(_said(word, raw[word.name]))
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            fail(f"{KEY}: {message}", f"{at}/{word.name}{_pointer(word, path.rstrip('`'))}")
    return Words(tuple(said))


@cache
def _keys() -> frozenset[str]:
    """Of nodes that say words: ours, and what others write."""
    return frozenset({KEY, *(each.key for word in written() for each in word.adopts)})


def _adopted(word: Word, node: dict[str, Any]) -> Iterator[Any]:
    """What an extension of others says; it is not for us to tell what is wrong with it."""
    for each in word.adopts:
        value = each.read(node[each.key]) if each.key in node else None
        if value is not None:
            with suppress(msgspec.ValidationError):
                yield _said(word, value)
                return


def _said(word: Word, raw: Any) -> Any:
    value = word.read(raw) if word.read is not None else raw
    return msgspec.convert({word.field: value} if word.field else value, word.struct)


def _pointer(word: Word, path: str) -> str:
    """`.causes[0].id` as /0/id."""
    within = path.removeprefix(f".{word.field}") if word.field else path
    return within.replace("[...]", "").replace("[", "/").replace("]", "").replace(".", "/")


def notes(words: Words) -> tuple[str, ...]:
    """What x-contract promises beyond the schema: short Markdown sentences for readers."""
    if not words.said:
        return ()
    return tuple(
        note
        for word in written()
        if word.note is not None and (said := words.get(word.struct)) is not None
        for note in word.note(said)
    )
