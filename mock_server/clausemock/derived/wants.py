"""Which records a list shows, and in which order, as the parameters of a call ask for it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from clausegen.model import UNSET, Parameter
from clausegen.words.filter import Filter
from clausegen.words.ordering import Ordering, orderings, unasked

from clausemock.behaviours.ordering import sorting_of
from clausemock.derived.call import Call
from clausemock.derived.databases import Path
from clausemock.derived.facts import Facts
from clausemock.derived.plan import Task
from clausemock.derived.state import Fit, Wanted

SIZES = ("limit", "perpage", "pagesize", "size", "count", "maxresults", "top", "first", "take")
OFFSETS = ("offset", "skip", "start")
PAGES = ("page", "pagenumber", "pageno")
PAGING = frozenset({*SIZES, *OFFSETS, *PAGES})
"""Usual names of the parameters that cut a list into pages."""


class _Filter(msgspec.Struct, frozen=True):
    """A parameter that chooses among the records."""

    name: str
    path: Path
    is_list: bool
    """The attribute is a list that must hold the value."""
    word: Filter | None


class Wants:
    """Reads the calls of one operation that lists."""

    def __init__(self, facts: Facts, task: Task) -> None:
        self._facts = facts
        self._record = task.collection.schema if task.collection is not None else None
        parameters = facts.query(task.operation)
        self._filters = tuple(f for each in parameters if (f := self._filter(each)) is not None)
        self._sorts = bool(tuple(orderings(task.operation))) or unasked(task.operation) is not None

    def wanted(self, call: Call, wanted: Wanted) -> Wanted:
        """With the filters and the order that the arguments ask for."""
        if self._filters and call.query:
            wanted = self._filtered(call, wanted)
        found = sorting_of(call.operation, call.arguments) if self._sorts else None
        if found is None:
            return wanted
        by = tuple(self._path(each) for each in found.keys if each)
        return msgspec.structs.replace(wanted, by=by, descending=found.order == "descending")

    def _filtered(self, call: Call, wanted: Wanted) -> Wanted:
        fits: list[Fit] = []
        equal: list[tuple[Path, Any]] = []
        holding: list[tuple[Path, Any]] = []
        for each in self._filters:
            value, word = call.arguments.get(each.name, UNSET), each.word
            if value is UNSET:
                continue
            if isinstance(value, dict):
                keys = (part for part in word.keys if part.key in value) if word else ()
                fits += [self._fit(part, value[part.key]) for part in keys]
            elif word is not None and (word.operator, word.case) != ("eq", None):
                fits.append(self._fit(word, value))
            elif not isinstance(value, list) or len(value) == 1:
                one = value[0] if isinstance(value, list) else value
                (holding if each.is_list else equal).append((each.path, one))
        return msgspec.structs.replace(
            wanted, equal=tuple(equal), holding=tuple(holding), fits=tuple(fits)
        )

    def _fit(self, word: Filter, value: Any) -> Fit:
        several = value.split(",") if isinstance(value, str) else value
        value = several if word.operator == "in" else value
        return Fit(self._path(word.attribute), word.operator, value, word.case == "ignored")

    def _path(self, way: str) -> Path:
        """`author.name` is an attribute of an attribute, unless one is called so itself."""
        is_name = "." not in way or self._facts.attribute(self._record, way) is not None
        return (way,) if is_name else tuple(way.split("."))

    def _filter(self, parameter: Parameter) -> _Filter | None:
        """Without a word: `tag` is an attribute `tag`, or what a list `tags` or `tagList` holds."""
        name, word = plain(parameter.name), parameter.words.get(Filter)
        if word is not None:
            path = self._path(word.attribute) if word.attribute else ()
            return _Filter(parameter.name, path, is_list=False, word=word)
        if parameter.words.get(Ordering) or name in PAGING:
            return None
        for each in self._facts.attributes(self._record):
            found = plain(each.name)
            if found == name and each.types and not each.types & {"array", "object"}:
                return _Filter(parameter.name, (each.name,), is_list=False, word=None)
            if found in {f"{name}s", f"{name}list"} and "array" in each.types:
                return _Filter(parameter.name, (each.name,), is_list=True, word=None)
        return None


@cache
def plain(name: str) -> str:
    """A name by its letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
