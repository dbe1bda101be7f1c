"""What a server shows of a document: its lists, its items, and the values of its paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from clausegen.model import UNSET, Api, Operation, Parameter, relations
from clausegen.model.acting import acts
from clausegen.model.items import list_attribute, named_id, names_in, on_place, text_of
from clausegen.model.relations import named, resource_of
from clausegen.suggest.lists import Listing
from clausegen.suggest.probe.server import OK, Answer, Server, SpentError
from clausegen.suggest.probe.target import ProbeError
from clausegen.words.pagination import held

CLOSED = frozenset({401, 403})
OUTWARDS = frozenset({"", ".", ".."})
"""As a segment of a path they lead elsewhere."""
TRIED = 3
"""Items below which a list is looked for, until one is there that is not empty."""
Values = Mapping[str, str]


class Seen:
    """Reads what is asked for, and nothing that could act."""

    def __init__(self, api: Api, server: Server, values: Values) -> None:
        """`values` are of path and query parameters, by name."""
        self.api, self.server = api, server
        self._given = values
        self._refused: dict[str, Answer | None] = {}
        """What came in place of a list, by operation; None: nothing could be asked."""

    def open(self, lists: Iterable[Operation]) -> None:
        """Raises ProbeError if none of the lists is shown, with what would help."""
        safe = [each for each in lists if self.is_safe(each)]
        if self._shows_any(safe):
            return
        answers = [each for each in self._refused.values() if each is not None]
        if closed := [each for each in answers if each.status in CLOSED]:
            raise ProbeError(
                f"{closed[0].told}: give --target FILE, or --header 'Authorization: Bearer TOKEN', "
                f"and --value NAME=... for what is the caller's own in its path"
            )
        if answers:
            raise ProbeError(f"no list is shown: {answers[0].told}; is the base URL complete?")
        for each in self.refused:
            raise ProbeError(f"no list can be asked for: {each}")
        raise ProbeError("the document shows no list that could be read")

    def _shows_any(self, lists: list[Operation]) -> bool:
        """Asks for each, as what is not shown is told at the end."""
        shown = False
        for each in lists:
            with suppress(SpentError):
                shown = self.listed(each) is not None or shown
        return shown

    @property
    def refused(self) -> list[str]:
        """What came in place of lists, one sentence each."""
        return [
            f"{name} {'needs a --value' if each is None else f'({each.told})'}"
            for name, each in self._refused.items()
        ]

    def is_safe(self, operation: Operation) -> bool:
        """A GET of this server that says nothing of doing more than to read."""
        effect = relations.effect_of(operation)
        is_here = not operation.servers or operation.servers == self.api.servers
        return (
            operation.method == "get"
            and is_here
            and (effect == "none" or (effect is None and not acts(self.api, operation)))
        )

    def get(
        self,
        operation: Operation,
        path: Values,
        query: Values | None = None,
        *,
        anonymous: bool = False,
    ) -> Answer | None:
        """None for what must not be asked, or cannot be for want of a value."""
        needed = self._needed(operation)
        if needed is None or not self.is_safe(operation):
            return None
        way = operation.path
        for name in names_in(way):
            if path[name] in OUTWARDS:
                return None
            way = way.replace(f"{{{name}}}", quote(path[name], safe=""))
        asked = {**needed, **(query or {})}
        return self.server.get(way, asked, accepted(operation), anonymous=anonymous)

    def follow(self, operation: Operation, answer: Answer, link: str) -> Answer | None:
        return self.server.follow(answer, link, accepted(operation))

    def listed(self, operation: Operation) -> tuple[Values, Answer] | None:
        """A list that has items if one is found, with the values of its path."""
        best: tuple[Values, Answer] | None = None
        refused: Answer | None = None
        for path in self.paths(operation):
            answer = self.get(operation, path)
            if answer is None or answer.status != OK:
                refused = answer
                continue
            best = best or (path, answer)
            if self.items(operation, answer):
                return path, answer
        if best is None and list_attribute(self.api, operation) is not None:
            self._refused[operation.id] = refused
        return best

    def of(self, resource: str) -> Iterator[tuple[Values, str, list[Any]]]:
        """(path values, request, items) of each list of a resource, and of what is read alone."""
        for each in self.api.operations:
            item = Listing(self.api, each).item() if list_attribute(self.api, each) else None
            about = named(self.api, item) if item is not None else resource_of(self.api, each)
            found = self.listed(each) if about == resource and self.is_safe(each) else None
            if found is not None:
                shown = self.items(each, found[1]) or [found[1].body]
                yield found[0], found[1].asked, [one for one in shown if isinstance(one, Mapping)]

    def items(self, operation: Operation, answer: Answer, way: str | None = None) -> list[Any]:
        way = list_attribute(self.api, operation) if way is None else way
        found = held(answer.body, way) if way else answer.body
        return found if isinstance(found, list) else []

    def paths(self, operation: Operation) -> Iterator[Values]:
        """Values of all parameters of a path: given, shown by the lists above, or examples."""
        yield from self._paths(operation, names_in(operation.path))

    def _paths(self, operation: Operation, names: Sequence[str]) -> Iterator[Values]:
        if not names:
            yield {}
            return
        *outer, last = names
        told = self._given.get(last)
        shown = list(self._shown(operation, outer, last)) if told is None else []
        yield from shown
        value = told if told is not None else _example(operation, last)
        if not shown and value is not None:
            for each in self._paths(operation, outer):
                yield {**each, last: value}

    def _shown(self, operation: Operation, outer: list[str], last: str) -> Iterator[Values]:
        """What the list above a parameter holds."""
        above = operation.path.partition(f"{{{last}}}")[0].rstrip("/")
        listing = on_place(self.api, above, "get")
        if listing is None or list_attribute(self.api, listing) is None:
            return
        found = self.listed(listing)
        for item in self.items(listing, found[1])[:TRIED] if found else ():
            told = text_of(item) or named_id(item, last)
            if found is not None and told is not None:
                own = [found[0][name] for name in names_in(listing.path)]
                yield {**dict(zip(outer, own, strict=True)), last: told}

    def _needed(self, operation: Operation) -> Values | None:
        """The query without which there is no answer; None where a value lacks."""
        found: dict[str, str] = {}
        for each in operation.parameters:
            if each.required and each.location != "path":
                told = self._given.get(each.name) or _example(operation, each.name)
                if told is None or each.location != "query":
                    return None
                found[each.name] = told
        return found


def accepted(operation: Operation) -> str:
    """What a request says it takes: the media type that the document shows, rather than others."""
    response = relations.success_response(operation)
    content = relations.json_content(response.contents) if response is not None else None
    kind = content.media_type if content is not None else "application/json"
    return kind if "*" in kind else f"{kind}, */*;q=0.1"


def _example(operation: Operation, name: str) -> str | None:
    """What the document shows of a parameter."""
    named = (each for each in operation.parameters if each.name == name)
    parameter = next(named, None)
    for value in _documented(parameter) if parameter is not None else ():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
    return None


def _documented(parameter: Parameter) -> Iterator[Any]:
    yield from (each.value for each in parameter.examples if each.value is not UNSET)
    if parameter.schema is not None:
        yield parameter.schema.default
        yield from parameter.schema.enum or ()
