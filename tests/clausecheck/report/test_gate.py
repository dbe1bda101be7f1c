"""The gate that action.yml and ci/gitlab.yml put into pipelines: their own line is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from clausecheck.report.summary import STANDINGS
from clausecheck.run.gate import FURTHER, SWITCHES, VALUES, GateError, arguments
from running import ROOT, ended, mock
from sarif_schema import SARIF_SCHEMA, sarif_schema

GATE = ("-P", "-m", "clausecheck.run.gate")


class Gate(NamedTuple):
    """What the script did."""

    code: int
    out: str
    err: str
    summary: str
    report: Path


def gate(folder: Path, **inputs: str) -> Gate:
    """Runs the gate as the action does, on few clauses."""
    summary = folder / "summary.md"
    environment = {
        **os.environ,
        "CONTRACT_FILE": "" if "CONTRACT_DOCUMENT" in inputs else "giosg",
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "CONTRACT_DEPTH": "quick",
        "GITHUB_WORKSPACE": str(folder),
        "PYTEST_ADDOPTS": "-k 'listBrands and ordering'",
        **inputs,
    }
    asked = [sys.executable, *GATE, str(folder / "report")]
    done = ended(asked, cwd=folder, env=environment)
    shown = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Gate(done.returncode, done.stdout, done.stderr, shown, folder / "report")


def test_a_kept_contract_passes(tmp_path: Path) -> None:
    done = gate(tmp_path)
    assert done.code == 0, done.out
    assert "::error" not in done.out
    assert "| word | broken | not checked | kept | waived |" in done.summary
    assert "| `ordering` |  |  | 3 |  |" in done.summary
    for name in ("contract.json", "index.html", "contract.sarif", "junit.xml"):
        assert (done.report / name).stat().st_size > 0


def repository(folder: Path) -> Path:
    """A repository of somebody who uses the action, with the document in a folder with a blank."""
    shutil.copytree(ROOT / "spec", folder / "api docs" / "spec")
    (folder / ".git").mkdir()
    return folder / "api docs" / "spec" / "openapi.yaml"


def test_a_break_fails_and_points_at_the_line(tmp_path: Path) -> None:
    document = repository(tmp_path)
    with mock("--without", "ordering") as target:
        done = gate(tmp_path, CONTRACT_TARGET=str(target), CONTRACT_DOCUMENT=str(document))
    assert done.code == 1, done.out
    annotated = re.findall(
        r"^::error file=([^,]+),line=(\d+),title=([^:]+)::", done.out, re.MULTILINE
    )
    broken = broken_in(done)
    assert broken
    assert annotated == [
        (each["place"]["file"], str(each["place"]["line"]), each["id"]) for each in broken
    ]
    assert all(file.startswith("api docs/spec/") for file, _, _ in annotated)
    assert all((tmp_path / file).is_file() for file, _, _ in annotated)
    assert "listBrands.ordering" in done.summary
    located = [each["locations"][0]["physicalLocation"] for each in results_of(done)]
    assert {each["artifactLocation"]["uriBaseId"] for each in located} == {"SRCROOT"}
    assert all(each["artifactLocation"]["uri"].startswith("api%20docs/") for each in located)


def broken_in(done: Gate) -> list[dict[str, Any]]:
    clauses = json.loads((done.report / "contract.json").read_text())["clauses"]
    return [each for each in clauses if each["verdict"] == "broken"]


def results_of(done: Gate) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads((done.report / "contract.sarif").read_text())[
        "runs"
    ][0]["results"]
    return results


ENTRY = '[[deviation]]\nclause = "{}"\nreason = "being mended"\nexpires = {}\n'
IDS = [f"listBrands.ordering.{each}" for each in ("created_at", "-created_at", "default")]


def test_known_deviations_pass_until_they_expire(tmp_path: Path) -> None:
    listed = tmp_path / "deviations.toml"
    with mock("--without", "ordering") as target:
        listed.write_text("".join(ENTRY.format(each, "2999-01-01") for each in IDS))
        known = gate(tmp_path, CONTRACT_TARGET=str(target), CONTRACT_DEVIATIONS=str(listed))
        accepted, suppressed = accepted_in(known), results_of(known)
        junit = (known.report / "junit.xml").read_text()
        page = (known.report / "index.html").read_text()
        listed.write_text("".join(ENTRY.format(each, "2001-01-01") for each in IDS))
        expired = gate(tmp_path, CONTRACT_TARGET=str(target), CONTRACT_DEVIATIONS=str(listed))
    assert known.code == 0, known.out
    entry = {"reason": "being mended", "expires": "2999-01-01"}
    assert accepted == dict.fromkeys(IDS, entry)
    assert {each["level"] for each in suppressed} == {"warning"}
    assert all(each["suppressions"][0]["status"] == "accepted" for each in suppressed)
    assert "<failure" not in junit
    assert junit.count('message="known deviation listBrands.ordering') == len(IDS)
    assert "### Known deviations: 3" in known.summary
    assert "<h2>Known deviations</h2>" in page
    assert "Every clause that was run is kept, but for 3 known deviations; " in known.out
    assert expired.code == 1, expired.out
    assert not accepted_in(expired)
    assert "suppressions" not in results_of(expired)[0]
    assert "### Broken, and the known deviation has expired: 3" in expired.summary
    assert (expired.report / "junit.xml").read_text().count("<failure") == len(IDS)


def accepted_in(done: Gate) -> dict[str, object]:
    """The known deviations that the report shows, by clause."""
    clauses = json.loads((done.report / "contract.json").read_text())["clauses"]
    return {each["id"]: each["deviation"] for each in clauses if each["deviation"]}


def test_a_repaired_deviation_is_told_and_fails_only_a_strict_gate(tmp_path: Path) -> None:
    listed = tmp_path / "deviations.toml"
    listed.write_text(ENTRY.format(IDS[2], "2999-01-01"))
    done = gate(tmp_path, CONTRACT_DEVIATIONS=str(listed))
    assert done.code == 0, done.out
    assert "Kept again: take the entry out of the file: 1" in done.summary
    assert "known deviation can go" in (done.report / "contract.sarif").read_text()
    assert "<h2>Kept again" in (done.report / "index.html").read_text()
    (notice,) = re.findall("^::.*$", done.out, re.MULTILINE)
    assert re.match(rf"::notice title={IDS[2]}::.* Kept again: take", notice)
    assert "fails by" not in done.out
    suite = ET.parse(done.report / "junit.xml").getroot()[0]
    assert [each.get("name") for each in suite.iter("property")] == [IDS[2]]
    assert (suite.get("failures"), suite.get("tests")) == ("0", "3")
    (tmp_path / "summary.md").unlink()
    strict = gate(tmp_path, CONTRACT_DEVIATIONS=str(listed), CONTRACT_STRICT="true")
    assert strict.code == 1
    why = "--strict: 1 listed and kept again"
    headline = r"## Every clause that was run is kept; \d+ were not run\. The run fails by "
    assert re.match(f"{headline}{re.escape(why)}\\.\n", strict.summary)
    told, named = re.findall("^::.*$", strict.out, re.MULTILINE)
    assert told == f"::error title=contract::{why}"
    assert named == notice.replace("::notice", "::error")
    suite = ET.parse(strict.report / "junit.xml").getroot()[0]
    failed = [each.get("name") for each in suite.iter("testcase") if len(each)]
    assert failed == [IDS[2]]
    assert (suite.get("failures"), suite.get("tests")) == ("1", "3")
    invoked = json.loads((strict.report / "contract.sarif").read_text())["runs"][0]["invocations"]
    assert not invoked[0]["executionSuccessful"]
    assert [each["level"] for each in invoked[0]["toolExecutionNotifications"]] == ["error"]


def test_a_new_break_beside_known_ones_fails(tmp_path: Path) -> None:
    listed = tmp_path / "deviations.toml"
    listed.write_text(ENTRY.format(IDS[0], "2999-01-01"))
    with mock("--without", "ordering") as target:
        done = gate(tmp_path, CONTRACT_TARGET=str(target), CONTRACT_DEVIATIONS=str(listed))
    assert done.code == 1
    assert "### Broken, and no known deviation: 2" in done.summary
    assert "### Known deviations: 1" in done.summary
    assert "2 of 3 clauses are broken, beside 1 known deviation." in done.out


def test_every_kind_of_deviation_is_told_in_every_place(tmp_path: Path) -> None:
    """New, known, expired and repaired in one run of a repository with a blank in its paths."""
    document = repository(tmp_path)
    listed = tmp_path / "known deviations.toml"
    known, expired, new = IDS
    repaired = "listBrands.401.unauthenticated"
    days = {known: "2999-01-01", expired: "2001-01-01", repaired: "2999-01-01"}
    listed.write_text("".join(ENTRY.format(name, day) for name, day in days.items()))
    with mock("--without", "ordering") as target:
        done = gate(
            tmp_path,
            CONTRACT_TARGET=str(target),
            CONTRACT_DOCUMENT=str(document),
            CONTRACT_DEVIATIONS=str(listed),
            PYTEST_ADDOPTS="-k 'listBrands and (ordering or 401)'",
        )
    assert done.code == 1, done.out
    clauses = json.loads((done.report / "contract.json").read_text())["clauses"]
    standings = {each["id"]: each["standing"] for each in clauses}
    assert standings == {
        known: "known",
        expired: "expired",
        new: "new",
        repaired: "repaired",
    }
    place = r"file=api docs/[^,]+,line=\d+,title=([^:]+)"
    assert re.findall(rf"^::warning {place}", done.out, re.MULTILINE) == [known]
    assert set(re.findall(rf"^::error {place}", done.out, re.MULTILINE)) == {expired, new}
    cases = ET.parse(done.report / "junit.xml").iter("testcase")
    told = {
        each.get("name"): [(part.tag, part.get("message", "")) for part in each] for each in cases
    }
    tags = {name: [tag for tag, _ in parts] for name, parts in told.items()}
    assert tags == {known: ["skipped"], expired: ["failure"], new: ["failure"], repaired: []}
    gone = f"{expired}: known deviation that expired on 2001-01-01: being mended"
    assert told[expired][0][1].startswith(gone)
    assert "known deviation" not in told[new][0][1]
    suppressed = {each["ruleId"]: "suppressions" in each for each in results_of(done)}
    assert suppressed == {known: True, expired: False, new: False}
    if SARIF_SCHEMA.exists():  # `make browser` fetches it; test_report.py says where it lacks
        written = json.loads((done.report / "contract.sarif").read_text())
        assert [str(each) for each in sarif_schema().iter_errors(written)] == []
    page = (done.report / "index.html").read_text()
    for title in STANDINGS.values():
        assert f"### {title}: 1" in done.summary
    for heading in ("Known deviations", "Kept again"):
        assert f"<h2>{heading}" in page
    for line in (
        f"broken, not a known deviation: {new}",
        f"known deviation: {known}",
        f"known deviation that has expired: {expired}",
        f"known deviation that is repaired: take it out of the file: {repaired}",
    ):
        assert line in done.out


def test_further_arguments_are_words_of_a_shell_that_runs_nothing(tmp_path: Path) -> None:
    run = tmp_path / "run"
    done = gate(
        tmp_path,
        PYTEST_ADDOPTS="",
        CONTRACT_ARGUMENTS=f"-k 'listBrands and ordering' -v $(touch {run})",
    )
    assert not run.exists()
    assert done.code != 0  # $(touch is no file of tests
    kept = gate(tmp_path, PYTEST_ADDOPTS="", CONTRACT_ARGUMENTS="-k 'listBrands and ordering'")
    assert kept.code == 0, kept.out
    assert "3 clauses: 3 kept" in kept.out


def test_an_unusable_target_is_code_2(tmp_path: Path) -> None:
    done = gate(tmp_path, CONTRACT_BASE_URL="http://127.0.0.1:9")
    assert done.code == 2, done.out
    assert "Traceback" not in done.out


def test_a_run_that_does_not_start_shows_no_report_of_an_earlier_one(tmp_path: Path) -> None:
    earlier = gate(tmp_path)
    assert earlier.summary
    beside = earlier.report / "sharpness.json"
    beside.write_text("{}")
    done = gate(tmp_path, CONTRACT_BASE_URL="http://127.0.0.1:1")
    assert done.code == 2, done.out
    assert done.summary == earlier.summary, "nothing is added to it"
    assert "::" not in done.out
    assert f"no report was written to {done.report}" in done.err
    assert set(done.report.iterdir()) <= {beside, done.report / "junit.xml"}


def test_a_later_report_is_compared_with_the_earlier_one_of_its_folder(tmp_path: Path) -> None:
    gate(tmp_path)
    done = gate(tmp_path)
    assert done.code == 0, done.out
    assert json.loads((done.report / "contract.json").read_text())["since"] is not None
    assert "no report was written" not in done.err


def test_the_templates_are_yaml_that_their_platforms_take() -> None:
    """A run step of a composite action needs a shell, a job of GitLab a script."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action.keys() == {"name", "description", "inputs", "outputs", "runs"}
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert step.keys() & {"run", "uses"}
        assert ("run" in step) == ("shell" in step)
    for name, each in action["inputs"].items():
        assert each.keys() == {"description", "default"}, name
        assert isinstance(each["default"], str), f"{name}: GitHub hands on texts alone"
    gitlab = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    (job,) = gitlab.values()
    assert job.keys() == {"image", "variables", "script", "artifacts"}
    assert all(isinstance(each, str) for each in (*job["script"], *job["variables"].values()))


