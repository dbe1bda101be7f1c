"""What cannot be sent or written is refused in one line before the run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from clausecheck.http.target import TargetError, load_target
from running import UNUSED, ended
from tiny_servers import http

DOCUMENT = Path(__file__).parents[1] / "cases" / "library.yaml"
COMMAND = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run", *UNUSED]


@pytest.mark.parametrize(
    ("settings", "headers", "key"),
    [
        (["actors.admin.token=é"], [], "actors.admin.token"),
        (["actors.admin.token=a\nb"], [], "actors.admin.token"),
        (["actors.admin.token=x", "actors.admin.scheme=é"], [], "actors.admin.scheme"),
        ([], ["X-Tenant: é"], "headers.X-Tenant"),
    ],
)
def test_what_no_header_carries(settings: list[str], headers: list[str], key: str) -> None:
    with pytest.raises(TargetError, match=f"{key} holds what no HTTP header carries"):
        load_target(None, base_url="http://host", settings=settings, headers=headers)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--nope"], "--nope: no such option"),
        (["--dept", "quick"], "--dept: no such option; did you mean --depth?"),
        (["--contract-sed=1"], "--contract-sed: no such option; did you mean --contract-seed?"),
        (["--maxfail", "x"], "argument --maxfail: invalid int value: 'x'"),
    ],
)
def test_options_that_are_none(given: list[str], said: str, tmp_path: Path) -> None:
    done = ended([*COMMAND, *given], cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"clausecheck: {said}\n"


def test_the_heading_says_nothing_of_how_pytest_is_called(tmp_path: Path) -> None:
    done = ended([*COMMAND, str(DOCUMENT), "--collect-only"], cwd=tmp_path)
    heading, _, _ = done.stdout.partition("collected")
    assert "test session starts" in heading, done.stderr
    assert "configfile" not in heading
    assert "rootdir" not in heading


@pytest.mark.parametrize("value", ["a\r\nX-Other: b", "a\nb", "a\rb", "a\0b"])
def test_a_header_of_several_lines_is_refused_as_what_it_is(value: str, tmp_path: Path) -> None:
    header = ["--header", f"X-Tenant: {value}"]
    if "\0" in value:
        with pytest.raises(TargetError, match="--header X-Tenant: a line break"):
            load_target(None, base_url="http://host", headers=header[1:])
        return
    for named in ([str(DOCUMENT)], []):
        given = [*COMMAND, *named, "--base-url", "http://127.0.0.1:9", *header]
        done = ended(given, cwd=tmp_path)
        assert done.returncode == 2
        why = "clausecheck: --header X-Tenant: a line break ends a header; write it as one line\n"
        assert done.stderr == why


LONG = "n" * 300
PLACES = {
    "file": "file cannot be written: file is a file",
    "file/below": "file/below cannot be written: file is a file",
    "folder": "folder/index.html cannot be written: it is a folder",
    LONG: f"{LONG} cannot be written: File name too long",
    "/proc/report": "/proc/report cannot be written: ",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_report_that_cannot_be_written(place: str, tmp_path: Path) -> None:
    if place.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("no /proc here: rights that do not tell whether a folder can be made")
    (tmp_path / "file").write_text("kept")
    (tmp_path / "folder" / "index.html").mkdir(parents=True)
    asked: list[str] = []

    def answer(request: object) -> tuple[int, dict[str, str], bytes]:
        asked.append(str(request))
        return 200, {}, b"[]"

    with http(answer) as url:
        given = [*COMMAND, str(DOCUMENT), "--base-url", url, "--report", place]
        done = ended(given, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert f"clausecheck: {PLACES[place]}" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not asked
