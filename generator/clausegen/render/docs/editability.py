"""What a client may write of a resource, as the bodies of its operations tell."""

from __future__ import annotations

from collections.abc import Callable

from clausegen.model import Api, Operation, Schema

_RANK = {"post": 0, "put": 1, "patch": 2}


def editability(api: Api, core: Callable[[Schema], Schema]) -> dict[str, dict[str, str]]:
    """Resource -> attribute -> required or optional: at creation, else replacement, else change.

    Only where the body is another schema than the resource: otherwise the schema itself tells.
    """
    found: dict[str, dict[str, str]] = {}
    writing = [each for each in api.operations if each.method in _RANK and each.body]
    for operation in sorted(writing, key=lambda each: _RANK[each.method]):
        body, resource = _sent(operation, core), _received(operation, core)
        if body is None or resource is None or resource.name is None or body.name == resource.name:
            continue
        known = found.setdefault(resource.name, {})
        for each in api.attributes(body):
            if not each.schema.read_only:
                known.setdefault(each.name, "required" if each.required else "optional")
    return found


def payloads(api: Api, core: Callable[[Schema], Schema]) -> dict[str, str]:
    """Body schema -> the resource that its operation answers with, where they are two."""
    found: dict[str, str] = {}
    for operation in api.operations:
        body, resource = _sent(operation, core), _received(operation, core)
        if body is not None and resource is not None and body.name and resource.name:
            found.setdefault(body.name, resource.name)
    return {body: resource for body, resource in found.items() if body != resource}


def _sent(operation: Operation, core: Callable[[Schema], Schema]) -> Schema | None:
    contents = operation.body.contents if operation.body else ()
    schemas = [each.schema for each in contents if each.schema is not None]
    return core(schemas[0]) if schemas else None


def _received(operation: Operation, core: Callable[[Schema], Schema]) -> Schema | None:
    answers = (
        content for each in operation.responses if each.is_success for content in each.contents
    )
    schemas = [each.schema for each in answers if each.schema is not None]
    return core(schemas[0]) if schemas else None
