"""What a world does where a first request is refused, and when it gives up."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from clausecheck.checks import check_of
from clausecheck.failures import NotChecked, NotOurs
from clausecheck.http.target import TargetError, load_target
from clausecheck.search.engine import Engine
from clausecheck.search.judging import Judge
from clausecheck.search.trial import UNSENT, Trial
from clausecheck.world.samples import samples_of
from clausecheck.world.state import settle
from foreign import THING, document
from things import NAME, NAMED, Things, named_things, taking, told, world

CAT = {"$ref": "#/components/schemas/Cat"}


def test_what_is_called_optional_is_given_if_it_is_wanted(tmp_path: Path) -> None:
    def reply(method: str, _: str, body: Any) -> tuple[int, Any]:
        if method == "POST" and "owner_id" not in body:
            return 422, {"detail": "owner_id is needed"}
        return 201, {"id": 7, **(body or {})}

    with world(tmp_path, reply) as (made, asked):
        assert made.create("postCats").body["owner_id"] == 3
        assert made.create("postCats").body["owner_id"] == 3
    assert asked == ["GET /cats", *["POST /cats"] * 3]


def test_what_never_succeeds_is_given_up(tmp_path: Path) -> None:
    with world(tmp_path, lambda *_: (400, None)) as (made, asked):
        for _ in range(30):
            with pytest.raises(NotChecked, match="postCats was needed and answered 400"):
                made.create("postCats")
    assert len(asked) < 10


def test_a_list_gives_ids_to_what_only_reads(tmp_path: Path) -> None:
    def reply(method: str, path: str, _: Any) -> tuple[int, Any]:
        if method == "POST":
            return 403, None
        return 200, [{"id": 12, "name": "x"}] if path == "/cats" else {"id": 12, "name": "x"}

    with world(tmp_path, reply) as (made, asked):
        assert made.path_for("getCatsId") == {"id": "12"}
        with pytest.raises(NotChecked):
            made.path_for("deleteCatsId")
        with pytest.raises(NotChecked):
            made.path_for("postDogsIdToys")
    assert not [each for each in asked if each.startswith("DELETE")]


def test_an_operation_with_a_limit_is_left_alone(tmp_path: Path) -> None:
    with world(tmp_path, lambda _, path, __: (429 if path == "/cats" else 200, [])) as (
        made,
        asked,
    ):
        assert made.call("getDogs").status == 200
        for _ in range(3):
            with pytest.raises(NotChecked, match="429"):
                made.call("getCats")
        assert made.call("getDogs").status == 200
    assert asked == ["GET /dogs", "GET /cats", *["GET /dogs"] * 2]


def test_an_operation_that_worked_before_is_left_alone_as_well(tmp_path: Path) -> None:
    """What it answered itself tells nothing of the others."""
    seen: list[str] = []

    def reply(_: str, path: str, __: Any) -> tuple[int, Any]:
        seen.append(path)
        return (429 if path == "/cats" and len(seen) > 2 else 200), []

    with world(tmp_path, reply) as (made, asked):
        made.call("getDogs")
        made.call("getCats")
        with pytest.raises(NotChecked, match="429"):
            made.call("getCats")
        assert made.call("getNotes").status == 200
    assert asked == ["GET /dogs", "GET /cats", "GET /cats", "GET /dogs", "GET /notes"]


def test_a_target_that_lets_everything_wait_is_lost(tmp_path: Path) -> None:
    with world(tmp_path, lambda *_: (429, [])) as (made, asked):
        for each in ("getCats", "getDogs", "getNotes"):
            with pytest.raises(NotChecked, match="429"):
                made.call(each)
        assert len(made.api.health.losses) == 1
    assert "GET /notes" not in asked


def test_a_wrong_key_is_named(tmp_path: Path) -> None:
    file = tmp_path / "target.toml"
    file.write_text('base_url = "http://127.0.0.1:1"\n[actor.admin]\ntoken = "t"\n')
    with pytest.raises(TargetError, match=r"actor is not known; did you mean actors\?"):
        load_target(file)


def test_one_refused_attribute_hides_no_other(tmp_path: Path) -> None:
    def reply(method: str, _: str, body: Any) -> tuple[int, Any]:
        if method == "POST" and "owner_id" in body:
            return 500, None
        return (201, {"id": 7, **body}) if method == "POST" else (404, None)

    paths = {
        "/cats": {
            "post": {
                "operationId": "postCats",
                "requestBody": {"content": {"application/json": {"schema": CAT}}},
                "responses": {"201": {"content": {"application/json": {"schema": CAT}}}},
            }
        },
        "/cats/{id}": document()["paths"]["/cats/{id}"],
    }
    schemas = {"Cat": {**THING, "properties": {**THING["properties"], "mood": {"type": "string"}}}}
    given = {**document(), "paths": paths, "components": {"schemas": schemas}}
    with world(tmp_path, reply, given) as (made, _):
        assert any("mood" in each.value for each in samples_of(made).of("Cat"))


def test_a_post_of_an_item_makes_what_the_client_has_named(tmp_path: Path) -> None:
    things = Things()
    post = {"operationId": "postThing", "parameters": NAME, "responses": told("201")}
    with world(tmp_path, things.reply, named_things({"post": post})) as (made, asked):
        assert made.valid("postThing").ok
        assert made.valid("postThing").ok
        assert made.valid("getThing").ok
        with pytest.raises(NotOurs):
            made.call("postThing", path={"name": "before"})
        assert made.cleanup.run() == []
    assert things.kept == {"before"}
    assert not [each for each in asked if "before" in each]


def test_ids_that_the_client_has_to_give_are_made_up(tmp_path: Path) -> None:
    texts = {"type": "array", "items": {"type": "string"}}
    numbers = {"type": "array", "items": {"type": "integer"}}
    for ids, is_known in ((texts, True), (numbers, False)):
        schema = {"type": "object", "required": ["ids"], "properties": {"ids": ids}}
        post = taking("postThing", "201")
        post["requestBody"] = {"content": {"application/json": {"schema": schema}}}
        with world(tmp_path, Things().reply, named_things({}, post=post)) as (made, _):
            if is_known:
                assert made.body_for("postThing")["ids"]
            else:
                with pytest.raises(NotChecked, match="no value for ids"):
                    made.body_for("postThing")


def test_where_nothing_is_required_too_much_may_be_refused(tmp_path: Path) -> None:
    def reply(_: str, path: str, body: Any) -> tuple[int, Any]:
        if len(body or {}) > 1:
            return 400, {"detail": "one of both"}
        return 201, {"name": f"clausecheck-abcdef-{path}", **body}

    schema = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    post = taking("postThing", "201")
    post["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    with world(tmp_path, reply, named_things({}, post=post)) as (made, _):
        assert made.create("postThing").body == {}
        assert set(made.body_for("postThing", {"b": "x"})) == {"b"}
        assert made.valid("postThing").ok


def test_a_sample_that_lacks_names_what_kept_it_from_being_shown(tmp_path: Path) -> None:
    given = document()
    given["paths"] = {
        "/apart/{apart_id}": {
            "get": {
                "operationId": "getApart",
                "parameters": [{**NAME[0], "name": "apart_id"}],
                "responses": told("200", {"$ref": "#/components/schemas/Apart"}),
            }
        },
        "/cats": {"get": {"operationId": "getCats", "responses": told("200", CAT)}},
    }
    given["components"] = {"schemas": {"Cat": THING, "Apart": NAMED}}
    with world(tmp_path, lambda *_: (500, None), given) as (made, _):
        with pytest.raises(NotChecked, match="apart_id"):
            samples_of(made).of("Apart")
        with pytest.raises(NotChecked, match="no answer holds a Cat"):
            samples_of(made).of("Cat")


def test_the_keys_of_a_map_are_ids_for_what_reads(tmp_path: Path) -> None:
    mapped = {"type": "object", "additionalProperties": {"type": "object"}}
    given = {
        **document(),
        "paths": {
            "/colors": {"get": {"operationId": "getColors", "responses": told("200", mapped)}},
            "/color/{name}": {
                "get": {"operationId": "getColor", "parameters": NAME, "responses": told("200")}
            },
        },
    }
    with world(tmp_path, lambda *_: (200, {"red": {"href": "x"}}), given) as (made, _):
        assert made.path_for("getColor") == {"name": "red"}


def test_the_values_of_a_map_are_samples(tmp_path: Path) -> None:
    mapped = {"type": "object", "additionalProperties": CAT}
    given = document()
    given["paths"] = {
        "/cats": {"get": {"operationId": "getCats", "responses": told("200", mapped)}}
    }
    given["components"] = {"schemas": {"Cat": THING}}
    with world(tmp_path, lambda *_: (200, {"tom": {"name": "Tom"}}), given) as (made, _):
        assert [each.value["name"] for each in samples_of(made).of("Cat")] == ["Tom"]


def test_what_may_not_be_sent_is_given_up_early(tmp_path: Path) -> None:
    given = document()
    post = taking("postRun", "201")
    names = [f"attribute_{at}" for at in range(10)]
    properties = {name: {"type": "string", "minLength": 1} for name in names}
    schema = {"type": "object", "required": names, "properties": properties}
    post["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    given["paths"] = {"/run": {"post": post}}
    with world(tmp_path, lambda *_: (201, None), given) as (made, asked):
        clause = made.contract.about_answers["postRun"]
        trial = Trial(clause, made, Judge(made.contract, print), print)
        tried = 0
        for generated in Engine(made.document).fixed("post", "/run"):
            trial.attempt(generated)
            tried += 1
            if trial.is_hopeless:
                break
    assert tried == UNSENT
    assert "an action" in trial.refused
    assert asked == []


def test_what_an_odd_request_removes_is_made_anew_for_the_next(tmp_path: Path) -> None:
    """Its number may be somebody else's by then: the next one is not sent there."""
    given, ids = document(), count(7)
    given["paths"]["/cats/{id}"]["delete"]["parameters"] += [
        {"name": each, "in": "query", "schema": {"type": "boolean"}} for each in ("now", "all")
    ]

    def reply(method: str, _: str, body: Any) -> tuple[int, Any]:
        return (201, {**body, "id": next(ids)}) if method == "POST" else (204, None)

    with world(tmp_path, reply, given) as (made, asked):
        clause = made.contract.about_answers["deleteCatsId"]
        Trial(clause, made, Judge(made.contract, print), print).oddly()
    removed = [each.partition("?")[0] for each in asked if each.startswith("DELETE")]
    assert len(set(removed)) == len(removed) == len(("now", "all"))


