"""Targets and documents that cannot be used, and servers that get everything wrong."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from clausecheck.http.credentials import plain
from clausecheck.http.target import TargetError, load_target
from running import Done, mock, run_suite
from tiny_servers import http, raw


def unusable(done: Done, says: str) -> None:
    """One line, exit code 2, no traceback, nothing of pytest's own."""
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    done = run_suite(tmp_path, "--base-url", url)
    unusable(done, f"{url}: no HTTP server answers there (")


def test_somebody_listens_who_speaks_no_http(tmp_path: Path) -> None:
    with raw(lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")) as url:
        done = run_suite(tmp_path, "--base-url", url)
    unusable(done, "no HTTP server answers there")


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1", "http://", "http://a:99999"])
def test_base_urls_that_are_none(url: str) -> None:
    with pytest.raises(TargetError, match="is no base URL"):
        load_target(None, base_url=url)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("= nonsense", "is not TOML"),
        ("", "base_url is missing"),
        ('base_url = "http://127.0.0.1:1"\nactor = 1', "actor is not known"),
        ('base_url = "http://127.0.0.1:1"\nactors.admin = 1', "actors.admin must be a table"),
        ('base_url = "http://127.0.0.1:1"\n[actors.admin]', "actors.admin.token is missing"),
        ('base_url = "http://127.0.0.1:1"\nids.room_id = 7', "ids.room_id must be a text"),
        ('base_url = "${CLAUSECHECK_NO_SUCH}"', "CLAUSECHECK_NO_SUCH, which is not set"),
    ],
)
def test_target_files_that_are_wrong(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    with pytest.raises(TargetError) as told:
        load_target(file)
    assert says in str(told.value)
    assert str(file) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_wrong_target_file_ends_the_run(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text("actors = 1")
    unusable(run_suite(tmp_path, "--contract-target", str(file)), f"{file}: actors must be a table")


def test_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSECHECK_SECRET", "hidden")
    settings = ["actors.admin.token=${CLAUSECHECK_SECRET}", "actors.admin.organization_id=o"]
    target = load_target(None, base_url="http://localhost:8000/api/", settings=settings)
    assert target.base_url == "http://localhost:8000/api"
    assert plain(target.actors["admin"]).headers == {"Authorization": "Bearer hidden"}
    assert target.actors["admin"].own == {"organization_id": "o"}
    assert target.is_loopback


def test_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "api.yaml"
    file.write_text("openapi: 3.1.0\ninfo: [")
    done = run_suite(tmp_path, "--contract-document", str(file))
    assert done.code == 2
    assert "api.yaml:2" in done.err
    assert "Traceback" not in done.err + done.out


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b""), (200, b"{}"), (200, b"<html></html>"), (200, b"[" * 200_000)],
    ids=["errors", "empty", "html", "deep"],
)
def test_an_implementation_that_always_answers_alike(
    status: int, body: bytes, tmp_path: Path
) -> None:
    kept = tmp_path / "actors.toml"
    with mock() as target:
        kept.write_bytes(target.read_bytes())  # actors and ids of a mock that has ended
    with http(lambda _: (status, {}, body)) as url:
        done = run_suite(tmp_path, "--contract-target", str(kept), "--base-url", url)
    assert done.code == 1
    assert "Traceback" not in done.out + done.err
    assert "the check itself failed" not in done.out
    first, *rest = done.shown.strip("=\n").splitlines()
    assert first.startswith("The basic request fails: listRooms answered")
    assert len(rest) < 50
    if status == 500:
        assert "Nothing could be exercised: no request succeeded." in rest
        causes = {each for each in done.ids("broken") if done.clauses[each]["word"] == "causes"}
        succeed = {"200.success", "201.success", "403.no_subscription"}
        assert {each.partition(".")[2] for each in causes} <= succeed
    else:
        assert "listRooms.401.unauthenticated" in done.ids("broken")
