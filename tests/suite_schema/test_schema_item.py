"""The items under schemathesis name the clause that is broken, and only that one."""

from __future__ import annotations

from suite_runner import Runner

QUICK = ("--contract-depth", "quick")


def test_the_mock_keeps_every_clause(suite: Runner) -> None:
    outcome = suite.run("test_responses", arguments=QUICK)
    assert outcome.exit_code == 0, outcome.output
    assert len(outcome.having("kept")) == 31


def test_faults_of_operations(suite: Runner) -> None:
    faults = "crash_on_payload,crash_on_text,crash_on_id,other_status,html"
    outcome = suite.run("test_responses", faults=faults, arguments=("--contract-depth", "standard"))
    assert outcome.having("broken") == {
        "createBrand.responses",
        "createRoom.responses",
        "retrieveRoomOverview.responses",
        "deleteBrand.responses",
        "listSystemTags.responses",
    }
    (failure,) = outcome.failures["createRoom.responses"]
    assert failure["observed"].startswith("500 ")
    assert "language_code" not in failure["curl"], "shrunk to what is needed"


def test_faults_of_attributes(suite: Runner) -> None:
    faults = "wrong_type,wrong_nested,left_out,online_while_closed"
    outcome = suite.run("test_responses", faults=faults, arguments=QUICK)
    assert outcome.having("broken") == {
        "Room.is_service_hours_enabled.type",
        "User.is_bot.type",
        "Room.display_name.type",
        "Room.condition.online_only_if_open",
    }


def test_a_server_that_is_down(suite: Runner) -> None:
    outcome = suite.run("test_responses", faults="down", arguments=QUICK)
    assert outcome.exit_code != 0
    assert not outcome.having("kept")
    assert "Traceback" not in outcome.output
    assert "listRooms.responses" in outcome.having("broken")
