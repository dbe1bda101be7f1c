"""What a provider says of itself (RFC 7644, 4; RFC 7643, 5 to 7)."""

from __future__ import annotations

from typing import Any

from clausecheck import ContractFailure, NotChecked, World, rule
from clausegen import Clause

from rules.reading import USER, Resource, is_equal, needed


def _all(world: World, operation: str, **query: Any) -> list[Resource]:
    return list(needed(world.call(operation, query=query)).get("Resources") or ())


def _attribute(world: World, name: str) -> Resource:
    """As the schema of users defines it."""
    users = (each for each in _all(world, "listSchemas") if each.get("id") == USER)
    told = (each for schema in users for each in schema.get("attributes") or ())
    found = next((each for each in told if each.get("name") == name), None)
    if found is None:
        raise NotChecked(f"the provider's schema of users has no {name}")
    return found


@rule("listResourceTypes.known")
def test_known(clause: Clause, world: World) -> None:
    exchange = world.call("listResourceTypes")
    schemas = {each.get("id") for each in _all(world, "listSchemas")}
    for each in needed(exchange).get("Resources") or ():
        if each.get("schema") not in schemas:
            told = f"/Schemas holds {each.get('schema')}"
            raise ContractFailure(clause, expected=told, exchange=exchange)


@rule("listResourceTypes.paging_ignored")
def test_types_paging(clause: Clause, world: World) -> None:
    _ignores_paging(clause, world, "listResourceTypes")


@rule("listSchemas.paging_ignored")
def test_schemas_paging(clause: Clause, world: World) -> None:
    _ignores_paging(clause, world, "listSchemas")


def _ignores_paging(clause: Clause, world: World, operation: str) -> None:
    whole = len(_all(world, operation))
    exchange = world.call(operation, query={"count": 1, "startIndex": 2})
    found = len(needed(exchange).get("Resources") or ())
    is_equal(clause, "the number of resources", found, whole, exchange)


@rule("listSchemas.no_messages")
def test_no_messages(clause: Clause, world: World) -> None:
    exchange = world.call("listSchemas")
    for each in needed(exchange).get("Resources") or ():
        if str(each.get("id")).startswith("urn:ietf:params:scim:api:messages:"):
            raise ContractFailure(clause, expected=f"no {each.get('id')}", exchange=exchange)


@rule("listSchemas.user_name")
def test_user_name(clause: Clause, world: World) -> None:
    """A schema may leave out what RFC 7643 has as the default."""
    found, exchange = _attribute(world, "userName"), world.call("listSchemas")
    is_equal(clause, "required", found.get("required", False), True, exchange)
    is_equal(clause, "caseExact", found.get("caseExact", False), False, exchange)
    if found.get("uniqueness") not in {"server", "global"}:
        raise ContractFailure(clause, expected="uniqueness is server", exchange=exchange)


@rule("listSchemas.password")
def test_password(clause: Clause, world: World) -> None:
    found, exchange = _attribute(world, "password"), world.call("listSchemas")
    is_equal(clause, "returned", found.get("returned"), "never", exchange)
