"""The gate that action.yml and ci/gitlab.yml put into pipelines: the script itself is run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import yaml
from runs import ROOT, mock


class Gate(NamedTuple):
    """What the script did."""

    code: int
    out: str
    summary: str
    report: Path


def gate(folder: Path, **inputs: str) -> Gate:
    """Runs ci/gate.sh as the action does, on the few clauses of ARGUMENTS."""
    summary = folder / "summary.md"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(summary),
        "REPORT": str(folder / "report"),
        "DEPTH": "quick",
        "PYTEST_ADDOPTS": "-k 'listBrands and ordering'",
        **inputs,
    }
    done = subprocess.run(
        ["bash", str(ROOT / "ci" / "gate.sh")],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    shown = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Gate(done.returncode, done.stdout, shown, folder / "report")


def test_a_kept_contract_passes(tmp_path: Path) -> None:
    done = gate(tmp_path)
    assert done.code == 0, done.out
    assert "::error" not in done.out
    assert "| kept | broken |" in done.summary
    for name in ("contract.json", "index.html", "contract.sarif", "junit.xml"):
        assert (done.report / name).stat().st_size > 0


def test_a_break_fails_and_points_at_the_line(tmp_path: Path) -> None:
    with mock("--without", "ordering") as target:
        done = gate(tmp_path, TARGET=str(target))
    assert done.code == 1, done.out
    annotated = re.findall(
        r"^::error file=([^,]+),line=(\d+),title=([^:]+)::", done.out, re.MULTILINE
    )
    broken = [
        each
        for each in json.loads((done.report / "contract.json").read_text())["clauses"]
        if each["verdict"] == "broken"
    ]
    assert broken
    assert annotated == [
        (each["place"]["file"], str(each["place"]["line"]), each["id"]) for each in broken
    ]
    assert "listBrands.ordering" in done.summary


def test_known_deviations_pass_until_they_expire(tmp_path: Path) -> None:
    listed = tmp_path / "deviations.toml"
    entry = '[[deviation]]\nclause = "{}"\nreason = "being mended"\nexpires = {}\n'
    ids = [f"listBrands.ordering.{each}" for each in ("created_at", "-created_at", "default")]
    with mock("--without", "ordering") as target:
        listed.write_text("".join(entry.format(each, "2999-01-01") for each in ids))
        known = gate(tmp_path, TARGET=str(target), DEVIATIONS=str(listed))
        accepted = accepted_in(known)
        listed.write_text("".join(entry.format(each, "2001-01-01") for each in ids))
        expired = gate(tmp_path, TARGET=str(target), DEVIATIONS=str(listed))
    assert known.code == 0, known.out
    assert expired.code == 1, expired.out
    entry_shown = {"reason": "being mended", "expires": "2999-01-01"}
    assert accepted == dict.fromkeys(ids, entry_shown)
    assert not accepted_in(expired)


def accepted_in(done: Gate) -> dict[str, object]:
    """The known deviations that the report shows, by clause."""
    clauses = json.loads((done.report / "contract.json").read_text())["clauses"]
    return {each["id"]: each["deviation"] for each in clauses if each["deviation"]}


def test_a_repaired_deviation_fails(tmp_path: Path) -> None:
    listed = tmp_path / "deviations.toml"
    listed.write_text(
        '[[deviation]]\nclause = "listBrands.ordering.default"\nreason = "x"\n'
        "expires = 2999-01-01\n"
    )
    assert gate(tmp_path, DEVIATIONS=str(listed)).code == 1


def test_an_unusable_target_is_code_2(tmp_path: Path) -> None:
    done = gate(tmp_path, BASE_URL="http://127.0.0.1:9")
    assert done.code == 2, done.out
    assert "Traceback" not in done.out


def test_the_action_hands_every_input_to_the_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    script = (ROOT / "ci" / "gate.sh").read_text(encoding="utf-8")
    (step,) = [each for each in action["runs"]["steps"] if "gate.sh" in each.get("run", "")]
    given = {name: re.findall(r"inputs\.([\w-]+)", text)[0] for name, text in step["env"].items()}
    assert set(given.values()) == set(action["inputs"])
    for name in given:
        assert f"${{{name}" in script
