"""Deletions: what reads and lists afterwards, and whether a flag is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, Operation, relations
from clausegen.model.items import on_place
from clausegen.suggest.suggestion import Suggestion

FLAGS = re.compile(r"^(is_?)?(deleted|archived|removed|trashed)$", re.IGNORECASE)


def propose(api: Api) -> Iterator[Suggestion]:
    for each in api.operations:
        if each.method != "delete" or not each.path.rstrip("/").endswith("}"):
            continue
        word = _word(api, each)
        if len(word) == 1:
            continue  # nothing shows what became of it
        flag = word.get("flag")
        yield Suggestion(
            word="deletion",
            value=word,
            pointer=each.pointer,
            at=each.id,
            evidence=f"what is deleted has {flag}"
            if flag
            else "the same path, and the one above it",
            confidence=0.9 if flag else 0.93,
            operation=each,
        )


def _word(api: Api, operation: Operation) -> dict[str, Any]:
    above = operation.path.rstrip("/").rpartition("/")[0]
    reading, listing = on_place(api, operation.path, "get"), on_place(api, above, "get")
    flag = _flag(api, reading) if reading is not None else None
    told = {"mode": "soft" if flag else "hard", "flag": flag}
    shown = {
        "retrieve": reading.id if reading is not None else None,
        "list": listing.id if listing is not None else None,
    }
    return {key: value for key, value in {**told, **shown}.items() if value is not None}


def _flag(api: Api, reading: Operation) -> str | None:
    schema = relations.response_schema(reading)
    for each in api.attributes(schema) if schema is not None else ():
        if FLAGS.match(each.name) and "boolean" in (relations.json_types(api, each.schema) or ()):
            return each.name
    return None
