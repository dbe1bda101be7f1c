"""What was there before a run is never its own, whatever an answer calls created."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clausecheck.failures import NotChecked, NotOurs
from clausecheck.world.world import World
from things import world

LABEL = {"type": "object", "properties": {"color": {"enum": ["red", "blue"]}}}
NOTE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
POST = {"type": "object", "properties": {"title": {"type": "string"}}}
ACK = {"type": "object", "properties": {"ok": {"type": "boolean"}}}
NEW = "1d0e6a4c-93a3-4f6e-8a3c-0d7b1f4b7a11"


def content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def document(
    shown: str = "Thing", status: str = "201", *, listed: bool = True, read: bool = True
) -> dict[str, Any]:
    """Things; a POST answers `shown`. There are posts, too."""

    def operation(name: str, code: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "operationId": name,
            "responses": {code: {"description": "", **content(schema)}},
        }

    id_ = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    create = {**operation("make", status, ref(shown)), "requestBody": content(ref("Sent"))}
    collection = {"post": create}
    if listed:
        collection["get"] = operation("list", "200", {"type": "array", "items": ref("Thing")})
    change = {**operation("change", "200", ref("Thing")), "requestBody": content(ref("Sent"))}
    gone = {"operationId": "remove", "responses": {"204": {"description": ""}}}
    item = {"parameters": [id_], "patch": change, "delete": gone}
    if read:
        item["get"] = operation("read", "200", ref("Thing"))
    posts = {"parameters": [id_], "get": operation("readPost", "200", ref("Post"))}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": collection, "/things/{id}": item, "/posts/{id}": posts},
        "components": {"schemas": {"Thing": NOTE, "Sent": NOTE, "Post": POST, "Ack": ACK}},
    }


def of_labels(status: str = "201", **more: Any) -> dict[str, Any]:
    found = document(status=status, **more)
    found["components"]["schemas"] |= {"Thing": LABEL, "Sent": {**LABEL, "required": ["color"]}}
    return found


def created(made: World) -> str:
    return made.create("make").path["id"]


def leaves(made: World, asked: list[str], id_: Any) -> None:
    """Neither changed nor removed: not by a check, nor in the end."""
    for each in ("change", "remove"):
        body = {"body": {"text": made.text()}} if each == "change" else {}
        with pytest.raises(NotOurs):
            made.call(each, path={"id": str(id_)}, **body)
    made.cleanup.run()
    assert not [each for each in asked if each.startswith(("PATCH", "DELETE"))]


def giving(
    there: dict[str, Any], answer: Callable[[Any], dict[str, Any]], status: int = 201
) -> Callable[[str, str, Any], tuple[int, Any]]:
    """`there` is what was there before, by id."""

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "POST":
            return status, answer(body)
        last = path.removeprefix("/things").strip("/")
        if not last:
            return 200, list(there.values())
        return (200, there[last]) if last in there else (404, None)

    return reply


@pytest.mark.parametrize("id_", [7, NEW], ids=["number", "uuid"])
def test_what_a_list_has_shown_is_somebodys(tmp_path: Path, id_: Any) -> None:
    """A 201 gives back the label of that colour, which shows everything that was sent."""
    red = {"id": id_, "color": "red"}
    with world(tmp_path, giving({str(id_): red}, lambda _: red), of_labels()) as (made, asked):
        with pytest.raises(NotChecked, match="of something new"):
            created(made)
        with pytest.raises(NotOurs, match="was there before this run"):
            created(made)
        leaves(made, asked, id_)
    assert asked.count("POST /things") == 1


@pytest.mark.parametrize("status", ["200", "201"])
def test_what_is_overwritten_is_not_sent_twice(tmp_path: Path, status: str) -> None:
    """The run's mark in an answer is no proof: it may stand in what was there."""

    def answer(body: Any) -> dict[str, Any]:
        return {"id": 1, "text": body["text"]}

    reply = giving({"1": {"id": 1, "text": "theirs"}}, answer, int(status))
    with world(tmp_path, reply, document(status=status)) as (made, asked):
        for _ in range(3):
            with pytest.raises(NotChecked):
                created(made)
        leaves(made, asked, 1)
    assert asked.count("POST /things") == 1


def test_nothing_is_sent_where_every_value_is_taken(tmp_path: Path) -> None:
    there = {str(n): {"id": n, "color": each} for n, each in enumerate(["red", "blue"])}
    reply = giving(there, lambda _: there["0"], 200)
    taken = pytest.raises(NotOurs, match="each color that make may have is there already")
    with world(tmp_path, reply, of_labels("200")) as (made, asked), taken:
        created(made)
    assert asked == ["GET /things"]


def test_a_value_that_several_have_tells_nobody_apart(tmp_path: Path) -> None:
    there = {str(n): {"id": n, "color": each} for n, each in enumerate(["red", "blue", "red"])}
    reply = giving(there, lambda body: {"id": 9, **body}, 201)
    with world(tmp_path, reply, of_labels()) as (made, _):
        assert created(made) == "9"


