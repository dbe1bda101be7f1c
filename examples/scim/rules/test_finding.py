"""Filters, pages and selected attributes of a list (RFC 7644, 3.4.2)."""

from __future__ import annotations

from typing import Any

from clausecheck import ContractFailure, NotChecked, World, rule
from clausegen import Clause

from rules.reading import (
    USER,
    Resource,
    group,
    ids,
    is_equal,
    is_refused,
    listed,
    lists_of_these,
    needed,
    supported,
    user,
)


def _three(world: World) -> tuple[list[Resource], str]:
    """Users whose names are stem-a, stem-b and stem-c, with the titles x, x and none; the stem."""
    known = world.text()
    made = [
        user(world, userName=f"{known}-a", title="x", userType="one"),
        user(world, userName=f"{known}-b", title="x", userType="two"),
        user(world, userName=f"{known}-c", userType="one"),
    ]
    return made, known


def _matches(clause: Clause, world: World, filtered: str, *wanted: int) -> None:
    """A filter with {stem} in it lists these of the three, and no other of them."""
    made, stem = _three(world)
    found = listed(world, filter=filtered.format(stem=stem))
    lists_of_these(clause, found, these=ids(made), wanted=ids(made[each] for each in wanted))


@rule("listUsers.eq")
def test_eq(clause: Clause, world: World) -> None:
    """Whoever is listed has the value."""
    made, stem = _three(world)
    resources, exchange = listed(world, filter=f'userName eq "{stem}-a"')
    is_equal(clause, "what is listed", sorted(ids(resources)), [made[0]["id"]], exchange)


@rule("listUsers.case")
def test_case(clause: Clause, world: World) -> None:
    made, stem = _three(world)
    found = listed(world, filter=f'userName eq "{stem.upper()}-A"')
    lists_of_these(clause, found, these=ids(made), wanted={made[0]["id"]})


@rule("listUsers.names")
def test_names(clause: Clause, world: World) -> None:
    _matches(clause, world, 'USERNAME Eq "{stem}-a"', 0)


@rule("listUsers.urn")
def test_urn(clause: Clause, world: World) -> None:
    _matches(clause, world, USER + ':userName eq "{stem}-a"', 0)


@rule("listUsers.ne")
def test_ne(clause: Clause, world: World) -> None:
    _matches(clause, world, 'userName ne "{stem}-a" and userName sw "{stem}"', 1, 2)


@rule("listUsers.co")
def test_co(clause: Clause, world: World) -> None:
    made, stem = _three(world)
    found = listed(world, filter=f'userName co "{stem[2:]}-b"')
    lists_of_these(clause, found, these=ids(made), wanted={made[1]["id"]})


@rule("listUsers.sw")
def test_sw(clause: Clause, world: World) -> None:
    made, stem = _three(world)
    other = user(world, userName=f"x{stem}-a")
    found = listed(world, filter=f'userName sw "{stem}"')
    lists_of_these(clause, found, these=ids([*made, other]), wanted=ids(made))


@rule("listUsers.ew")
def test_ew(clause: Clause, world: World) -> None:
    made, stem = _three(world)
    other = user(world, userName=f"{stem}-ax")
    found = listed(world, filter=f'userName ew "{stem}-a"')
    lists_of_these(clause, found, these=ids([*made, other]), wanted={made[0]["id"]})


@rule("listUsers.pr")
def test_pr(clause: Clause, world: World) -> None:
    _matches(clause, world, 'title pr and userName sw "{stem}"', 0, 1)


@rule("listUsers.order_of_times")
def test_order_of_times(clause: Clause, world: World) -> None:
    """Two users of one moment decide nothing."""
    first, second = user(world), user(world)
    one, other = (each.get("meta", {}).get("created") for each in (first, second))
    if not isinstance(one, str) or not isinstance(other, str) or one == other:
        raise NotChecked("no two users with different times of creation could be made")
    these = ids([first, second])
    for operator, wanted in (
        ("gt", {second["id"]}),
        ("ge", these),
        ("lt", set()),
        ("le", {first["id"]}),
    ):
        found = listed(world, filter=f'meta.created {operator} "{one}"')
        lists_of_these(clause, found, these=these, wanted=wanted)


@rule("listUsers.and")
def test_and(clause: Clause, world: World) -> None:
    _matches(clause, world, 'userName sw "{stem}" and title eq "x" and userType eq "one"', 0)


@rule("listUsers.or")
def test_or(clause: Clause, world: World) -> None:
    _matches(clause, world, 'userName eq "{stem}-a" or userName eq "{stem}-c"', 0, 2)


@rule("listUsers.not")
def test_not(clause: Clause, world: World) -> None:
    _matches(clause, world, 'userName sw "{stem}" and not (title eq "x")', 2)


@rule("listUsers.precedence")
def test_precedence(clause: Clause, world: World) -> None:
    """A or b and c is a or (b and c); brackets make it another one."""
    _matches(
        clause, world, 'userName eq "{stem}-c" or userName sw "{stem}" and userType eq "two"', 1, 2
    )
    _matches(
        clause, world, '(userName eq "{stem}-c" or userName sw "{stem}") and userType eq "two"', 1
    )


@rule("listUsers.any_value")
def test_any_value(clause: Clause, world: World) -> None:
    made, stem = _with_emails(world)
    found = listed(world, filter=f'emails.value eq "{stem}-2@example.com"')
    lists_of_these(clause, found, these=ids(made), wanted={made[0]["id"]})


