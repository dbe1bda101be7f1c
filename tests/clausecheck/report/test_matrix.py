"""Implementations side by side, and a badge for each."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from clausecheck.report.matrix import badge, by_name
from written_reports import clause, run, written


def test_implementations_stand_side_by_side(tmp_path: Path) -> None:
    one = written(tmp_path / "one", clause("a.1", "kept"), clause("b.1", "broken"))
    two = written(tmp_path / "two", clause("a.1", "kept"), clause("c.1", "broken", "known"))
    done = run("matrix", f"<flask>={one}", two, two, "--output", str(tmp_path / "site"))
    assert done.exit_code == 0, done.output
    page = (tmp_path / "site" / "index.html").read_text()
    assert "&lt;flask&gt;" in page
    assert "http://127.0.0.1:1 (2)" in page
    rows = {
        found[0]: re.findall(r"<td class=\"([^\"]*)\"", found[1])
        for found in re.findall(r"class=\"where\">([^<]+)</span></th>(.*?)</tr>", page, re.DOTALL)
    }
    assert rows == {
        "a.1": ["kept", "kept", "kept"],
        "b.1": ["broken", "", ""],
        "c.1": ["", "known", "known"],
    }
    assert page.count("data-differs") == 2
    assert re.findall(r'<td class="( none)?">(\d)</td>', page) == [("", "1")] * 3
    badges = sorted(each.name for each in (tmp_path / "site").glob("*.svg"))
    assert badges == ["flask.svg", "http-127.0.0.1-1-2.svg", "http-127.0.0.1-1.svg"]


def test_a_run_that_did_not_pass_is_marked_and_what_was_not_run_counted(tmp_path: Path) -> None:
    cut = written(tmp_path / "cut", clause("a.1", "kept"), verdict="incomplete", passes=False)
    lost = tmp_path / "lost"
    run("merge", written(tmp_path / "one", clause("a.1", "kept")), "--output", str(lost))
    whole = written(tmp_path / "whole", *(clause(each, "kept") for each in ("a.1", "b.1", "c.1")))
    for given, ended, unasked in (
        ([whole, cut, str(lost)], ["passed", "incomplete", "did not pass"], ["0", "2", "2"]),
        ([cut], ["incomplete"], ["2"]),
    ):
        done = run("matrix", *given, "--output", str(tmp_path / "site"))
        many = "1 implementation," if len(given) == 1 else "3 implementations,"
        assert many in done.stdout
        page = (tmp_path / "site" / "index.html").read_text()
        assert f"<h1>{many.removesuffix(',')} side by side" in page
        cells = {
            name: re.findall(r"<td[^>]*>([^<]*)</td>", row)
            for name, row in re.findall(
                r"<tr><th scope=\"row\">([^<]+)</th>(.*?)</tr>", page, re.DOTALL
            )
        }
        assert cells["the run"] == ended
        assert cells["not in the report"] == unasked


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["a b", "a-b", "a/b", "a-b-2"], ["a-b", "a-b-2", "a-b-3", "a-b-2-2"]),
        (["Flask", "flask"], ["Flask", "flask-2"]),
        (["../../x", "..", "/", "..\\y"], ["x", "badge", "badge-2", "y"]),
        (["日本", "中国"], ["日本", "中国"]),
        (["n" * 300, "n" * 301], ["n" * 80, f"{'n' * 80}-2"]),
    ],
)
def test_each_implementation_has_a_badge_of_its_own(
    tmp_path: Path, names: list[str], files: list[str]
) -> None:
    """Names that differ in signs or case alone, or that lead out of the folder."""
    report = written(tmp_path / "one", clause("a.1", "kept"))
    site = tmp_path / "deep" / "site"
    done = run("matrix", *(f"{each}={report}" for each in names), "--output", str(site))
    assert done.exit_code == 0, done.output
    every = {each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.svg")}
    assert every == {f"deep/site/{each}.svg" for each in files}


def test_names_stay_apart_where_a_number_is_one() -> None:
    one: dict[str, Any] = {"target": {"base_url": "x"}}
    given = [("a (2)", one), ("a", one), ("a", one), ("", one)]
    assert list(by_name(given)) == ["a (2)", "a", "a (3)", "x"]


def test_a_folder_with_an_equals_sign_is_a_folder(tmp_path: Path) -> None:
    report = written(tmp_path / "depth=quick", clause("a.1", "kept"))
    done = run("matrix", report, f"b={report}", "--output", str(tmp_path / "site"))
    assert done.exit_code == 0, done.output


def test_a_badge_says_the_worst_in_words_and_colour() -> None:
    def told(*clauses: dict[str, Any], unasked: int = 0, **changes: Any) -> tuple[str, str]:
        unlisted = [each for each in clauses if each["standing"] is None]
        verdict = "broken" if any(each["verdict"] == "broken" for each in unlisted) else "deviating"
        if "broken" not in {each["verdict"] for each in clauses}:
            verdict = "kept"
        document = {"clauses": len(clauses) + unasked}
        report = {"clauses": list(clauses), "document": document, "verdict": verdict, **changes}
        svg = badge(report, label='a < "b"')
        ET.fromstring(svg)
        shown = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
        colours = re.findall(r"fill=\"(#[0-9a-f]{6})\"", svg)
        return shown[1], colours[1]

    assert told(clause("a.1", "kept")) == ("1 of 1 kept", "#1a7f4b")
    assert told(clause("a.1", "kept"), clause("b.1", "not checked"))[0] == "1 of 2 kept"
    known = told(clause("a.1", "kept"), clause("b.1", "broken", "known"))
    assert known == ("1 of 2 kept", "#8a5a00")
    assert told(clause("a.1", "kept"), clause("b.1", "waived")) == ("1 of 1 kept", "#1a7f4b")
    assert told(clause("a.1", "waived")) == ("nothing checked", "#8a5a00")
    some = told(clause("a.1", "kept"), unasked=645)
    assert some == ("1 of 1 kept, 645 not run", "#8a5a00"), "of a selection none is green"
    cut = told(clause("a.1", "kept"), verdict="incomplete")
    assert cut == ("1 of 1 kept, incomplete", "#8a5a00")
    strict = told(clause("a.1", "kept"), passes=False)
    assert strict == ("1 of 1 kept, did not pass", "#8a5a00")
    assert told(clause("a.1", "broken")) == ("1 broken, 0 of 1 kept", "#b3261e")
    assert told() == ("nothing checked", "#8a5a00")
