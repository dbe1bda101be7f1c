"""causes: an operation refuses exactly the situations that its error responses list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import Api, Operation
from clausegen.words.causes import Cause, causes_of


class Success(msgspec.Struct, frozen=True):
    """The documented example of a good answer; None without a body."""

    status: int
    body: Any


class Causes:
    """Without this behaviour a documented refusal is answered with the example of a success."""

    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._causes = {each.id: tuple(_refusals(each)) for each in api.operations}
        self._excuses: Mapping[str, Success] = (
            {} if on else {each.id: _success(each) for each in api.operations}
        )

    def first(self, operation: str, holds: Callable[[Cause], bool]) -> tuple[int, Cause] | None:
        """The first listed cause that holds, with its status; in the document's order."""
        return next((each for each in self._causes[operation] if holds(each[1])), None)

    def documents(self, operation: str, status: int) -> bool:
        """Whether the operation lists causes for a status."""
        return any(each[0] == status for each in self._causes[operation])

    def excuse(self, operation: str) -> Success | None:
        """What to answer instead of a documented refusal."""
        return self._excuses.get(operation)


def _refusals(operation: Operation) -> Iterator[tuple[int, Cause]]:
    """Causes that do not depend on the payload; those are found where it is read."""
    for response in sorted(operation.responses, key=lambda each: each.status):
        for cause in causes_of(response):
            if not response.is_success and (cause.actor or cause.unknown):
                yield int(response.status), cause


def _success(operation: Operation) -> Success:
    response = next(each for each in operation.responses if each.is_success)
    examples = (each.value for content in response.contents for each in content.examples)
    return Success(int(response.status), next(examples, None))


BEHAVIOUR = Causes