@rule("listUsers.value_path")
def test_value_path(clause: Clause, world: World) -> None:
    """The first user has the type and the value, but in two entries."""
    made, stem = _with_emails(world)
    found = listed(world, filter=f'emails[type eq "work" and value eq "{stem}-2@example.com"]')
    lists_of_these(clause, found, these=ids(made), wanted=set())
    found = listed(world, filter=f'emails[type eq "home" and value eq "{stem}-2@example.com"]')
    lists_of_these(clause, found, these=ids(made), wanted={made[0]["id"]})


def _with_emails(world: World) -> tuple[list[Resource], str]:
    stem = world.text()
    many = [
        {"value": f"{stem}-1@example.com", "type": "work"},
        {"value": f"{stem}-2@example.com", "type": "home"},
    ]
    return [user(world, emails=many), user(world)], stem


@rule("listUsers.none")
def test_none(clause: Clause, world: World) -> None:
    supported(world, "filter")
    exchange = world.call("listUsers", query={"filter": f'userName eq "{world.text()}"'})
    if exchange.status != 200:
        raise ContractFailure(clause, expected="200", exchange=exchange)
    is_equal(clause, "totalResults", needed(exchange).get("totalResults"), 0, exchange)


@rule("listUsers.invalid")
def test_invalid(clause: Clause, world: World) -> None:
    supported(world, "filter")
    exchange = world.call("listUsers", query={"filter": 'userName regex "a"'})
    is_refused(clause, exchange, 400, "invalidFilter")


@rule("listUsers.boolean_order")
def test_boolean_order(clause: Clause, world: World) -> None:
    supported(world, "filter")
    user(world, active=True)
    exchange = world.call("listUsers", query={"filter": "active gt false"})
    is_refused(clause, exchange, 400, "invalidFilter")


@rule("listUsers.index_below_one")
def test_index_below_one(clause: Clause, world: World) -> None:
    user(world)
    for index in (0, -3):
        _, exchange = listed(world, startIndex=index, count=1)
        is_equal(clause, "startIndex", needed(exchange).get("startIndex", 1), 1, exchange)
        first, _ = listed(world, startIndex=1, count=1)
        found, exchange = listed(world, startIndex=index, count=1)
        is_equal(clause, "what is listed", ids(found), ids(first), exchange)


@rule("listUsers.count_zero")
def test_count_zero(clause: Clause, world: World) -> None:
    _lists_nothing(clause, world, 0)


@rule("listUsers.count_negative")
def test_count_negative(clause: Clause, world: World) -> None:
    _lists_nothing(clause, world, -1)


def _lists_nothing(clause: Clause, world: World, count: int) -> None:
    user(world)
    exchange = world.call("listUsers", query={"count": count})
    if exchange.status != 200:
        raise ContractFailure(clause, expected="200", exchange=exchange)
    page = needed(exchange)
    is_equal(clause, "Resources", page.get("Resources") or [], [], exchange)
    if not page.get("totalResults"):
        raise ContractFailure(clause, expected="totalResults above 0", exchange=exchange)


@rule("listUsers.partial")
def test_partial(clause: Clause, world: World) -> None:
    user(world)
    user(world)
    _, exchange = listed(world, startIndex=2, count=1)
    page = needed(exchange)
    is_equal(clause, "startIndex", page.get("startIndex"), 2, exchange)
    is_equal(
        clause, "itemsPerPage", page.get("itemsPerPage"), len(page.get("Resources") or ()), exchange
    )


@rule("listUsers.ascending")
def test_ascending(clause: Clause, world: World) -> None:
    made, stem = _three(world)
    found, exchange = listed(world, filter=f'userName sw "{stem}"', sortBy="userName")
    wanted = [each["id"] for each in made]
    is_equal(clause, "the order", [each.get("id") for each in found], wanted, exchange)


@rule("listUsers.by_name")
def test_by_name(clause: Clause, world: World) -> None:
    """Small letters and capitals are the same to a name."""
    stem = world.text()
    made = [user(world, userName=f"{stem}-{each}") for each in ("A", "b", "C")]
    for order, wanted in (("ascending", made), ("descending", made[::-1])):
        query = {"filter": f'userName sw "{stem}"', "sortBy": "userName", "sortOrder": order}
        found, exchange = listed(world, **query)
        told: list[Any] = [each.get("id") for each in found]
        is_equal(clause, "the order", told, [each["id"] for each in wanted], exchange)


@rule("listUsers.some_attributes")
def test_some_attributes(clause: Clause, world: World) -> None:
    made = user(world, title="x")
    name = made.get("userName")
    found, exchange = listed(world, filter=f'userName eq "{name}"', attributes="userName")
    if not found:
        raise NotChecked("the user was not listed")
    is_equal(clause, "what is shown", set(found[0]) - {"schemas"}, {"id", "userName"}, exchange)


@rule("listGroups.eq")
def test_group_eq(clause: Clause, world: World) -> None:
    made = group(world)
    found = listed(world, "listGroups", filter=f'displayName eq "{made.get("displayName")}"')
    is_equal(clause, "what is listed", ids(found[0]), {made["id"]}, found[1])


@rule("listGroups.members")
def test_group_members(clause: Clause, world: World) -> None:
    member, other = user(world), user(world)
    made, without = group(world, member["id"]), group(world, other["id"])
    found = listed(world, "listGroups", filter=f'members.value eq "{member["id"]}"')
    lists_of_these(clause, found, these=ids([made, without]), wanted={made["id"]})
