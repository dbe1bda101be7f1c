"""Refusals: nobody is known, nothing is there, something lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, Operation, Response, relations
from clausegen.model.items import names_in
from clausegen.suggest.suggestion import Suggestion
from clausegen.words.english import joined

NOTHING = re.compile(
    r"\bno such (?P<what>[\w -]+)|(?P<gone>[\w ]+?) (?:was |were )?not found\b", re.IGNORECASE
)


def propose(api: Api) -> Iterator[Suggestion]:
    """A response that several operations share means the same for all of them, or nothing."""
    known: dict[str, list[Any]] = {}
    for operation in api.operations:
        for response in operation.responses:
            known.setdefault(response.pointer, []).append(_causes(api, operation, response))
    for operation in api.operations:
        for response in operation.responses:
            found, *others = known[response.pointer]
            if found and all(_meant(each) == _meant(found) for each in others):
                yield Suggestion(
                    word="causes",
                    value=found,
                    pointer=response.pointer,
                    at=f"{operation.id} {response.status}",
                    evidence=f"{response.status}: {response.description}",
                    confidence=0.93,
                    operation=operation,
                )


def _meant(causes: list[dict[str, Any]]) -> list[Any]:
    """Without names, and what people read."""
    return [(each.get("actor"), each.get("unknown"), each.get("input")) for each in causes]


def _causes(api: Api, operation: Operation, response: Response) -> list[dict[str, Any]]:
    if response.status == "401" and all(operation.security or ((),)):
        when = "the request carries no valid credentials"
        return [{"id": "unauthenticated", "actor": "anonymous", "when": when}]
    if response.status == "404":
        return [
            {"id": f"no_{noun}", "unknown": name, "when": f"there is no such {noun}"}
            for noun, name in _lacking(operation, response)
        ]
    if response.status in {"400", "422"}:
        return list(_incomplete(api, operation))
    return []


def _lacking(operation: Operation, response: Response) -> Iterator[tuple[str, str]]:
    """The path parameters of what the description says is not there; the only one there is."""
    names = list(names_in(operation.path))
    nouns = {re.sub(r"(_id|Id)$", "", name).replace("_", " "): name for name in names}
    told = NOTHING.search(response.description)
    text = (told["what"] or told["gone"] or "").lower() if told else ""
    found = [noun for noun in nouns if re.search(rf"\b{re.escape(noun)}\b", text)]
    for noun in found or ([*nouns] if len(nouns) == 1 else []):
        yield noun.replace(" ", "_"), nouns[noun]


def _incomplete(api: Api, operation: Operation) -> Iterator[dict[str, Any]]:
    schema = relations.body_schema(operation)
    if operation.method == "patch" or schema is None:
        return
    needed = [each.name for each in api.attributes(schema) if each.required]
    if needed:
        when = f"the payload lacks {joined(needed, 'or')}"
        yield {"id": "missing", "input": "missing", "when": when}
