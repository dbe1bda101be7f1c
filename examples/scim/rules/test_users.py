"""Creating, reading, replacing and deleting users (RFC 7644, 3.3 to 3.6 and 3.9)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from clausecheck import ContractFailure, NotChecked, World, object_or_none, rule
from clausegen import Clause

from rules.reading import (
    PATCH,
    USER,
    at,
    emails,
    ids,
    is_equal,
    is_refused,
    listed,
    needed,
    patched,
    read,
    supported,
    user,
)


def _body(world: World, **attributes: Any) -> dict[str, Any]:
    return {"schemas": [USER], "userName": world.text(), **attributes}


@rule("createUser.location")
def test_location(clause: Clause, world: World) -> None:
    exchange = world.call("createUser", body=_body(world))
    made = needed(exchange)
    told = made.get("meta", {}).get("location")
    if told is None:
        raise ContractFailure(clause, expected="meta.location", exchange=exchange)
    same = urlsplit(exchange.headers.get("location", "")).path, urlsplit(told).path
    is_equal(clause, "the path of Location", same[0], same[1], exchange)


@rule("createUser.id_ignored")
def test_id_ignored(clause: Clause, world: World) -> None:
    """An id that somebody has must not be taken over either."""
    there = user(world)
    exchange = world.call("createUser", body=_body(world, id=there["id"]))
    if not exchange.ok:
        raise ContractFailure(clause, expected="201 and an id of its own", exchange=exchange)
    if needed(exchange).get("id") == there["id"]:
        raise ContractFailure(clause, expected="an id of its own", exchange=exchange)


@rule("createUser.meta_ignored")
def test_meta_ignored(clause: Clause, world: World) -> None:
    meta = {"resourceType": "Group", "created": "2001-02-03T04:05:06Z"}
    exchange = world.call("createUser", body=_body(world, meta=meta))
    if not exchange.ok:
        raise ContractFailure(clause, expected="201", exchange=exchange)
    shown = needed(exchange).get("meta", {})
    is_equal(clause, "meta.resourceType", shown.get("resourceType"), "User", exchange)
    if str(shown.get("created")).startswith("2001"):
        raise ContractFailure(clause, expected="the time of creation", exchange=exchange)


@rule("createUser.twice")
def test_twice(clause: Clause, world: World) -> None:
    there = user(world)
    exchange = world.call("createUser", body=_body(world, userName=there["userName"]))
    is_refused(clause, exchange, 409, "uniqueness")


@rule("createUser.twice_in_case")
def test_twice_in_case(clause: Clause, world: World) -> None:
    there = user(world)
    exchange = world.call("createUser", body=_body(world, userName=there["userName"].upper()))
    is_refused(clause, exchange, 409)


@rule("createUser.type")
def test_type(clause: Clause, world: World) -> None:
    exchange = world.call("createUser", body=_body(world))
    found = needed(exchange).get("meta", {}).get("resourceType")
    is_equal(clause, "meta.resourceType", found, "User", exchange)


@rule("createUser.meta")
def test_meta(clause: Clause, world: World) -> None:
    exchange = world.call("createUser", body=_body(world))
    found = needed(exchange).get("meta", {})
    for name in ("resourceType", "created", "lastModified", "location"):
        if not found.get(name):
            raise ContractFailure(clause, expected=f"meta.{name}", exchange=exchange)


@rule("createUser.times")
def test_times(clause: Clause, world: World) -> None:
    exchange = world.call("createUser", body=_body(world))
    found = needed(exchange).get("meta", {})
    is_equal(clause, "lastModified", found.get("lastModified"), found.get("created"), exchange)


@rule("createUser.no_external_id")
def test_no_external_id(clause: Clause, world: World) -> None:
    exchange = world.call("createUser", body=_body(world))
    is_equal(clause, "externalId", needed(exchange).get("externalId"), None, exchange)


@rule("createUser.utf8")
def test_utf8(clause: Clause, world: World) -> None:
    title = "Ä 漢字 🎈"
    made = user(world, title=title)
    exchange = world.call("readUser", path=at("readUser", made))
    is_equal(clause, "title", needed(exchange).get("title"), title, exchange)


@rule("readUser.identity")
def test_identity(clause: Clause, world: World) -> None:
    for made in (user(world), user(world)):
        exchange = world.call("readUser", path=at("readUser", made))
        is_equal(clause, "id", needed(exchange).get("id"), made["id"], exchange)


@rule("readUser.located")
def test_located(clause: Clause, world: World) -> None:
    made = user(world)
    exchange = world.call("readUser", path=at("readUser", made))
    told = urlsplit(str(needed(exchange).get("meta", {}).get("location"))).path
    end = "/".join(told.split("/")[-2:])
    is_equal(clause, "the end of meta.location", end, f"Users/{made['id']}", exchange)


@rule("readUser.version")
def test_version(clause: Clause, world: World) -> None:
    exchange = world.call("readUser", path=at("readUser", user(world)))
    told = needed(exchange).get("meta", {}).get("version")
    if told is None or "etag" not in exchange.headers:
        raise NotChecked("the provider shows no version")
    is_equal(clause, "the ETag", exchange.headers["etag"], told, exchange)


@rule("readUser.attributes")
def test_attributes(clause: Clause, world: World) -> None:
    made = user(world, title="x")
    exchange = world.call("readUser", path=at("readUser", made), query={"attributes": "userName"})
    found = set(needed(exchange)) - {"schemas"}
    is_equal(clause, "what is shown", sorted(found), ["id", "userName"], exchange)


@rule("readUser.sub_attributes")
def test_sub_attributes(clause: Clause, world: World) -> None:
    made = user(world, name={"familyName": "Jensen", "givenName": "Barbara"})
    query = {"attributes": "name.familyName"}
    exchange = world.call("readUser", path=at("readUser", made), query=query)
    is_equal(clause, "name", needed(exchange).get("name"), {"familyName": "Jensen"}, exchange)


@rule("readUser.excluded")
def test_excluded(clause: Clause, world: World) -> None:
    made = user(world, title="x", nickName="y")
    query = {"excludedAttributes": "title"}
    exchange = world.call("readUser", path=at("readUser", made), query=query)
    found = needed(exchange)
    is_equal(clause, "title", found.get("title"), None, exchange)
    is_equal(clause, "nickName", found.get("nickName"), "y", exchange)


@rule("readUser.always")
def test_always(clause: Clause, world: World) -> None:
    made = user(world)
    query = {"excludedAttributes": "id"}
    exchange = world.call("readUser", path=at("readUser", made), query=query)
    is_equal(clause, "id", needed(exchange).get("id"), made["id"], exchange)


@rule("readUser.not_modified")
def test_not_modified(clause: Clause, world: World) -> None:
    supported(world, "etag")
    path = at("readUser", user(world))
    tag = world.call("readUser", path=path).headers.get("etag")
    if tag is None:
        raise ContractFailure(
            clause, expected="an ETag", exchange=world.call("readUser", path=path)
        )
    exchange = world.call("readUser", path=path, headers={"If-None-Match": tag})
    if exchange.status != 304:
        raise ContractFailure(clause, expected="304", exchange=exchange)


@rule("replaceUser.if_match")
def test_if_match(clause: Clause, world: World) -> None:
    supported(world, "etag")
    made = user(world)
    headers = {"If-Match": 'W/"clausecheck"'}
    body = _body(world)
    path = at("replaceUser", made)
    exchange = world.call("replaceUser", path=path, headers=headers, body=body)
    if exchange.ok:
        raise ContractFailure(clause, expected="412", exchange=exchange)
    name = read(world, "readUser", made).get("userName")
    is_equal(clause, "userName", name, made["userName"], exchange)


@rule("replaceUser.title")
def test_put_title(clause: Clause, world: World) -> None:
    made = user(world, title="x")
    body = _body(world, title="y")
    exchange = world.call("replaceUser", path=at("replaceUser", made), body=body)
    needed(exchange)
    is_equal(clause, "title", read(world, "readUser", made).get("title"), "y", exchange)


@rule("readUser.error")
def test_error(clause: Clause, world: World) -> None:
    exchange = world.call("readUser", path={"user_id": world.text()})
    found = object_or_none(exchange)
    if exchange.ok or found is None:
        raise NotChecked(f"readUser answered {exchange.answer}")
    is_equal(clause, "status", found.get("status"), str(exchange.status), exchange)


@rule("readUser.never")
def test_never(clause: Clause, world: World) -> None:
    made = user(world, password=f"{world.text()}-Aa1!")
    query = {"attributes": "password"}
    exchange = world.call("readUser", path=at("readUser", made), query=query)
    if not exchange.ok:
        raise NotChecked(f"readUser answered {exchange.answer}")
    is_equal(clause, "password", needed(exchange).get("password"), None, exchange)


@rule("replaceUser.creates_nothing")
def test_creates_nothing(clause: Clause, world: World) -> None:
    made = user(world)
    if not world.call("deleteUser", path=at("deleteUser", made)).ok:
        raise NotChecked("deleteUser was needed")
    path = at("replaceUser", made)
    is_refused(clause, world.call("replaceUser", path=path, body=_body(world)), 404)
    is_refused(clause, world.call("readUser", path=path), 404)


@rule("replaceUser.id_ignored")
def test_put_id_ignored(clause: Clause, world: World) -> None:
    made, other = user(world), user(world)
    body = _body(world, id=other["id"])
    exchange = world.call("replaceUser", path=at("replaceUser", made), body=body)
    if not exchange.ok:
        raise ContractFailure(clause, expected="200", exchange=exchange)
    is_equal(clause, "id", read(world, "readUser", made).get("id"), made["id"], exchange)
    is_equal(
        clause,
        "the other's userName",
        read(world, "readUser", other)["userName"],
        other["userName"],
        exchange,
    )


@rule("replaceUser.meta_ignored")
def test_put_meta_ignored(clause: Clause, world: World) -> None:
    made = user(world)
    body = _body(world, meta={"created": "2001-02-03T04:05:06Z"})
    exchange = world.call("replaceUser", path=at("replaceUser", made), body=body)
    if not exchange.ok:
        raise ContractFailure(clause, expected="200", exchange=exchange)
    found = read(world, "readUser", made).get("meta", {}).get("created")
    is_equal(clause, "meta.created", found, made.get("meta", {}).get("created"), exchange)


@rule("replaceUser.taken")
def test_put_taken(clause: Clause, world: World) -> None:
    made, other = user(world), user(world)
    body = _body(world, userName=other["userName"])
    exchange = world.call("replaceUser", path=at("replaceUser", made), body=body)
    if exchange.ok:
        raise ContractFailure(clause, expected="a refusal", exchange=exchange)


@rule("replaceUser.name_kept")
def test_put_name_kept(clause: Clause, world: World) -> None:
    made = user(world)
    body = _body(world, userName=made["userName"], title="x")
    exchange = world.call("replaceUser", path=at("replaceUser", made), body=body)
    if not exchange.ok:
        raise ContractFailure(clause, expected="200", exchange=exchange)


@rule("replaceUser.emails")
def test_put_emails(clause: Clause, world: World) -> None:
    made = user(world, emails=[{"value": "a@example.com", "type": "work"}])
    body = _body(world, emails=[{"value": "b@example.com", "type": "home"}])
    exchange = world.call("replaceUser", path=at("replaceUser", made), body=body)
    found = emails(needed(exchange))
    is_equal(clause, "the values of emails", sorted(found), ["b@example.com"], exchange)


@rule("deleteUser.gone_for_all")
def test_gone_for_all(clause: Clause, world: World) -> None:
    made = user(world)
    path = at("deleteUser", made)
    if not world.call("deleteUser", path=path).ok:
        raise NotChecked("deleteUser was needed")
    change = {"op": "replace", "path": "title", "value": "x"}
    is_refused(clause, world.call("replaceUser", path=path, body=_body(world)), 404)
    body = {"schemas": [PATCH], "Operations": [change]}
    is_refused(clause, world.call("patchUser", path=path, body=body), 404)
    is_refused(clause, world.call("deleteUser", path=path), 404)


@rule("deleteUser.not_counted")
def test_not_counted(clause: Clause, world: World) -> None:
    made = user(world)
    if not world.call("deleteUser", path=at("deleteUser", made)).ok:
        raise NotChecked("deleteUser was needed")
    found, exchange = listed(world, filter=f'userName eq "{made["userName"]}"')
    is_equal(clause, "what is listed", ids(found), set(), exchange)


@rule("patchUser.taken")
def test_patch_taken(clause: Clause, world: World) -> None:
    made, other = user(world), user(world)
    change = {"op": "replace", "path": "userName", "value": other["userName"]}
    exchange = patched(world, made, change)
    if exchange.ok:
        raise ContractFailure(clause, expected="a refusal", exchange=exchange)
