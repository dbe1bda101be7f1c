"""Changing parts of a resource: operations of a PATCH (RFC 7644, 3.5.2)."""

from __future__ import annotations

from typing import Any

from clausecheck import ContractFailure, World, rule
from clausegen import Clause

from rules.reading import (
    ENTERPRISE,
    Resource,
    after,
    emails,
    group,
    is_equal,
    is_refused,
    members,
    patched,
    read,
    user,
)

WORK, HOME = {"value": "a@example.com", "type": "work"}, {"value": "b@example.com", "type": "home"}


def add(path: str | None, value: Any) -> Resource:
    return {"op": "add", "value": value, **({"path": path} if path else {})}


def replace(path: str, value: Any) -> Resource:
    return {"op": "replace", "path": path, "value": value}


def remove(path: str | None = None) -> Resource:
    return {"op": "remove", **({"path": path} if path else {})}


def _becomes(
    clause: Clause, world: World, before: Resource, change: Resource, **wanted: Any
) -> None:
    """After the change of a user that had `before`, the attributes are the wanted ones."""
    found, exchange = after(world, user(world, **before), change)
    for name, value in wanted.items():
        is_equal(clause, name, found.get(name), value, exchange)


@rule("patchUser.add")
def test_add(clause: Clause, world: World) -> None:
    _becomes(clause, world, {"nickName": "n"}, add("title", "x"), title="x", nickName="n")


@rule("patchUser.add_replaces")
def test_add_replaces(clause: Clause, world: World) -> None:
    _becomes(clause, world, {"title": "x"}, add("title", "y"), title="y")


@rule("patchUser.add_no_path")
def test_add_no_path(clause: Clause, world: World) -> None:
    value = {"title": "x", "nickName": "n"}
    _becomes(clause, world, {"userType": "t"}, add(None, value), **value, userType="t")


@rule("patchUser.add_value")
def test_add_value(clause: Clause, world: World) -> None:
    found, exchange = after(world, user(world, emails=[WORK]), add("emails", [HOME]))
    wanted = [WORK["value"], HOME["value"]]
    is_equal(clause, "the values of emails", sorted(emails(found)), wanted, exchange)


@rule("patchUser.add_same")
def test_add_same(clause: Clause, world: World) -> None:
    made = user(world, title="x", emails=[WORK])
    before = read(world, "readUser", made)
    for change in (add("title", "x"), add("emails", [WORK])):
        exchange = patched(world, made, change)
        if not exchange.ok:
            raise ContractFailure(clause, expected="200 or 204", exchange=exchange)
        found = read(world, "readUser", made)
        is_equal(clause, "the values of emails", [*emails(found)], [WORK["value"]], exchange)
        moved = found.get("meta", {}).get("lastModified")
        is_equal(clause, "meta.lastModified", moved, before["meta"]["lastModified"], exchange)


@rule("patchUser.replace")
def test_replace(clause: Clause, world: World) -> None:
    _becomes(
        clause,
        world,
        {"title": "x", "nickName": "n"},
        replace("title", "y"),
        title="y",
        nickName="n",
    )


@rule("patchUser.replace_absent")
def test_replace_absent(clause: Clause, world: World) -> None:
    _becomes(clause, world, {}, replace("title", "y"), title="y")


@rule("patchUser.replace_part")
def test_replace_part(clause: Clause, world: World) -> None:
    before = {"name": {"familyName": "Jensen", "givenName": "Barbara"}}
    found, exchange = after(world, user(world, **before), replace("name", {"familyName": "Jones"}))
    name = found.get("name") or {}
    is_equal(clause, "name.familyName", name.get("familyName"), "Jones", exchange)
    is_equal(clause, "name.givenName", name.get("givenName"), "Barbara", exchange)


@rule("patchUser.replace_chosen")
def test_replace_chosen(clause: Clause, world: World) -> None:
    made = user(world, emails=[WORK, HOME])
    found, exchange = after(world, made, replace('emails[type eq "work"].value', "c@example.com"))
    values = sorted(emails(found))
    is_equal(clause, "the values of emails", values, [HOME["value"], "c@example.com"], exchange)


@rule("patchUser.replace_nobody")
def test_replace_nobody(clause: Clause, world: World) -> None:
    made = user(world, emails=[WORK])
    exchange = patched(world, made, replace('emails[type eq "home"]', HOME))
    is_refused(clause, exchange, 400, "noTarget")


@rule("patchUser.remove")
def test_remove(clause: Clause, world: World) -> None:
    _becomes(
        clause, world, {"title": "x", "nickName": "n"}, remove("title"), title=None, nickName="n"
    )