def test_an_id_that_is_required_is_of_what_the_run_makes(tmp_path: Path) -> None:
    schema = {"type": "object", "required": ["thing_id"], "properties": {"thing_id": {}}}
    schema["properties"]["thing_id"] = {"type": "string", "format": "uuid"}
    post = taking("postPart", "201")
    post["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    given = named_things({}, post=taking("postThing", "201"))
    given["paths"]["/parts"] = {"post": post}
    with world(tmp_path, Things().reply, given) as (made, _):
        assert made.body_for("postPart") == {"thing_id": made.shared("postThing").path["name"]}


def test_a_default_is_the_payloads_and_need_not_be_shown_everywhere(tmp_path: Path) -> None:
    number = {"type": "integer", "default": 0}
    sent = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    sent["properties"] |= {"slots": number, "rank": {"type": "integer"}}
    made_of = {**sent, "properties": {**sent["properties"], "rank": {**number, "default": 1}}}
    post = taking("postThing", "201")
    post["requestBody"] = {"content": {"application/json": {"schema": sent}}}
    post["responses"] = told("201", made_of)
    with world(tmp_path, Things().reply, named_things({}, post=post)) as (made, _):
        defaults = [each for each in made.contract.clauses if each.word == "default"]
        assert [each.id for each in defaults] == ["postThing.slots.default"]
        with pytest.raises(NotChecked, match="no answer shows slots"):
            check_of("default")(defaults[0], made)


def test_a_put_keeps_the_name_of_its_path(tmp_path: Path) -> None:
    """What is prepared by a PUT is looked for in its place."""
    things = Things()
    given = named_things(
        {"put": taking("putThing", "200", parameters=NAME)}, post=taking("postThing", "201")
    )

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        return things.reply("PATCH" if method == "PUT" else method, path, body)

    with world(tmp_path, reply, given) as (made, asked):
        path = made.create("postThing").path
        assert settle(made, made.operation("getThing"), path) == {"name": path["name"]}
        assert made.valid("putThing").ok
        assert made.call("putThing", path=path, body={"name": f"{path['name']}-new"}).ok
        assert made.cleanup.run() == []
    assert things.kept == {"before"}
    assert [each for each in asked if each.startswith("PUT")]
