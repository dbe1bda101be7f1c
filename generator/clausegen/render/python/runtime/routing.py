"""From a method and a path to a route."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from .bodies import Body
from .decoding import Parameter

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: the method that answers it, and what goes in and out."""

    operation: str
    method: str
    path: str
    function: Callable[..., Any]
    """As declared by the interface; `create_app` finds the object that implements it."""
    answers: Mapping[int, Any]
    """Types of the bodies of good answers; the first status goes with a plain body."""
    media_types: tuple[str, ...] = ("application/json",)
    """What those bodies may be sent as, the usual one first."""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    is_public: bool = False
    """Whether the operation needs no authentication."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route and the method that was bound to it."""

    route: Route
    answer: Callable[..., Any]
    names: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """One step of all paths: a segment that is given, partly given, or free."""

    given: dict[str, Node] = field(default_factory=dict)
    partly: dict[str, tuple[re.Pattern[str], Node]] = field(default_factory=dict)
    free: Node | None = None
    endpoints: dict[str, Endpoint] = field(default_factory=dict)

    def step(self, segment: str) -> Node:
        """The node behind a segment of a path template."""
        if not PLACEHOLDER.search(segment):
            return self.given.setdefault(segment, Node())
        if PLACEHOLDER.fullmatch(segment):
            self.free = self.free or Node()
            return self.free
        pattern = "(.+?)".join(map(re.escape, PLACEHOLDER.split(segment)[::2]))
        return self.partly.setdefault(pattern, (re.compile(pattern), Node()))[1]

    def find(self, segments: tuple[str, ...]) -> tuple[Node, tuple[str, ...]] | None:
        """The node of a path and the encoded values of its free places; the given goes first."""
        if not segments:
            return (self, ()) if self.endpoints else None
        for node, values in self._next(segments[0]):
            found = node.find(segments[1:])
            if found is not None:
                return found[0], values + found[1]
        return None

    def _next(self, segment: str) -> Iterable[tuple[Node, tuple[str, ...]]]:
        plain = unquote(segment)
        if plain in self.given:
            yield self.given[plain], ()
        for pattern, node in self.partly.values():
            match = pattern.fullmatch(segment)
            if match is not None:
                yield node, match.groups()
        if self.free is not None and segment:
            yield self.free, (segment,)


def plant(endpoints: Iterable[tuple[Route, Callable[..., Any]]]) -> Node:
    """The tree of all routes."""
    root = Node()
    for route, answer in endpoints:
        node = root
        for segment in route.path.split("/")[1:]:
            node = node.step(segment)
        names = tuple(PLACEHOLDER.findall(route.path))
        node.endpoints[route.method] = Endpoint(route, answer, names)
    return root
