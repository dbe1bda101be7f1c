"""From a method and a path to an operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from clausemock.derived.plan import PLACEHOLDER, Task, trimmed


@dataclass(slots=True)
class Node:
    """One step of all paths: a segment that is given, partly given, or free."""

    given: dict[str, Node] = field(default_factory=dict)
    partly: dict[str, tuple[re.Pattern[str], Node]] = field(default_factory=dict)
    free: Node | None = None
    tasks: dict[str, Task] = field(default_factory=dict)

    def step(self, segment: str) -> Node:
        """The node behind a segment of a template."""
        if not PLACEHOLDER.search(segment):
            return self.given.setdefault(segment, Node())
        if PLACEHOLDER.fullmatch(segment):
            self.free = self.free or Node()
            return self.free
        pattern = "(.+?)".join(map(re.escape, PLACEHOLDER.split(segment)[::2]))
        return self.partly.setdefault(pattern, (re.compile(pattern), Node()))[1]

    def find(self, segments: tuple[str, ...]) -> tuple[Node, tuple[str, ...]] | None:
        """The node of a path and the values of its free places; what is given goes first."""
        if not segments:
            return (self, ()) if self.tasks else None
        for node, values in self._next(segments[0]):
            found = node.find(segments[1:])
            if found is not None:
                return found[0], values + found[1]
        return None

    def _next(self, segment: str) -> Iterator[tuple[Node, tuple[str, ...]]]:
        if segment in self.given:
            yield self.given[segment], ()
        for pattern, node in self.partly.values():
            match = pattern.fullmatch(segment)
            if match is not None:
                yield node, match.groups()
        if self.free is not None and segment:
            yield self.free, (segment,)


def routes(tasks: Iterable[Task]) -> Node:
    """The tree of all paths."""
    root = Node()
    for task in tasks:
        node = root
        for segment in segments_of(task.operation.path):
            node = node.step(segment)
        node.tasks.setdefault(task.operation.verb, task)
    return root


def segments_of(path: str) -> tuple[str, ...]:
    """A slash at the end says nothing."""
    return tuple(trimmed(path).split("/")[1:])
