"""x-contract and links speak of operations, parameters and attributes by name: each must exist."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.model import Api
from clausegen.text.problems import Problem
from clausegen.words import naming
from clausegen.words.registry import written
from clausegen.words.walk import walk
from clausegen.words.word import Unresolved


def check(subject: Subject) -> Iterator[Problem]:
    for each in (*_links(subject.api), *_words(subject.api)):
        where = subject.api.place(each.pointer)
        yield Problem("unresolved_name", each.message, where, each.hint)


def _words(api: Api) -> Iterator[Unresolved]:
    """Each word knows the names it uses."""
    names = [each for word in written() for each in word.names]
    for spots in walk(api):
        for spot in spots:
            for each in names:
                if type(spot) is each.place:
                    yield from each.unresolved(spot)


def _links(api: Api) -> Iterator[Unresolved]:
    for operation in api.operations:
        for response in operation.responses:
            for link in response.links:
                pointer = f"{response.pointer}/links/{link.name}"
                yield from naming.operation(api, link.operation, pointer)
