"""What clients name themselves: made anew where that is asked for, found again, not borrowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.checks import check_of
from clausecheck.failures import NotOurs
from clausecheck.world.filling import more_pages
from clausecheck.world.narrowing import seen
from things import NAME, NAMED, Things, named_things, taking, told, world

LIST = {"operationId": "listThings", "responses": told("200", {"type": "array", "items": NAMED})}


class Chosen(Things):
    """PUT makes a thing and refuses one that is there; the list shows when it was looked at."""

    looks = 0

    def reply(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        name = path.removeprefix("/things").strip("/")
        if method == "GET" and not name:
            self.looks += 1
            return 200, [{"name": each, "looks": self.looks} for each in sorted(self.kept)]
        if method == "PUT":
            return super().reply("POST", path, body)
        if method == "POST":
            return 200, None
        return super().reply(method, path, body)


def putting(**items: Any) -> dict[str, Any]:
    put = {"operationId": "putThing", "parameters": NAME, "responses": told("201")}
    return named_things({"put": put, **items}, get=LIST)


def test_a_put_that_only_creates_makes_another_one_each_time(tmp_path: Path) -> None:
    things = Chosen()
    with world(tmp_path, things.reply, putting()) as (made, _):
        assert [made.valid("putThing").status for _ in range(3)] == [201] * 3
        assert made.cleanup.run() == []
    assert things.kept == {"before"}


def test_a_put_that_also_changes_is_sent_to_what_is_there(tmp_path: Path) -> None:
    given = putting()
    put = given["paths"]["/things/{name}"]["put"]
    put["responses"] |= told("200")
    with world(tmp_path, Chosen().reply, given) as (made, _):
        assert made.path_for("putThing") == made.path_for("putThing")


def test_a_list_is_filled_by_clients_who_choose_names(tmp_path: Path) -> None:
    things = Chosen()
    with world(tmp_path, things.reply, putting()) as (made, _):
        _, items = more_pages(made, made.operation("listThings"))
        assert len(items) > 1
        assert {each["name"] for each in items} <= things.kept
        assert made.cleanup.run() == []


def test_a_change_of_what_is_listed_is_no_new_item(tmp_path: Path) -> None:
    """What a list shows of somebody else moves; who is listed stays."""
    poking = {"operationId": "poke", "x-contract": {"effect": "none"}, "responses": told("200")}
    given = putting()
    given["paths"]["/poke"] = {"post": poking}
    for shape in (NAMED, {"type": "object"}):  # an answer of the kind, and of none
        poking["responses"] = told("200", shape)
        text = json.dumps(given).replace(json.dumps(NAMED), json.dumps({"$ref": "#/c/Thing"}))
        with world(tmp_path, Moving().reply, named(text)) as (made, _):
            (clause,) = (each for each in made.contract.clauses if each.word == "effect")
            check_of("effect")(clause, made)


class Moving(Chosen):
    """A call moves an attribute of all that is listed, and of no item."""

    def reply(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        status, value = super().reply(method, path, body)
        if path == "/poke":
            self.looks += 1000
            return 200, {"name": "poked"}
        if isinstance(value, list):
            value = [{**each, "looks": self.looks // 1000} for each in value]
        return status, value


def named(text: str) -> dict[str, Any]:
    """A document in which the kind of things has a name."""
    given: dict[str, Any] = json.loads(text.replace("#/c/Thing", "#/components/schemas/Thing"))
    given["components"] = {"schemas": {"Thing": NAMED}}
    return given


def test_where_all_is_refused_and_nothing_each_is_tried_alone(tmp_path: Path) -> None:
    both = {"when": {"type": "string", "format": "date-time"}, "what": {"type": "object"}}
    note = taking("note", "200", parameters=NAME, **{"x-contract": {"effect": "own"}})
    note["requestBody"]["content"]["application/json"]["schema"] = {
        "type": "object",
        "properties": {**both, "what": {**both["what"], "minProperties": 1}},
    }
    given = named_things({}, post=taking("postThing", "201"))
    given["paths"]["/things/{name}/notes"] = {"post": note}
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if not path.endswith("/notes"):
            return things.reply(method, path, body)
        return (200, {"name": "it"}) if body and "what" not in body else (400, None)

    with world(tmp_path, reply, given) as (made, asked):
        assert made.valid("note").ok
        before = len(asked)
        assert made.valid("note").ok
        assert len(asked) == before + 1


def grouping() -> dict[str, Any]:
    """Groups have things: a list of their names."""
    group = {
        "type": "object",
        "properties": {"things": {"type": "array", "items": {"type": "string"}}},
    }
    groups = {"get": {**LIST, "operationId": "listGroups"}, "post": taking("postGroup", "201")}
    groups["get"]["responses"] = told("200", {"type": "array", "items": {"$ref": "#/c/Thing"}})
    groups["post"]["requestBody"]["content"]["application/json"]["schema"] = {"$ref": "#/c/Thing"}
    groups["post"]["responses"] = told("201", {"$ref": "#/c/Thing"})
    given = named_things({}, get=LIST, post=taking("postThing", "201"))
    item = {"get": {"operationId": "getGroup", "parameters": NAME, "responses": told("200")}}
    given["paths"] |= {"/groups": groups, "/groups/{name}": item}
    given = named(json.dumps(given))
    given["components"]["schemas"]["Thing"] = group
    return given


def test_a_list_of_names_holds_what_is_ours(tmp_path: Path) -> None:
    """And nobody else, though a list shows who others have: they would be had by us, too."""
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if path.startswith("/groups"):
            return 200, [{"things": ["before"]}]
        return things.reply(method, path, body)

    with world(tmp_path, reply, grouping()) as (made, _):
        (ours,) = made.body_for("postGroup")["things"]
        assert ours == made.shared("postThing").path["name"]
        assert seen(made, made.operation("postGroup"), "things") == []


def test_what_a_change_has_renamed_is_read_where_it_is(tmp_path: Path) -> None:
    """/things/{thing_name} is given another `name`: what is there afterwards tells."""
    things = Things()
    patch = taking("patchThing", "200", parameters=NAME)
    text = json.dumps(named_things({"patch": patch}, post=taking("postThing", "201")))
    given = json.loads(
        text.replace("{name}", "{thing_name}").replace('"name": "name"', '"name": "thing_name"')
    )
    for leaves in (frozenset[str](), frozenset({"PATCH"})):

        def reply(
            method: str, path: str, body: Any, left: frozenset[str] = leaves
        ) -> tuple[int, Any]:
            if method in left:
                return 200, body
            return things.reply(method, path, body)

        with world(tmp_path, reply, given) as (made, _):
            path, new = made.shared("postThing").path, made.text()
            exchange = made.call("patchThing", path=path, body={"name": new})
            assert made.given(exchange) == ({"thing_name": new} if not leaves else {})
            assert made.valid("getThing").ok
            assert made.cleanup.run() == []
    assert things.kept == {"before"}


def test_who_has_each_other_is_made_all_the_same(tmp_path: Path) -> None:
    """A group needs things, and a thing needs groups."""
    given = grouping()
    for name, other in (("Group", "things"), ("Thing", "groups")):
        items = {"type": "array", "items": {"type": "string"}}
        schema = {"type": "object", "required": [other], "properties": {other: items}}
        content = {"application/json": {"schema": schema}}
        given["paths"][f"/{name.lower()}s"]["post"]["requestBody"]["content"] = content
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "POST":
            body = {"name": f"clausecheck-abcdef-{path[1:]}", **body}
            return 201, body
        return things.reply(method, path, body)

    with world(tmp_path, reply, given) as (made, _):
        (thing,) = made.body_for("postGroup")["things"]
        assert thing == "clausecheck-abcdef-things"


def test_nobody_elses_name_is_sent(tmp_path: Path) -> None:
    """An example, or a search, may hit upon somebody: a group that has them is their group."""
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return (201, body) if path.startswith("/groups") else things.reply(method, path, body)

    with world(tmp_path, reply, grouping()) as (made, asked):
        with pytest.raises(NotOurs, match="'before' may name something"):
            made.call("postGroup", body={"things": ["nobody", "before"]})
        assert not [each for each in asked if each.startswith("POST")]
        for names in (["nobody"], [made.shared("postThing").path["name"]], [".."], []):
            assert made.call("postGroup", body={"things": names}).ok


@pytest.mark.parametrize("refuses", [False, True])
def test_a_refusal_to_show_is_no_sign_that_nobody_is_there(
    tmp_path: Path, *, refuses: bool
) -> None:
    """A read may lack what only its server knows. Where nobody is 404, the name is what it is."""
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if path.startswith("/groups"):
            return 201, body
        is_read = method == "GET" and path != "/things"
        is_refused = is_read and (refuses or path.endswith("before"))
        return (422, None) if is_refused else things.reply(method, path, body)

    with world(tmp_path, reply, grouping()) as (made, asked):
        if refuses:
            with pytest.raises(NotOurs, match="'before' may name something"):
                made.call("postGroup", body={"things": ["before"]})
            assert not [each for each in asked if each.startswith("POST")]
        else:
            assert made.call("postGroup", body={"things": ["before"]}).ok


def test_what_lies_below_is_renamed_with_the_whole(tmp_path: Path) -> None:
    """The parts of a thing are removed where the thing is now, before the thing itself."""
    patch = taking("patchThing", "200", parameters=NAME)
    given = named_things({"patch": patch}, post=taking("postThing", "201"))
    part = [*NAME, {**NAME[0], "name": "part"}]
    item = {
        "operationId": "deletePart",
        "parameters": part,
        "responses": {"204": {"description": ""}},
    }
    creating = {"operationId": "postPart", "parameters": NAME, "responses": told("201")}
    given["paths"] |= {
        "/things/{name}/parts": {"post": creating},
        "/things/{name}/parts/{part}": {"delete": item},
    }
    things, parts = Things(), set[str]()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        whole, _, below = path.removeprefix("/things/").partition("/parts")
        if not below and method == "DELETE" and any(each.startswith(whole) for each in parts):
            return 409, None
        if "/parts" not in path:
            if method == "PATCH":
                moved = {each.replace(whole, body["name"], 1) for each in parts}
                parts.clear()
                parts.update(moved)
            return things.reply(method, path, body)
        if method == "POST":
            parts.add(f"{whole}/1")
            return 201, {"part": "1"}
        known = f"{whole}{below}" in parts
        parts.discard(f"{whole}{below}")
        return (204 if known else 404), None

    with world(tmp_path, reply, given) as (made, _):
        path = made.create("postThing").path
        made.create("postPart", path=path)
        assert made.call("patchThing", path=path, body={"name": made.text()}).ok
        assert made.cleanup.run() == []
    assert (things.kept, parts) == ({"before"}, set())
