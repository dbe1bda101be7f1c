"""Objects beside an id of their name: author beside author_id."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, relations
from clausegen.suggest.suggestion import Suggestion


def propose(api: Api) -> Iterator[Suggestion]:
    for resource, schema in api.schemas.items():
        known = {each.name: each.schema for each in schema.properties}
        for name, node in known.items():
            ids = (f"{name}_id", f"{name}Id")
            beside = next((each for each in ids if each in known), None)
            types = relations.json_types(api, node) or frozenset()
            if beside is None or "object" not in types:
                continue
            yield Suggestion(
                word="object_of",
                value=beside,
                pointer=node.pointer,
                at=f"{resource}.{name}",
                evidence=f"{beside} stands beside it",
                confidence=0.96,
            )
