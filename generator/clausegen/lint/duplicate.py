"""What is known by its name has one of its own: operations, tags, and the parameters of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    names = [
        (f"operationId {name}", f"{each.pointer}/operationId")
        for each in subject.requests()
        if isinstance(name := subject.node(each.pointer).get("operationId"), str)
    ]
    yield from _repeated(subject, _once_each(names))
    tags = enumerate(subject.api.tags)
    yield from _repeated(subject, [(f"tag {each.name}", f"/tags/{index}") for index, each in tags])
    for each in subject.requests():
        yield from _parameters(subject, each.pointer)
    for _, at in subject.paths():
        yield from _parameters(subject, at)


def _once_each(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A callback that several operations share is one request."""
    return list(dict.fromkeys(names))


def _parameters(subject: Subject, pointer: str) -> Iterator[Problem]:
    node = subject.node(pointer)
    written = node.get("parameters") if isinstance(node, dict) else None
    names = [
        (_named(subject, each), f"{pointer}/parameters/{index}")
        for index, each in enumerate(written if isinstance(written, list) else ())
    ]
    yield from _repeated(subject, [(name, at) for name, at in names if name])


def _named(subject: Subject, parameter: Any) -> str:
    while isinstance(parameter, dict) and str(parameter.get("$ref", "")).startswith("#/components"):
        try:
            parameter = subject.node(parameter["$ref"][1:])
        except LookupError:
            return ""
    node = parameter if isinstance(parameter, dict) else {}
    return f"{node.get('in')} parameter {node['name']}" if "name" in node else ""


def _repeated(subject: Subject, names: list[tuple[str, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, at in names:
        other = first.setdefault(name, at)
        if other != at:
            message = f"{name} is there already, at {subject.api.place(other)}"
            yield Problem("duplicate", message, subject.api.place(at))
