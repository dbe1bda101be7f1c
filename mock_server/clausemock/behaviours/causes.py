"""causes: an operation refuses exactly the situations that its error responses list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clausegen.contract import Cause
from clausegen.model import Api, Operation

IMPLIED = (
    (403, Cause(id="no_subscription", actor="lapsed", when="the subscription has ended")),
    (403, Cause(id="no_access", actor="outsider", when="the caller has no access")),
)
"""For an operation that documents no 403: another organization's data is still not given away."""


class Causes:
    """Without this behaviour nothing is refused: `clausemock.app` answers the example instead."""

    def __init__(self, api: Api, *, on: bool = True) -> None:
        self.on = on
        self._causes = {each.id: tuple(_refusals(each)) for each in api.operations}

    def first(self, operation: str, holds: Callable[[Cause], bool]) -> tuple[int, Cause] | None:
        """The first listed cause that holds, with its status; in the document's order."""
        return next((each for each in self._causes[operation] if holds(each[1])), None)


def _refusals(operation: Operation) -> Iterator[tuple[int, Cause]]:
    """Causes that do not depend on the payload; those are found where it is read."""
    for response in sorted(operation.responses, key=lambda each: each.status):
        for cause in response.words.causes:
            if not response.is_success and (cause.actor or cause.unknown):
                yield int(response.status), cause
    if all(response.status != "403" for response in operation.responses):
        yield from IMPLIED
