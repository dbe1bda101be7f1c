"""A first run: no file is written, and the command says what was found and what would help."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from clausecheck.http.served import fetched
from clausecheck.http.target import Target, TargetError
from clausecheck.run.arguments import passed_on
from clausecheck.run.starting import KEY
from library import Library
from running import UNUSED, ended
from tiny_servers import http

DOCUMENT = Path(__file__).parents[1] / "cases" / "library.yaml"
COMMAND = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run"]
TOKEN = [
    *("--target-set", "actors.admin.token=librarian"),
    *("--target-set", "actors.admin.scheme=Bearer"),
]


@contextmanager
def serving(*faults: str) -> Iterator[str]:
    """The library, with its document at /openapi.json."""
    right = Library(*faults).answer
    described = yaml.safe_load(DOCUMENT.read_text())
    described["security"] = [{"token": []}]
    described["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document = json.dumps(described).encode()

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        if request.path == "/openapi.json":
            return 200, {"Content-Type": "application/json"}, document
        if "Authorization" not in request.headers:
            return 403, {}, b""
        return right(request)

    with http(answer) as url:
        yield url


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *UNUSED, "-k", "test_clauses", *arguments]
    return ended(command, cwd=folder)


def test_it_asks_the_server_for_its_document_and_says_what_unlocks_most(tmp_path: Path) -> None:
    start = tmp_path / "target.toml"
    with serving() as url:
        few = ("--min-checked", "80%")
        done = run(tmp_path, "--base-url", url, "--write-target", str(start), *few)
        again = run(tmp_path, "--base-url", url, "--write-target", str(start))
    assert done.returncode == 3, done.stdout
    assert "\n  give [actors.NAME] with a token: 27 clauses\n" in done.stdout
    assert "Nothing could be exercised: no request succeeded." in done.stdout
    assert "0% of the clauses were checked; 80% are asked for" in done.stdout
    assert "warning" not in done.stdout
    assert f'base_url = "{url}"' in start.read_text()
    assert re.search(r'# \[actors\.NAME\]\n# token = "\$\{NAME_TOKEN\}"', start.read_text())
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_it_says_what_is_kept_and_broken_with_the_request(tmp_path: Path) -> None:
    with serving("kept") as url:
        done = run(tmp_path, "--base-url", url, *TOKEN, "/openapi.json", "--min-checked", "100")
    assert done.returncode == 1
    assert "deleteShelf.deletion is broken" in done.stdout
    assert f"{url}/shelves/" in done.stdout
    assert "are asked for" not in done.stdout


def test_its_libraries_leave_nothing_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HYPOTHESIS_STORAGE_DIRECTORY")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving() as url:
        few = ("-k", "listShelves and responses", "-p", "no:cacheprovider")
        done = run(tmp_path, "--base-url", url, *TOKEN, "/openapi.json", *few)
    assert done.returncode == 0, done.stdout
    assert [each.name for each in tmp_path.iterdir()] == ["cache"]
    assert [each.name for each in (tmp_path / "cache").iterdir()] == ["clausecheck"]


def test_a_terminal_shows_the_clause_at_work(tmp_path: Path) -> None:
    with serving() as url:
        given = [*COMMAND, *UNUSED, "--base-url", url, *TOKEN, "-k", "listShelves and ordering"]
        here, there = pty.openpty()
        process = subprocess.Popen(given, stdout=there, stderr=there, cwd=tmp_path)
        os.close(there)
        said = b"".join(iter(lambda: _read(here), b"")).decode()
        process.wait()
    assert re.search(r"listShelves\.ordering\.\S+ +\d kept, 0 broken, \d not checked", said)
    assert re.search(r", \d+:\d\d left", said)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # its other side is closed
        return b""


def test_short_options_and_the_document_become_those_of_pytest(tmp_path: Path) -> None:
    given = [
        "--header",
        "A: /b",
        "--seed=7",
        "--target",
        "t.toml",
        "-k",
        "a.yaml",
        "-v",
        "api.yaml",
        "--allow-writes",
    ]
    assert passed_on(given, tmp_path) == [
        *(
            "--contract-header",
            "A: /b",
            "--contract-seed=7",
            "--contract-target",
            "t.toml",
            "-k",
            "a.yaml",
            "-v",
        ),
        *("--contract-document=api.yaml", "--contract-allow-writes"),
    ]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://example.com/openapi.json", "only a server of this machine is asked"),
        ("http://127.0.0.1:9/openapi.json", "there is no document: "),
    ],
)
def test_documents_that_are_not_fetched(url: str, says: str, tmp_path: Path) -> None:
    assert not list(tmp_path.iterdir())
    with pytest.raises(TargetError, match=says):
        fetched(url, tmp_path)


def test_what_is_served_must_be_a_document(tmp_path: Path) -> None:
    def answer(_: Any) -> tuple[int, dict[str, str], bytes]:
        return 200, {}, b"<p>hello</p>"

    with http(answer) as url, pytest.raises(TargetError, match="is no OpenAPI document"):
        fetched(f"{url}/openapi.json", tmp_path)
    assert Target(base_url=url).is_loopback


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (["--target-set", "actors.a.token=t"], "Bearer t"),
        (["--target-set=actors.a.username=u", "--target-set", "actors.a.password=p"], "Basic dTpw"),
        (["--header", "Authorization: Key k"], "Key k"),
        (["--target", "mine.toml"], "Bearer filed"),
    ],
)
@pytest.mark.parametrize("document", [["/openapi.json"], []])
def test_a_document_behind_a_login_is_asked_for_by_the_owner(
    given: list[str],
    asked: str,
    document: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        right = request.headers.get("Authorization") == asked
        return (200, {}, b'{"openapi": "3.1.0"}') if right else (401, {}, b"")

    monkeypatch.chdir(tmp_path)
    with http(answer) as url:
        Path("mine.toml").write_text(f'base_url = "{url}"\n[actors.a]\ntoken = "filed"\n')
        told = [*document, "--base-url", url]
        assert any("document=" in each for each in passed_on([*told, *given], tmp_path)) == (
            bool(document) or "--target" not in given
        )
        with pytest.raises(TargetError, match="is behind a login: give"):
            passed_on(["/openapi.json", "--base-url", url], tmp_path)


def test_credentials_stay_at_the_target(tmp_path: Path) -> None:
    """Neither another server of this machine nor one that the target leads to gets them."""
    seen: list[Any] = []

    def other(request: Any) -> tuple[int, dict[str, str], bytes]:
        seen.append(request.headers.get("Authorization"))
        return 200, {}, b'{"openapi": "3.1.0"}'

    with http(other) as there, http(lambda _: (302, {"Location": f"{there}/o"}, b"")) as url:
        token = ["--target-set", "actors.a.token=t", "--base-url", url]
        passed_on([f"{there}/openapi.json", *token], tmp_path)
        passed_on(["/openapi.json", *token], tmp_path)
    assert seen == [None, None]


@pytest.mark.parametrize(
    ("line", "table", "name"),
    [
        ("ids.slug", "ids", "slug"),
        ("[values] slug", "values", "slug"),
        ("[headers] X-Dog-Id", "headers", "X-Dog-Id"),
        ("[actors.admin]", "actors", "admin"),
        ("[actors.admin.ids]", "actors", "admin"),
    ],
)
def test_what_reasons_ask_for_has_its_place_in_the_target_file(
    line: str, table: str, name: str
) -> None:
    found = KEY.match(line)
    assert found is not None
    assert found.groups() == (table, name)
