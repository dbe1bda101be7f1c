"""The files a report consists of, from the data of contract.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.report.github import commands, main, summary
from clausecheck.report.page import page
from clausecheck.report.sarif import sarif


def clause(id: str, verdict: str, **more: Any) -> dict[str, Any]:  # noqa: A002 - the field's name
    operation = id.split(".", 1)[0]
    return {
        "id": id,
        "word": "causes",
        "sentence": f"{operation} keeps <{id}>.",
        "place": {"file": "spec/rooms/rooms.yaml", "line": 7},
        "operation": operation,
        "schema": None,
        "attribute": None,
        "actor": more.pop("actor", None),
        "status": None,
        "verdict": verdict,
        "reason": None,
        "requests": 1,
        "failures": [],
        **more,
    }


@pytest.fixture
def report() -> dict[str, Any]:
    failure = {
        "expected": "403",
        "observed": "200 with | <script>alert(1)</script>\n::error::injected",
        "curl": "curl -H 'Authorization: Token $TOKEN_MEMBER' http://127.0.0.1/",
        "seen_in": "listRooms.403.no_settings_permission",
    }
    return {
        "schema": 1,
        "tool": {"name": "clausekit", "version": "0.1.0"},
        "document": {"title": "Rooms", "version": "5", "file": "spec/openapi.yaml"},
        "target": {"base_url": "http://127.0.0.1:8000", "actors": ["admin", "member"]},
        "run": {
            "started": "2027-01-31",
            "seconds": 3,
            "requests": 9,
            "depth": "quick",
            "seed": 1,
            "shortened": ["test_workflow[0]"],
        },
        "verdict": "broken",
        "headline": "1 of 4 clauses is broken",
        "summary": {"kept": 1, "broken": 1, "not checked": 1, "waived": 1},
        "clauses": [
            clause("listRooms.200.success", "kept", actor="admin"),
            clause(
                "listRooms.403.no_settings_permission",
                "broken",
                actor="member",
                failures=[failure],
            ),
            clause("deleteRoom.unshares", "not checked", reason="no room_to_unshare_id"),
            clause("Room.display_name.display_name", "waived", reason="share names are invisible"),
        ],
    }


def test_the_page_shows_every_clause_and_runs_nothing_of_the_target(report: dict[str, Any]) -> None:
    html = page(report)
    for each in report["clauses"]:
        assert f'id="{each["id"]}"' in html
    assert "Cut short by the clock, as the target is slow: test_workflow[0]" in html
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "no room_to_unshare_id" in html
    assert 'src="http' not in html
    assert 'href="http' not in html


def test_sarif_points_at_the_line_of_each_broken_clause(report: dict[str, Any]) -> None:
    run = sarif(report)["runs"][0]
    assert [each["ruleId"] for each in run["results"]] == ["listRooms.403.no_settings_permission"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "spec/rooms/rooms.yaml"
    assert location["region"]["startLine"] == 7
    assert run["tool"]["driver"]["rules"][0]["id"] == run["results"][0]["ruleId"]


def test_an_answer_cannot_start_a_command_or_break_the_table(report: dict[str, Any]) -> None:
    (line,) = commands(report)
    assert line.startswith("::error file=spec/rooms/rooms.yaml,line=7,title=listRooms.403")
    assert "\n" not in line
    row = summary(report).splitlines()[-1]
    assert "\\|" in row
    assert "<script>" not in row


def test_the_summary_goes_where_github_wants_it(
    report: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "contract.json").write_text(json.dumps(report), encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main([str(tmp_path / "contract.json")]) == 0
    assert capsys.readouterr().out.count("::error ") == 1
    assert "1 of 4 clauses is broken" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_missing_report_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere.json"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