def test_a_second_one_that_is_refused_may_be_tried(tmp_path: Path) -> None:
    there = {str(n): {"id": n, "color": each} for n, each in enumerate(["red", "blue"])}
    given = of_labels()
    given["paths"]["/things"]["post"]["responses"]["409"] = {"description": "There already."}
    refused = pytest.raises(NotChecked, match="answered 409")
    with world(tmp_path, giving(there, lambda _: {}, 409), given) as (made, _), refused:
        created(made)


def test_the_list_is_read_once(tmp_path: Path) -> None:
    ids = iter(range(5, 9))
    reply = giving({}, lambda body: {"id": next(ids), **body})
    with world(tmp_path, reply, document()) as (made, asked):
        assert [created(made) for _ in range(3)] == ["5", "6", "7"]
        made.call("remove", path={"id": "5"})
    assert asked == ["GET /things", *["POST /things"] * 3, "DELETE /things/5"]


@pytest.mark.parametrize("id_", [4, NEW], ids=["number", "uuid"])
def test_the_id_of_another_resource_is_none_of_ours(tmp_path: Path, id_: Any) -> None:
    """POST of a comment shows the post that it belongs to."""
    reply = giving({}, lambda body: {"id": id_, "title": body["text"]})
    with world(tmp_path, reply, document("Post")) as (made, asked):
        with pytest.raises(NotChecked, match="of something new"):
            created(made)
        leaves(made, asked, id_)


@pytest.mark.parametrize("listed", [True, False])
def test_a_number_of_something_else_is_none_of_ours(tmp_path: Path, listed: bool) -> None:  # noqa: FBT001
    """The answer tells the number of the request; what has that number shows another text.

    It came between the list and the POST, or nothing lists it.
    """
    there: dict[str, Any] = {}

    def answer(_: Any) -> dict[str, Any]:
        there["1"] = {"id": 1, "text": "theirs"}
        return {"ok": True, "id": 1}

    with world(tmp_path, giving(there, answer), document("Ack", listed=listed)) as (made, asked):
        with pytest.raises(NotChecked, match="of something new"):
            created(made)
        leaves(made, asked, 1)


@pytest.mark.parametrize("listed", [True, False])
def test_what_shows_what_was_sent_is_ours(tmp_path: Path, listed: bool) -> None:  # noqa: FBT001
    there: dict[str, Any] = {}

    def answer(body: Any) -> dict[str, Any]:
        there["1"] = {"id": 1, **body}
        return {"ok": True, "id": 1}

    with world(tmp_path, giving(there, answer), document("Ack", listed=listed)) as (made, asked):
        assert created(made) == "1"
        made.call("remove", path={"id": "1"})
    assert asked.count("GET /things/1") == 1
    assert asked[-1] == "DELETE /things/1"


@pytest.mark.parametrize("id_", [1, NEW], ids=["number", "uuid"])
def test_without_a_list_another_text_is_somebodys(tmp_path: Path, id_: Any) -> None:
    """The caller's only cart is given back."""
    reply = giving({}, lambda _: {"id": id_, "text": "christmas gifts"})
    with world(tmp_path, reply, document(listed=False, read=False)) as (made, asked):
        with pytest.raises(NotChecked):
            created(made)
        leaves(made, asked, id_)


def test_without_a_list_few_values_prove_nothing(tmp_path: Path) -> None:
    reply = giving({}, lambda body: {"id": 1, **body})
    with world(tmp_path, reply, of_labels(listed=False)) as (made, asked):
        with pytest.raises(NotChecked):
            created(made)
        leaves(made, asked, 1)


def test_a_uuid_that_an_answer_has_shown_is_somebodys(tmp_path: Path) -> None:
    reply = giving({NEW: {"id": NEW, "color": "red"}}, lambda body: {"id": NEW, **body})
    with world(tmp_path, reply, of_labels(listed=False)) as (made, asked):
        made.call("read", path={"id": NEW})
        with pytest.raises(NotChecked):
            created(made)
        leaves(made, asked, NEW)


def test_a_long_list_excludes_what_it_shows_alone(tmp_path: Path) -> None:
    """Its later pages are not read: a label there may have any number, or any UUID."""
    given = of_labels()
    page = {"style": "page", "parameter": "page"}
    given["paths"]["/things"]["get"] |= {
        "x-contract": {"pagination": page},
        "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
    }

    def reply(method: str, path: str, body: Any) -> tuple[int, Any]:
        number = int(path.partition("page=")[2] or 1)
        page = [{"id": number * 10 + n, "color": "red"} for n in range(2)]
        return (201, {"id": 9000, **body}) if method == "POST" else (200, page)

    with world(tmp_path, reply, given) as (made, asked):
        with pytest.raises(NotChecked):
            created(made)
        leaves(made, asked, 9000)
    assert len([each for each in asked if each.startswith("GET /things")]) <= 21