@rule("patchUser.remove_chosen")
def test_remove_chosen(clause: Clause, world: World) -> None:
    found, exchange = after(
        world, user(world, emails=[WORK, HOME]), remove('emails[type eq "work"]')
    )
    is_equal(clause, "the values of emails", [*emails(found)], [HOME["value"]], exchange)


@rule("patchUser.remove_no_path")
def test_remove_no_path(clause: Clause, world: World) -> None:
    is_refused(clause, patched(world, user(world), remove()), 400, "noTarget")


@rule("patchUser.remove_required")
def test_remove_required(clause: Clause, world: World) -> None:
    """The RFC names no status; 400 is what its table has for the keyword."""
    is_refused(clause, patched(world, user(world), remove("userName")), 400, "mutability")


@rule("patchUser.read_only")
def test_read_only(clause: Clause, world: World) -> None:
    made = user(world)
    exchange = patched(world, made, replace("id", world.text()))
    if exchange.ok:
        raise ContractFailure(clause, expected="a refusal", exchange=exchange)
    is_equal(clause, "id", read(world, "readUser", made).get("id"), made["id"], exchange)


@rule("patchUser.primary")
def test_primary(clause: Clause, world: World) -> None:
    made = user(world, emails=[{**WORK, "primary": True}, HOME])
    found, exchange = after(world, made, replace('emails[type eq "home"].primary', value=True))
    told = emails(found)
    is_equal(clause, "primary of the new one", told[HOME["value"]].get("primary"), True, exchange)
    was = told[WORK["value"]].get("primary") or False
    is_equal(clause, "primary of the old one", was, False, exchange)


@rule("patchUser.in_turn")
def test_in_turn(clause: Clause, world: World) -> None:
    changes = add("title", "x"), replace("title", "y"), add("nickName", "n"), remove("nickName")
    found, exchange = after(world, user(world), *changes)
    is_equal(clause, "title", found.get("title"), "y", exchange)
    is_equal(clause, "nickName", found.get("nickName"), None, exchange)


@rule("patchUser.atomic")
def test_atomic(clause: Clause, world: World) -> None:
    made = user(world, title="x")
    exchange = patched(world, made, replace("title", "y"), remove())
    if exchange.ok:
        raise ContractFailure(clause, expected="a refusal", exchange=exchange)
    is_equal(clause, "title", read(world, "readUser", made).get("title"), "x", exchange)


@rule("patchUser.modified")
def test_modified(clause: Clause, world: World) -> None:
    made = user(world)
    before = made.get("meta", {})
    found, exchange = after(world, made, replace("title", "y"))
    meta = found.get("meta", {})
    is_equal(clause, "meta.created", meta.get("created"), before.get("created"), exchange)
    if meta.get("lastModified") == before.get("lastModified"):
        raise ContractFailure(clause, expected="another meta.lastModified", exchange=exchange)


@rule("patchUser.extension")
def test_extension(clause: Clause, world: World) -> None:
    change = add(f"{ENTERPRISE}:employeeNumber", "7")
    found, exchange = after(world, user(world), change)
    number = (found.get(ENTERPRISE) or {}).get("employeeNumber")
    is_equal(clause, "employeeNumber", number, "7", exchange)
    if ENTERPRISE not in (found.get("schemas") or ()):
        raise ContractFailure(clause, expected=f"schemas holds {ENTERPRISE}", exchange=exchange)


@rule("patchGroup.add_member")
def test_add_member(clause: Clause, world: World) -> None:
    first, second = user(world)["id"], user(world)["id"]
    change = add("members", [{"value": second}])
    found, exchange = after(world, group(world, first), change, operation="patchGroup")
    is_equal(clause, "the members", sorted(members(found)), sorted((first, second)), exchange)


@rule("patchGroup.remove_member")
def test_remove_member(clause: Clause, world: World) -> None:
    first, second = user(world)["id"], user(world)["id"]
    change = remove(f'members[value eq "{second}"]')
    found, exchange = after(world, group(world, first, second), change, operation="patchGroup")
    is_equal(clause, "the members", members(found), {first}, exchange)


@rule("patchGroup.replace_members")
def test_replace_members(clause: Clause, world: World) -> None:
    first, second = user(world)["id"], user(world)["id"]
    change = replace("members", [{"value": second}])
    found, exchange = after(world, group(world, first), change, operation="patchGroup")
    is_equal(clause, "the members", members(found), {second}, exchange)
