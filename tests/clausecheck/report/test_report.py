"""The files a report consists of, from the data of contract.json."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from clausecheck.report.files import since, write_files
from clausecheck.report.github import commands, main, summary
from clausecheck.report.page import page
from clausecheck.report.sarif import sarif
from sarif_schema import SARIF_SCHEMA, sarif_schema


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
        "standing": None,
        "listed": None,
        "deviation": None,
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
        "document": {"title": "Rooms", "version": "5", "file": "spec/openapi.yaml", "clauses": 4},
        "target": {"base_url": "http://127.0.0.1:8000", "actors": ["admin", "member"]},
        "run": {
            "started": "2027-01-31",
            "seconds": 3,
            "requests": 9,
            "depth": "quick",
            "seed": 1,
            "shortened": ["test_workflow[0]"],
        },
        "since": None,
        "remarks": ["200 in place of nothing <b>"],
        "verdict": "broken",
        "passes": False,
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
    assert "<li>200 in place of nothing &lt;b&gt;</li>" in html
    assert "Cut short by the clock, as the target is slow: test_workflow[0]" in html
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "no room_to_unshare_id" in html
    assert 'src="http' not in html
    assert 'href="http' not in html


def listed(standing: str) -> dict[str, Any]:
    entry = {"reason": "mended in May", "expires": "2027-05-31"}
    return {
        "standing": standing,
        "listed": entry,
        "deviation": entry if standing == "known" else None,
    }


def test_sarif_points_at_the_line_of_each_broken_clause(report: dict[str, Any]) -> None:
    run = sarif(report)["runs"][0]
    assert [each["ruleId"] for each in run["results"]] == ["listRooms.403.no_settings_permission"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {
        "uri": "spec/rooms/rooms.yaml",
        "uriBaseId": "SRCROOT",
    }
    assert location["region"]["startLine"] == 7
    assert run["tool"]["driver"]["rules"][0]["id"] == run["results"][0]["ruleId"]


def test_sarif_keeps_its_schema(report: dict[str, Any]) -> None:
    """With every kind of result: placed here and elsewhere, known, and an entry that can go."""
    if not SARIF_SCHEMA.exists():
        lack = pytest.fail if os.environ.get("CLAUSEKIT_REQUIRE_TOOLS") else pytest.skip
        lack("SARIF's schema is not installed: make browser")
    broken = report["clauses"][1]
    outside = {"file": "/usr/lib/my api/openapi.yaml", "line": 3}
    report["clauses"] += [
        {**broken, "id": "a.known", **listed("known")},
        {**broken, "id": "b.expired", **listed("expired"), "place": outside},
        clause("c.repaired", "kept", **listed("repaired")),
    ]
    log = sarif(report)
    assert len(log["runs"][0]["results"]) == 3
    schema = sarif_schema()
    assert [str(each) for each in schema.iter_errors(log)] == []
    assert not schema.is_valid({**log, "runs": [{"results": [{"message": 3}]}]})


def test_an_expired_deviation_is_told_as_such_and_once(report: dict[str, Any]) -> None:
    """A new break says nothing of a file of deviations; of an expired one it says since when."""
    broken = report["clauses"][1]
    expired = {**broken, "id": "b.expired", "sentence": "B stands.", **listed("expired")}
    report["clauses"].append(expired)
    why = "Known deviation that expired on 2027-05-31: mended in May."
    of_new, of_expired = [each["message"]["text"] for each in sarif(report)["runs"][0]["results"]]
    assert why in of_expired
    new, old = [each for each in commands(report) if each.startswith("::error ")]
    assert why in old
    assert not any("deviation" in each for each in (new, of_new))
    shown, _, every = page(report).partition("<h2>Every clause</h2>")
    assert shown.count("<h3>B stands.</h3>") == 1
    assert "clauses broken alike" not in shown, "the cause of new breaks is told of those alone"
    assert shown.index("the known deviation has expired</h2>") < shown.index("B stands.")
    assert "mended in May" in shown
    report["clauses"][-1] |= {**listed("known"), "id": "b.known"}
    assert '<article class="listed"><h3>B stands.</h3>' in page(report)
    assert "<article><h3>B stands.</h3>" in shown
    assert '<span class="badge broken">broken, expired</span>' in every


def test_a_card_tells_each_cause_once(report: dict[str, Any]) -> None:
    broken = report["clauses"][1]
    failure = {**broken["failures"][0], "observed": "500 at /rooms/1"}
    others = [{**failure, "observed": f"500 at /rooms/{each}"} for each in (2, 3)]
    broken["failures"] = [failure, *others, {**failure, "expected": "401"}]
    shown, _, _ = page(report).partition("<h2>Every clause</h2>")
    assert shown.count("<dt>Observed</dt>") == 2
    assert "500 at /rooms/1 (seen 3 times)" in shown


def test_at_most_ten_annotations_and_a_count(report: dict[str, Any]) -> None:
    broken = report["clauses"][1]
    report["clauses"] = [
        {**broken, "id": f"known.{each}", **listed("known")} for each in range(3)
    ] + [{**broken, "id": f"new.{each}"} for each in range(9)]
    report["clauses"][4]["place"] = {"file": "/site-packages/openapi.yaml", "line": 1}
    said = list(commands(report))
    assert len(said) == 10
    assert [each.startswith("::error ") for each in said] == [True] * 8 + [False] * 2
    assert said[8].startswith("::warning ")
    assert "Known deviation until 2027-05-31: mended in May." in said[8]
    assert said[9].startswith("::notice::3 broken clauses have no annotation")
    assert "site-packages" not in "".join(said)


def test_what_breaks_alike_is_one_card(report: dict[str, Any]) -> None:
    broken = report["clauses"][1]
    report["clauses"] = [
        {
            **broken,
            "id": f"op{each}.403",
            "failures": [{**broken["failures"][0], "observed": f"500 at /rooms/{each}"}],
        }
        for each in range(11)
    ]
    html = page(report)
    assert html.count("<article") == 1
    assert "11 clauses broken alike" in html
    assert "500 at /rooms/..." in html


def test_a_run_is_compared_with_the_last_one(report: dict[str, Any], tmp_path: Path) -> None:
    write_files(tmp_path, report)
    now = deepcopy(report)
    now["clauses"][0] |= {"verdict": "broken", "failures": report["clauses"][1]["failures"]}
    now["clauses"][1] |= {"verdict": "kept", "failures": []}
    compared = since(now, tmp_path / "contract.json")
    assert compared == {
        "started": "2027-01-31",
        "broken": ["listRooms.200.success"],
        "mended": ["listRooms.403.no_settings_permission"],
    }
    html = page({**now, "since": compared})
    assert "Newly broken: 1" in html
    assert "Mended: 1" in html
    other = {**now, "document": {**now["document"], "title": "Another API"}}
    assert since(other, tmp_path / "contract.json") is None
    (tmp_path / "contract.json").write_text("[]")
    assert since(now, tmp_path / "contract.json") is None
    assert since(now, tmp_path / "nowhere.json") is None


def test_an_answer_cannot_start_a_command_or_break_the_table(report: dict[str, Any]) -> None:
    (line,) = commands(report)
    assert line.startswith("::error file=spec/rooms/rooms.yaml,line=7,title=listRooms.403")
    assert "\n" not in line
    (row,) = [each for each in summary(report).splitlines() if "alert" in each]
    assert row.count("|") == 4
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
