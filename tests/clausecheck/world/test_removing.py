"""What a run made is removed, where it is by now and when the server has time; or it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.world.journal import remembered
from clausecheck.world.leftover import MARK, Leftover
from clausecheck.world.made import EXAMPLES
from clausecheck.world.sweeping import leftovers
from clausecheck.world.world import World
from things import NAME, NAMED, Things, named_things, taking, told, world


def test_what_is_renamed_is_found_again_and_removed(tmp_path: Path) -> None:
    things = Things()
    patch = taking("patchThing", "200", parameters=NAME)
    given = named_things({"patch": patch}, post=taking("postThing", "201"))
    with world(tmp_path, things.reply, given) as (made, _):
        assert made.valid("patchThing").ok
        assert made.valid("getThing").ok
        assert made.valid("patchThing").ok
        assert made.cleanup.run() == []
    assert things.kept == {"before"}


def test_what_shows_another_name_and_keeps_its_place_is_removed(tmp_path: Path) -> None:
    things = Things()
    given = named_things(
        {"patch": taking("patchThing", "200", parameters=NAME)}, post=taking("postThing", "201")
    )

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return (200, body) if method == "PATCH" else things.reply(method, path, body)

    with world(tmp_path, reply, given) as (made, _):
        assert made.valid("patchThing").ok
        assert made.cleanup.run() == []
    assert things.kept == {"before"}


def test_what_only_a_list_still_shows_is_not_left_behind(tmp_path: Path) -> None:
    shown = {"type": "array", "items": NAMED}
    get = {"operationId": "getThings", "responses": told("200", shown)}
    given = named_things({}, post=taking("postThing", "201"), get=get)

    def reply(_: str, path: str, __: Any) -> tuple[int, Any]:
        return (200, [{"name": "clausecheck-abcdef-1"}]) if path == "/things" else (404, None)

    with world(tmp_path, reply, given) as (made, _):
        assert leftovers(made, MARK) == []


def test_a_busy_server_is_asked_again_to_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clausecheck.world.cleanup.PAUSES", (0, 0, 0))
    things, refusals = Things(), [503, 503]

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "DELETE" and refusals:
            return refusals.pop(), None
        return things.reply(method, path, body)

    with world(tmp_path, reply, named_things({}, post=taking("postThing", "201"))) as (made, _):
        made.create("postThing")
        assert made.cleanup.run() == []
    assert things.kept == {"before"}


def test_a_server_that_stays_busy_is_not_asked_for_each_thing_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clausecheck.world.cleanup.PAUSES", (0, 0, 0))
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return (503, None) if method == "DELETE" else things.reply(method, path, body)

    given = named_things({}, post=taking("postThing", "201"))
    with world(tmp_path, reply, given) as (made, asked):
        names = [made.create("postThing").path["name"] for _ in range(4)]
        left = made.cleanup.run()
    assert len([each for each in asked if each.startswith("DELETE")]) == len((0, 0, 0))
    told = {each.split(": ")[0] for each in left}
    assert told == {f"deleteThing {each}" for each in names}
    assert [each.split(": ")[1] for each in left[1:]] == ["the server stays busy"] * 3


def test_what_cannot_be_removed_yet_is_tried_again_when_the_rest_is_gone(tmp_path: Path) -> None:
    things, asked_for = Things(), []

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "DELETE":
            asked_for.append(path)
        if method == "DELETE" and len(asked_for) == 1:
            return 500, None
        status, value = things.reply(method, path, body)
        return status, {"message": "Not found"} if status == 404 else value

    with world(tmp_path, reply, named_things({}, post=taking("postThing", "201"))) as (made, _):
        names = [made.create("postThing").path["name"] for _ in range(2)]
        assert made.call("getThing", path={"name": names[0]}).ok
        things.kept.remove(names[0])  # gone by itself: what says so is no thing
        assert made.cleanup.run() == []
    assert things.kept == {"before"}
    assert len(asked_for) == len(names) + 1


def test_what_was_never_seen_in_its_place_is_told(tmp_path: Path) -> None:
    """It was made, and is perhaps somewhere else."""
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "POST":
            return things.reply(method, path, body)
        return 404, {"message": "Not found"}

    with world(tmp_path, reply, named_things({}, post=taking("postThing", "201"))) as (made, _):
        name = made.create("postThing").path["name"]
        (left,) = made.cleanup.run()
    assert left.startswith(f"deleteThing {name}: 404")


def test_what_holds_a_part_that_was_removed_is_still_to_be_removed(tmp_path: Path) -> None:
    things = Things()
    removing = {"operationId": "deleteParts", "parameters": NAME, "responses": told("200")}
    given = named_things({}, post=taking("postThing", "201"))
    given["paths"]["/things/{name}/parts"] = {"delete": removing}

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return (200, None) if path.endswith("/parts") else things.reply(method, path, body)

    with world(tmp_path, reply, given) as (made, _):
        assert made.call("deleteParts", path=made.shared("postThing").path).ok
        assert made.cleanup.run() == []
    assert things.kept == {"before"}


def test_what_can_still_be_read_is_not_gone_whatever_its_deletion_answers(tmp_path: Path) -> None:
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return (404, None) if method == "DELETE" else things.reply(method, path, body)

    with world(tmp_path, reply, named_things({}, post=taking("postThing", "201"))) as (made, _):
        made.create("postThing")
        (left,) = made.cleanup.run()
    assert "404" in left


def test_what_another_name_may_have_renamed_is_removed_there_too(tmp_path: Path) -> None:
    """/things/{thing_name} is given another `name`: it may be for show, or the place."""
    things = Things()
    given = named_things(
        {"patch": taking("patchThing", "200", parameters=NAME)}, post=taking("postThing", "201")
    )
    text = json.dumps(given).replace("/things/{name}", "/things/{thing_name}")
    given = json.loads(text.replace('"name": "name", "in"', '"name": "thing_name", "in"'))
    with world(tmp_path, things.reply, given) as (made, _):
        path = made.create("postThing").path
        assert made.call("patchThing", path=path, body={"name": made.text()}).ok
        assert made.cleanup.run() == []
    assert things.kept == {"before"}


@pytest.mark.parametrize("status", [204, 202])
def test_a_deletion_that_removes_nothing_is_told(
    status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the kind stays behind, and a sweep knows of it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    things = Things()

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return (status, None) if method == "DELETE" else things.reply(method, path, body)

    with world(tmp_path, reply, named_things({}, post=taking("postThing", "201"))) as (made, asked):
        names = [made.create("postThing").path["name"] for _ in range(EXAMPLES + 3)]
        made.cleanup.tidy()
        sent = [each for each in asked if each.startswith("DELETE")]
        assert len(sent) == (1 if status == 204 else 3)  # one tells of its kind
        (left,) = made.cleanup.run()
        url = made.target.base_url
        noted = [each.path["name"] for _, entries in remembered(url) for each in entries]
        swept = [each.remove() for each in leftovers_of(made, names)]
    assert left.startswith("deleteThing succeeds, and what it is to remove is there as before: ")
    assert all(each in left or "more" in left for each in names)
    assert sorted(noted) == sorted(names)
    assert {each.removed for each in swept} == {False}
    assert all("it is there as before" in str(each.why) for each in swept)


def leftovers_of(made: World, names: list[str]) -> list[Leftover]:
    deleting = made.operation("deleteThing")
    return [
        Leftover(
            world=made,
            actor=made.target.owner,
            place=deleting.path,
            path={"name": each},
            name=each,
            deleting=deleting,
        )
        for each in names
    ]


@pytest.mark.parametrize("after", [{"active": 0}, {"deleted": True}])
def test_what_shows_that_its_deletion_was_heard_is_removed(after: Any, tmp_path: Path) -> None:
    """It stays to be read, and no word says so."""
    kept: dict[str, dict[str, Any]] = {}

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        name = path.removeprefix("/things").strip("/")
        if method == "POST":
            kept[body["name"]] = {**body, "active": 1}
            return 201, kept[body["name"]]
        if method == "DELETE":
            kept[name].update(after)
        return (204, None) if method == "DELETE" else (200, kept[name])

    with world(tmp_path, reply, named_things({}, post=taking("postThing", "201"))) as (made, _):
        made.create("postThing")
        assert made.cleanup.run() == []
