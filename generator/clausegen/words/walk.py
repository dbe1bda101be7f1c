"""Every place of a document where something can be stated."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, Operation, Property, Schema, relations
from clausegen.words.mutability import Mutability
from clausegen.words.places import (
    AtAttribute,
    AtDocument,
    AtGiven,
    AtOperation,
    AtParameter,
    AtPayload,
    AtResponse,
    AtSchema,
    AtShown,
    Spot,
)


def walk(api: Api) -> Iterator[tuple[Spot, ...]]:
    """In the document's order; places whose clauses stand together come together."""
    yield (AtDocument(api),)
    for operation in api.operations:
        of = AtOperation(api, operation, relations.resource_of(api, operation))
        responses = (AtResponse(of, each) for each in operation.responses)
        yield (
            *responses,
            of,
            *(AtParameter(of, each) for each in operation.parameters_in("query")),
        )
        yield from _payload(of)
    answered, written = answered_schemas(api), _written(api)
    for name, schema in api.schemas.items():
        here = AtSchema(api, name, schema, name in answered)
        yield from _shown(here, written.get(name))
        yield (here,)
        own = (schema, *schema.all_of)
        yield from ((AtAttribute(here, each),) for part in own for each in part.properties)


def _payload(of: AtOperation) -> Iterator[tuple[Spot, ...]]:
    schema = relations.body_schema(of.operation)
    if schema is None:
        return
    answer = relations.response_schema(of.operation)
    keeps = answer is not None and relations.effect_of(of.operation) != "none"
    answered = {each.name: each for each in of.api.attributes(answer)} if answer and keeps else {}
    payload = AtPayload(of, schema, relations.refusal_of(of.operation), answered)
    for each in relations.writable_attributes(of.api, of.operation):
        if not _is_fixed(payload, each.name):
            yield (AtGiven(payload, each, _is_needed(of, each)),)
    yield (payload,)


def _is_fixed(payload: AtPayload, name: str) -> bool:
    """Immutable since creation: a later value may be refused or ignored, whatever it is."""
    answered = payload.answered.get(name)
    immutable = answered is not None and answered.schema.words.get(Mutability) is not None
    return immutable and payload.of.operation.method != "post"


def _is_needed(of: AtOperation, attribute: Property) -> bool:
    """A PATCH may leave all out, but not take away what creating or replacing requires."""
    if of.operation.method != "patch":
        return attribute.required
    for method in ("put", "post"):
        other = relations.sibling(of.api, of.operation, method)
        schema = relations.body_schema(other) if other else None
        if schema is not None:
            known = of.api.attributes(schema)
            return any(each.name == attribute.name and each.required for each in known)
    return attribute.required


def _shown(here: AtSchema, written: set[str] | None) -> Iterator[tuple[Spot, ...]]:
    if not here.is_answered:
        return
    for each in here.api.attributes(here.schema):
        yield (AtShown(here, each, written is not None and each.name not in written),)


def _written(api: Api) -> dict[str, set[str]]:
    """Resources that payloads make or change -> the attributes that payloads may hold."""
    found: dict[str, set[str]] = {}
    for each in api.operations:
        writes = each.method in relations.WRITES and relations.effect_of(each) != "none"
        resource = relations.resource_of(api, each) if writes else None
        if resource is not None and relations.body_schema(each) is not None:
            names = (known.name for known in relations.writable_attributes(api, each))
            found.setdefault(resource, set()).update(names)
    return found


def answered_schemas(api: Api) -> frozenset[str]:
    """Named schemas of values that successful answers hold, at any depth."""
    found: set[str] = set()
    seen: set[str] = set()
    stack = [schema for each in api.operations for schema in _answers(each)]
    while stack:
        schema = stack.pop()
        if schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        name = relations.named(api, schema)
        if name is not None:
            found.add(name)
            stack.append(api.schemas[name])
        stack.extend(each.schema for each in api.attributes(schema))
        for part in api.parts(schema):
            stack.extend((*part.any_of, *part.one_of, *part.prefix_items))
            stack.extend(each for each in (part.items, part.additional) if isinstance(each, Schema))
    return frozenset(found)


def _answers(operation: Operation) -> Iterator[Schema]:
    for response in operation.responses:
        if response.is_success:
            yield from (each.schema for each in response.contents if each.schema is not None)
