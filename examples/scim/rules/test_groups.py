"""Groups and their members (RFC 7643, 4.2; RFC 7644, 3.3 to 3.6)."""

from __future__ import annotations

from urllib.parse import urlsplit

from clausecheck import ContractFailure, NotChecked, World, rule
from clausegen import Clause

from rules.reading import GROUP, at, group, is_equal, members, needed, read, user


@rule("createGroup.location")
def test_location(clause: Clause, world: World) -> None:
    body = {"schemas": [GROUP], "displayName": world.text()}
    exchange = world.call("createGroup", body=body)
    told = urlsplit(str(needed(exchange).get("meta", {}).get("location"))).path
    header = urlsplit(exchange.headers.get("location", "")).path
    is_equal(clause, "the path of Location", header, told, exchange)


@rule("createGroup.type")
def test_type(clause: Clause, world: World) -> None:
    body = {"schemas": [GROUP], "displayName": world.text()}
    exchange = world.call("createGroup", body=body)
    found = needed(exchange).get("meta", {}).get("resourceType")
    is_equal(clause, "meta.resourceType", found, "Group", exchange)


@rule("createGroup.groups_of_member")
def test_groups_of_member(clause: Clause, world: World) -> None:
    """A provider that shows no groups of users at all decides nothing."""
    member = user(world)
    made = group(world, member["id"])
    exchange = world.call("readUser", path=at("readUser", member))
    found = needed(exchange).get("groups")
    if found is None:
        raise NotChecked("the provider shows no groups of users")
    if made["id"] not in {each.get("value") for each in found}:
        raise ContractFailure(clause, expected=f"groups holds {made['id']}", exchange=exchange)


@rule("readGroup.identity")
def test_identity(clause: Clause, world: World) -> None:
    for made in (group(world), group(world)):
        exchange = world.call("readGroup", path=at("readGroup", made))
        is_equal(clause, "id", needed(exchange).get("id"), made["id"], exchange)


@rule("readGroup.excluded")
def test_excluded(clause: Clause, world: World) -> None:
    made = group(world, user(world)["id"])
    query = {"excludedAttributes": "members"}
    exchange = world.call("readGroup", path=at("readGroup", made), query=query)
    is_equal(clause, "members", needed(exchange).get("members"), None, exchange)


@rule("replaceGroup.displayName")
def test_display_name(clause: Clause, world: World) -> None:
    made, name = group(world), world.text()
    body = {"schemas": [GROUP], "displayName": name}
    exchange = world.call("replaceGroup", path=at("replaceGroup", made), body=body)
    needed(exchange)
    is_equal(
        clause, "displayName", read(world, "readGroup", made).get("displayName"), name, exchange
    )


@rule("replaceGroup.members")
def test_members(clause: Clause, world: World) -> None:
    first, second = user(world)["id"], user(world)["id"]
    made = group(world, first)
    body = {"schemas": [GROUP], "displayName": world.text(), "members": [{"value": second}]}
    exchange = world.call("replaceGroup", path=at("replaceGroup", made), body=body)
    needed(exchange)
    is_equal(clause, "the members", members(read(world, "readGroup", made)), {second}, exchange)


@rule("deleteGroup.members_stay")
def test_members_stay(clause: Clause, world: World) -> None:
    member = user(world)
    made = group(world, member["id"])
    if not world.call("deleteGroup", path=at("deleteGroup", made)).ok:
        raise NotChecked("deleteGroup was needed")
    exchange = world.call("readUser", path=at("readUser", member))
    if not exchange.ok:
        raise ContractFailure(clause, expected="200", exchange=exchange)
