"""What the rules of SCIM need from the API, in one line each.

An answer that another clause promises leaves a rule undecided when it does not come: the fault is
counted once, where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clausecheck import ContractFailure, Exchange, NotChecked, World, object_or_none, shown
from clausegen import Clause

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
Resource = Mapping[str, Any]


def needed(exchange: Exchange) -> Resource:
    """The object that an answer holds, which has to have come for a rule to be decided."""
    found = object_or_none(exchange)
    if not exchange.ok or found is None:
        raise NotChecked(f"{exchange.operation_id} was needed and answered {exchange.answer}")
    return found


def supported(world: World, feature: str) -> None:
    """Raises NotChecked unless the provider says that it has the feature: many are optional."""
    told = needed(world.call("readConfig")).get(feature)
    if not isinstance(told, Mapping) or told.get("supported") is not True:
        raise NotChecked(f"the provider says that it does not support {feature}")


def user(world: World, **attributes: Any) -> Resource:
    """A new user, as it was answered. A provider may support a part of the schema only."""
    body = {"schemas": [USER], "userName": world.text(), **attributes}
    made = needed(world.call("createUser", body=body))
    for name in attributes.keys() - {"password"}:
        if name not in made:
            raise NotChecked(f"the provider does not keep {name}")
    return made


def group(world: World, *members: str, **attributes: Any) -> Resource:
    """A new group of the users with these ids."""
    body = {"schemas": [GROUP], "displayName": world.text(), **attributes}
    if members:
        body["members"] = [{"value": each} for each in members]
    return needed(world.call("createGroup", body=body))


def read(world: World, operation: str, resource: Resource, **query: Any) -> Resource:
    """ReadUser or readGroup of what was made."""
    return needed(world.call(operation, path=at(operation, resource), query=query))


def at(operation: str, resource: Resource) -> dict[str, str]:
    """The path values of an operation on one resource."""
    name = "group_id" if operation.endswith("Group") else "user_id"
    return {name: str(resource.get("id"))}


def patched(
    world: World, resource: Resource, *operations: Resource, operation: str = "patchUser"
) -> Exchange:
    supported(world, "patch")
    body = {"schemas": [PATCH], "Operations": [*operations]}
    return world.call(operation, path=at(operation, resource), body=body)


def after(
    world: World, resource: Resource, *operations: Resource, operation: str = "patchUser"
) -> tuple[Resource, Exchange]:
    """The resource as it is read after a PATCH, which has to succeed, and that PATCH."""
    exchange = patched(world, resource, *operations, operation=operation)
    if not exchange.ok:
        raise NotChecked(f"{operation} was needed and answered {exchange.answer}")
    return read(world, operation.replace("patch", "read"), resource), exchange


def listed(
    world: World, operation: str = "listUsers", **query: Any
) -> tuple[list[Resource], Exchange]:
    """All that one request lists. Raises NotChecked if that is not all that matches."""
    for parameter, feature in (("filter", "filter"), ("sortBy", "sort")):
        if parameter in query:
            supported(world, feature)
    exchange = world.call(operation, query=query)
    page = needed(exchange)
    found = [each for each in page.get("Resources") or () if isinstance(each, Mapping)]
    if "count" not in query and page.get("totalResults") != len(found):
        raise NotChecked(f"{operation} shows {len(found)} of {page.get('totalResults')}")
    return found, exchange


def ids(resources: Iterable[Resource]) -> set[Any]:
    return {each.get("id") for each in resources}


def is_equal(clause: Clause, what: str, found: Any, wanted: Any, exchange: Exchange) -> None:
    if found != wanted:
        raise ContractFailure(
            clause,
            expected=f"{what} is {shown(wanted)}",
            observed=f"{what} is {shown(found)}",
            exchange=exchange,
        )


def lists_of_these(
    clause: Clause, found: tuple[list[Resource], Exchange], *, these: set[Any], wanted: set[Any]
) -> None:
    """Of the resources whose ids are `these`, exactly the wanted ones are listed."""
    resources, exchange = found
    seen = ids(resources) & these
    if missing := wanted - seen:
        raise ContractFailure(clause, expected=f"it lists {shown(min(missing))}", exchange=exchange)
    if surplus := seen - wanted:
        raise ContractFailure(
            clause, expected=f"it does not list {shown(min(surplus))}", exchange=exchange
        )


def is_refused(clause: Clause, exchange: Exchange, status: int, kind: str | None = None) -> None:
    """With a status and, if there is one, the keyword of the error."""
    if exchange.status != status:
        raise ContractFailure(clause, expected=str(status), exchange=exchange)
    found = object_or_none(exchange) or {}
    if kind is not None and found.get("scimType") != kind:
        raise ContractFailure(
            clause,
            expected=f"scimType is {kind}",
            observed=f"scimType is {shown(found.get('scimType'))}",
            exchange=exchange,
        )


def emails(resource: Resource) -> dict[Any, Resource]:
    """By their value."""
    return {each.get("value"): each for each in resource.get("emails") or ()}


def members(resource: Resource) -> set[Any]:
    return {each.get("value") for each in resource.get("members") or ()}
