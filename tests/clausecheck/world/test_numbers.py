"""A number that a deletion has freed may be somebody else's: nothing of theirs is removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clausecheck.world.leftover import MARK, Removal
from clausecheck.world.sweeping import leftovers
from clausecheck.world.world import World
from things import told, world

NUMBER = {"type": "integer"}
NAMED = {"id": NUMBER, "name": {"type": "string"}}
TASK = {"type": "object", "properties": {**NAMED, "list_id": NUMBER, "done": NUMBER}}
LIST = {"type": "object", "properties": NAMED}


def collection(kind: str, schema: Any, shows: str) -> dict[str, Any]:
    """`shows`: item, list, both or none."""
    path = [{"name": "id", "in": "path", "required": True, "schema": NUMBER}]
    sent = {"content": {"application/json": {"schema": schema}}}
    items: dict[str, Any] = {"delete": {"parameters": path, "responses": told("204")}}
    both: dict[str, Any] = {"post": {"requestBody": sent, "responses": told("201", schema)}}
    if shows in {"item", "both"}:
        items["get"] = {"parameters": path, "responses": told("200", schema)}
    if shows in {"list", "both"}:
        both["get"] = {"responses": told("200", {"type": "array", "items": schema})}
    return {f"/{kind}": both, f"/{kind}/{{id}}": items}


class Numbers:
    """The next number is one more than the greatest; tasks go with their list."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, Any]] = {"lists": {1: {"id": 1}}, "tasks": {}}
        self.last = 0
        """A number that was given, and is not given again."""
        self.deaf = False
        """Deletions answer 404."""

    def add(self, kind: str, row: Any) -> Any:
        number = max(self.rows[kind], default=self.last) + 1
        self.rows[kind][number] = {**row, "id": number}
        return self.rows[kind][number]

    def reply(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        kind, _, number = path.strip("/").partition("/")
        rows = self.rows[kind]
        if not number:
            return (201, self.add(kind, body)) if method == "POST" else (200, [*rows.values()])
        if int(number) not in rows or (self.deaf and method == "DELETE"):
            return 404, None
        if method != "DELETE":
            return 200, rows[int(number)]
        del rows[int(number)]
        if kind == "lists":
            tasks = self.rows["tasks"]
            gone = [each for each in tasks if tasks[each].get("list_id") == int(number)]
            for each in gone:
                del tasks[each]
        return 204, None


@contextmanager
def numbers(folder: Path, shows: str) -> Iterator[tuple[World, Numbers, list[str]]]:
    service = Numbers()
    paths = {**collection("lists", LIST, "both"), **collection("tasks", TASK, shows)}
    given = {"openapi": "3.1.0", "info": {"title": "Tasks", "version": "1"}, "paths": paths}
    with world(folder, service.reply, given) as (made, asked):
        yield made, service, asked


@pytest.mark.parametrize("shows", ["item", "list", "none"])
@pytest.mark.parametrize("theirs", [{"done": 0, "list_id": 1}, {}])
def test_what_another_deletion_took_along_is_somebody_elses_by_now(
    shows: str, theirs: Any, tmp_path: Path
) -> None:
    with numbers(tmp_path, shows) as (made, service, _):
        above = made.create("postLists").path["id"]
        sent = {"done": 0, "list_id": int(above)} if theirs else {}
        made.create("postTasks", sent)
        assert made.call("deleteListsId", path={"id": above}).ok
        service.rows["tasks"].clear()
        row = service.add("tasks", theirs)
        left = made.cleanup.run()
        assert service.rows["tasks"] == {1: row}
    assert left == ["deleteTasksId 1: perhaps somebody else's by now"]


@pytest.mark.parametrize("shows", ["item", "list", "none"])
def test_what_nothing_has_freed_is_removed(shows: str, tmp_path: Path) -> None:
    """Whether there is anything to know it by or not."""
    with numbers(tmp_path, shows) as (made, service, _):
        for sent in ({"done": 0}, {}):
            made.create("postTasks", sent)
        assert made.call("deleteListsId", path=made.create("postLists").path).ok
        assert made.cleanup.run() == []
        assert service.rows["tasks"] == {}


@pytest.mark.parametrize("shows", ["item", "list"])
def test_what_went_along_is_not_left_behind(shows: str, tmp_path: Path) -> None:
    """Nobody has to send its deletion, which may reach somebody else's."""
    with numbers(tmp_path, shows) as (made, _, asked):
        above = made.create("postLists").path["id"]
        for _ in range(2):
            made.create("postTasks", {"list_id": int(above)})
        assert shows == "list" or made.call("getTasksId", path={"id": "1"}).ok
        assert made.call("deleteListsId", path={"id": above}).ok
        assert made.cleanup.run() == []
    assert not [each for each in asked if each.startswith("DELETE /tasks")]


@pytest.mark.parametrize("shows", ["list", "both"])
def test_what_a_run_has_left_is_looked_at_again_before_it_is_removed(
    shows: str, tmp_path: Path
) -> None:
    """The newest first, as parts are made after what holds them."""
    with numbers(tmp_path, shows) as (made, service, _):
        above = service.add("lists", {"name": "clausecheck-0123ab-8"})
        for count in (9, 10, 11):
            service.add("tasks", {"name": f"clausecheck-0123ab-{count}", "list_id": above["id"]})
        found = leftovers(made, MARK)
        assert [each.name[-2:] for each in found] == ["11", "10", "-9", "-8"]
        assert found[0].remove() == Removal(removed=True)
        service.rows["tasks"].clear()
        theirs = service.add("tasks", {"name": "theirs", "list_id": 1})
        assert found[1].remove() == Removal()
        assert found[2].remove() == Removal(why="perhaps somebody else's by now")
        assert found[3].remove() == Removal(removed=True)
        assert service.rows["tasks"] == {1: theirs}