def test_the_action_hands_every_input_to_the_gate() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [each for each in action["runs"]["steps"] if "run.gate" in each.get("run", "")]
    assert step["run"] == f'python {" ".join(GATE)} "$REPORT"'
    given = {name: re.findall(r"inputs\.([\w-]+)", text)[0] for name, text in step["env"].items()}
    elsewhere = {"working-directory", "artifact", "upload-sarif"}
    assert set(given.values()) == set(action["inputs"]) - elsewhere
    assert given.keys() == {*VALUES, *SWITCHES, FURTHER, "REPORT"}


def test_gitlab_runs_the_same_gate() -> None:
    gitlab = (ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8")
    script = yaml.safe_load(gitlab)["contract"]["script"]
    assert script[-1] == f"python {' '.join(GATE)} contract-report"
    for name in (*VALUES, *SWITCHES, FURTHER):
        assert name.removeprefix("CONTRACT_") in gitlab


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_is_on_only_where_it_clearly_says_so(name: str) -> None:
    def is_on(value: str) -> bool:
        return SWITCHES[name] in arguments({name: value}, Path("report"))

    assert all(map(is_on, ("true", "True", "TRUE", "yes", "on", "1", " true ")))
    assert not any(map(is_on, ("", " ", "false", "False", "no", "off", "0")))
    for unclear in ("flase", "ture", "null", "--strict", "2"):
        with pytest.raises(GateError, match=f"{name} is '{unclear}': say true or false"):
            is_on(unclear)


def test_an_unclear_switch_or_an_open_quote_is_one_sentence_and_code_2(tmp_path: Path) -> None:
    for name, value, said in (
        ("CONTRACT_ALLOW_WRITES", "flase", "is 'flase': say true or false"),
        (FURTHER, '--require-all -k "ordering', "is no line of a shell: No closing quotation"),
    ):
        done = gate(tmp_path, **{name: value})
        assert done.code == 2, done.out
        assert done.err == f"clausecheck: {name} {said}\n"
        assert not done.report.exists()


def test_without_a_folder_the_usage_is_told() -> None:
    done = ended([sys.executable, *GATE])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "usage: python -P -m clausecheck.run.gate FOLDER\n"


def test_an_empty_value_keeps_the_default_and_a_blank_stays_in_its_word() -> None:
    given = {"CONTRACT_SEED": "", "CONTRACT_TARGET": "my target.toml", FURTHER: "-k 'a and b'"}
    assert arguments(given, Path("out"))[4:] == ["--target", "my target.toml", "-k", "a and b"]
