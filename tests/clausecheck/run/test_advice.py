"""What the end of a run says to do next can be pasted, and does what it says."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.served import fetched
from library import Library
from running import UNUSED, ended
from test_first_run import COMMAND, TOKEN, run, serving


def advised(done: subprocess.CompletedProcess[str], start: str) -> list[str]:
    (line,) = (each for each in done.stdout.splitlines() if each.startswith(f"{start}: "))
    return shlex.split(line.removeprefix(f"{start}: "))


@pytest.mark.parametrize("written", [TOKEN, ["--target-set=actors.admin.token=${LIBRARIAN}"]])
def test_the_command_repeats_the_worst_clause_alone(
    written: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "librarian")
    monkeypatch.setenv("LIBRARIAN", "librarian")
    with serving("kept") as url:
        asked = ("--base-url", url, *written, "--seed", "5", "--report", "r", "-k", "deletion")
        first = run(tmp_path, *asked)
        again = advised(first, "next")
        assert again[:2] == ["clausecheck", "run"]
        assert {"--report", "librarian"}.isdisjoint(again)
        assert "\nthis makes anew what the run has removed: " in first.stdout
        assert again[-4:] == ["-k", "deleteShelf.deletion", "--seed", "5"]
        done = ended([*COMMAND[:-1], *again[1:]], cwd=tmp_path)
    assert "The only clause is broken." in done.stdout
    assert "1 clause: 0 kept, 1 broken" in done.stdout
    assert "or let it stand" not in first.stdout, "the document was fetched for the run"


def test_an_exception_can_be_pasted_where_the_document_lies(tmp_path: Path) -> None:
    with serving("kept") as url:
        fetched(f"{url}/openapi.json", tmp_path).rename(tmp_path / "api.json")
        asked = ("--base-url", url, *TOKEN, "api.json", "-k", "deletion")
        first = run(tmp_path, *asked)
        accept = advised(first, "or let it stand")
        assert accept[4:] == ["api.json", "--until", "YYYY-MM-DD", "--reason", "WHY"]
        accept[accept.index("YYYY-MM-DD")] = "2999-01-01"
        assert ended([*COMMAND[:-1], *accept[1:]], cwd=tmp_path).returncode == 0
        listed = ("--deviations", "deviations.toml")
        assert run(tmp_path, *asked, *listed).returncode == 0


def test_json_is_all_of_standard_output(tmp_path: Path) -> None:
    with serving("kept") as url:
        asked = [*COMMAND, *UNUSED, "--base-url", url, *TOKEN, "-k", "deleteShelf.deletion"]
        done = ended([*asked, "--json"], cwd=tmp_path)
        beside = ended([*asked, "--json", "--report", "r"], cwd=tmp_path)
    data = json.loads(done.stdout)
    assert [(each["id"], each["verdict"]) for each in data["clauses"]] == [
        ("deleteShelf.deletion", "broken")
    ]
    assert "The only clause is broken." in done.stderr
    assert done.returncode == 1
    written = json.loads((tmp_path / "r" / "contract.json").read_text())
    assert json.loads(beside.stdout) == written
    assert written["verdict"] == "broken"


def test_what_stays_is_removed_by_the_command_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no file lies there: the server gives the document."""
    monkeypatch.setenv("TOKEN", "librarian")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    right, refuses = Library.answer, [True]

    def answer(self: Library, request: Any) -> tuple[int, dict[str, str], bytes]:
        is_refused = request.command == "DELETE" and refuses
        return (500, {}, b"") if is_refused else right(self, request)

    monkeypatch.setattr(Library, "answer", answer)
    with serving() as url:
        for document in ((), ("/openapi.json",)):
            asked = ("--base-url", url, *TOKEN, *document, "-k", "createShelf and responses")
            first = run(tmp_path, *asked)
            command = advised(first, "what runs leave is removed by")
            assert command[:4] == ["clausecheck", "sweep", "--base-url", url]
            assert command[-1:] == list(document or command[-1:])
            swept = [*COMMAND[:-1], *command[1:]]
            assert ended(swept, cwd=tmp_path).returncode == 1
            refuses.clear()
            done = ended(swept, cwd=tmp_path)
            refuses.append(True)
            assert "\nremoved: /shelves/" in f"\n{done.stdout}", done.stderr
            assert "not removed" not in done.stdout
        assert ended([*swept[:-1], "nothing.json"], cwd=tmp_path).returncode == 2
        assert ended([*swept[:-1], "nothing"], cwd=tmp_path).returncode == 2
