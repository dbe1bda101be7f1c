"""The items under schemathesis name the clause that is broken, and only that one."""

from __future__ import annotations

from collections.abc import Callable

from running import Done

Run = Callable[..., Done]


def test_the_mock_keeps_every_clause(suite: Run) -> None:
    outcome = suite("test_responses")
    assert outcome.code == 0, outcome.out
    assert len(outcome.ids("kept")) == 31


def test_faults_of_operations(suite: Run) -> None:
    faults = "crash on payload,crash on text,crash on id,other status,html"
    outcome = suite("test_responses", faults=faults, depth="standard")
    assert outcome.ids("broken") == {
        "createBrand.responses",
        "createRoom.responses",
        "retrieveRoomOverview.responses",
        "deleteBrand.responses",
        "listSystemTags.responses",
    }
    (failure,) = outcome.clauses["createRoom.responses"]["failures"]
    assert failure["observed"].startswith("500 ")
    assert "language_code" not in failure["curl"], "shrunk to what is needed"


def test_faults_of_attributes(suite: Run) -> None:
    faults = "wrong type,wrong nested,left out,online while closed"
    outcome = suite("test_responses", faults=faults)
    assert outcome.ids("broken") == {
        "Room.is_service_hours_enabled.type",
        "User.is_bot.type",
        "Room.display_name.type",
        "Room.condition.online_only_if_open",
    }


def test_a_server_that_is_down(suite: Run) -> None:
    outcome = suite("test_responses", faults="down")
    assert outcome.code != 0
    assert not outcome.ids("kept")
    assert "Traceback" not in outcome.out
    assert "listRooms.responses" in outcome.ids("broken")
