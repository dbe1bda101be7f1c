"""Ids of what another operation reads, or of what the path already names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, Operation, relations
from clausegen.model.items import names_in
from clausegen.suggest.suggestion import Suggestion

ID = re.compile(r"(_id|Id)$")


def propose(api: Api) -> Iterator[Suggestion]:
    readers = {names[-1]: each for each in api.operations if (names := _item(each))}
    for resource, schema in api.schemas.items():
        for each in schema.properties:
            if not ID.search(each.name):
                continue
            about: dict[str, Any] = {
                "word": "references",
                "pointer": each.schema.pointer,
                "at": f"{resource}.{each.name}",
            }
            if _parents(api, resource) == {each.name}:
                yield Suggestion(
                    **about,
                    value={"parameter": each.name},
                    evidence=f"{resource} is only found below {each.name}",
                    confidence=0.95,
                )
            elif _is_of_another(api, resource, each.name, readers.get(each.name)):
                reader = readers[each.name]
                yield Suggestion(
                    **about,
                    value={"operation": reader.id, "parameter": each.name},
                    evidence=f"it can be written, and {reader.id} reads what it names",
                    confidence=0.93,
                )


def _is_of_another(api: Api, resource: str, name: str, reader: Operation | None) -> bool:
    """What can be written, and names something else than the resource itself."""
    is_other = reader is not None and relations.resource_of(api, reader) != resource
    return is_other and bool(relations.writers(api, resource, name))


def _item(operation: Operation) -> list[str]:
    """The parameters of a path that ends with one."""
    is_item = operation.method == "get" and operation.path.rstrip("/").endswith("}")
    return list(names_in(operation.path)) if is_item else []


def _parents(api: Api, resource: str) -> set[str]:
    """The last parameters above the paths that show, list or make a resource."""
    found = set()
    for each in api.operations:
        if relations.resource_of(api, each) == resource:
            names = list(names_in(each.path))
            is_item = each.path.rstrip("/").endswith("}")
            above = names[:-1] if is_item else names
            found.add(above[-1] if above else "")
    return found
