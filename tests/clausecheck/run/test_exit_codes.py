"""`clausecheck run` ends with its own codes, whatever pytest calls the same."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.target import TargetError
from clausecheck.run.arguments import passed_on
from running import UNUSED, ended
from tiny_servers import http

DOCUMENT = Path(__file__).parents[1] / "cases" / "library.yaml"
COMMAND = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run", *UNUSED]


def test_nothing_collected_is_nothing_checked(tmp_path: Path) -> None:
    with http(lambda _: (200, {}, b"[]")) as url:
        asked = [*COMMAND, str(DOCUMENT), "--base-url", url, "-k", "nothing_is_called_so"]
        done = ended(asked, cwd=tmp_path)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "nothing was checked: no item matches -k 'nothing_is_called_so'\nnext: " in done.stdout


def test_an_unknown_option_is_unusable(tmp_path: Path) -> None:
    assert ended([*COMMAND, str(DOCUMENT), "--no-such-option"], cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--min-checked", "lots"], "--min-checked lots: write a share, such as 80%"),
        (["--contract-min-checked=120"], "--min-checked 120: write a share, such as 80%"),
        (["--depth", "deepest"], "--depth deepest: write quick or standard or deep"),
        (["--seed=x"], "--seed x: write a whole number"),
        (["--seed"], "--seed: a value is missing"),
    ],
)
def test_wrong_values_are_named_as_they_were_typed(
    given: list[str], says: str, tmp_path: Path
) -> None:
    with pytest.raises(TargetError) as told:
        passed_on(given, tmp_path)
    assert str(told.value) == says


@pytest.mark.parametrize("requests", [1, 5], ids=["as it starts", "in the run"])
def test_ctrl_c(requests: int, tmp_path: Path) -> None:
    reached, seen = threading.Event(), []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        seen.append(request.path)
        if len(seen) == requests:
            reached.set()
            gone.wait(20)
        return 200, {"Content-Type": "application/json"}, b"[]"

    gone = threading.Event()
    with http(answer) as url:
        asked = [*COMMAND, str(DOCUMENT), "--base-url", url]
        process = subprocess.Popen(
            asked, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert reached.wait(60)
        process.send_signal(signal.SIGINT)
        gone.set()
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 130, out.decode()
