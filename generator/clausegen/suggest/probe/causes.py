"""Refusals that a GET can bring about: without credentials, or of what is not there."""

from __future__ import annotations

import re
from typing import Any

from clausegen.model import Operation
from clausegen.model.relations import is_of
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen, Values
from clausegen.suggest.probe.server import OK, Answer
from clausegen.suggest.suggestion import Suggestion

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NOBODY = {
    UUID: "0c1a05e6-0000-4000-8000-000000000000",
    r"[0-9]+": "2147483607",
    r"[0-9a-f]{24}": "0c1a05e60000000000000000",
}
"""Ids that nobody has, in the form that the ids of a server have."""


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    operation = suggestion.operation
    if operation is None:
        return None
    showed = []
    for cause in suggestion.value:
        answer = _brought_about(seen, operation, cause)
        if answer is None or not answer.status:
            continue
        if not _is(answer, suggestion.pointer, operation):
            if answer.status in {400, 404, 422}:
                continue  # the request may be wrong otherwise
            return Finding(holds=False, showed=f"where {cause['when']}, {answer.told}")
        showed.append(answer.told)
    return Finding(holds=True, showed="; ".join(showed)) if showed else None


def _is(answer: Answer, pointer: str, operation: Operation) -> bool:
    named = (each.status for each in operation.responses if each.pointer == pointer)
    return any(is_of(each, answer.status) for each in named)


def _brought_about(seen: Seen, operation: Operation, cause: Any) -> Answer | None:
    path = next(iter(_paths(seen, operation)), None)
    if path is None:
        return None
    if cause.get("actor") == "anonymous":
        return seen.get(operation, path, anonymous=True)
    name = cause.get("unknown")
    if name is None:
        return None
    real = path.get(name, "")
    nobody = next((none for form, none in NOBODY.items() if re.fullmatch(form, real)), None)
    return seen.get(operation, {**path, name: nobody or "clausegen-no-such"})


def _paths(seen: Seen, operation: Operation) -> list[Values]:
    """Of what can be read as it is."""
    for path in seen.paths(operation) if seen.is_safe(operation) else ():
        answer = seen.get(operation, path)
        if answer is not None and answer.status == OK:
            return [path]
    return []
