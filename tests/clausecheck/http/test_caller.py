"""A target that is a token and an address, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.introduction import introduced
from clausecheck.http.target import Target, load_target
from clausegen.manifest import manifest_of
from giosg_contract import caller
from running import mock, run_suite
from tiny_servers import http

ME = {"id": "u-1", "organization_id": "o-1"}


def target(url: str, *settings: str) -> Target:
    given = ["actors.admin.token=secret", *settings]
    return load_target(None, base_url=url, settings=given, manifest=manifest_of("giosg"))


def asked(body: Any, *settings: str, status: int = 200) -> tuple[dict[str, str], list[str]]:
    """(own ids of the administrator, requests that the server got)."""
    seen = []

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        seen.append(f"{request.path} {request.headers['Authorization']}")
        return status, {"Content-Type": "application/json"}, json.dumps(body).encode()

    with http(answer) as url:
        found = introduced(target(url, *settings), caller.introduced)
    return dict(found.actors["admin"].own), seen


def test_a_token_tells_its_organization_and_user() -> None:
    own, seen = asked(ME)
    assert own == {"organization_id": "o-1", "user_id": "u-1"}
    assert seen == ["/api/v5/users/me Token secret"]


def test_nobody_is_asked_what_the_target_tells() -> None:
    own, seen = asked(ME, "actors.admin.organization_id=mine")
    assert own == {"organization_id": "mine"}
    assert not seen


@pytest.mark.parametrize(
    ("body", "status"), [(ME, 404), ([ME], 200), ("me", 200), ({"id": 7}, 200), ({}, 500)]
)
def test_a_server_that_does_not_tell(body: Any, status: int) -> None:
    assert asked(body, status=status)[0] == {}


def test_a_run_with_a_token_alone(tmp_path: Path) -> None:
    with mock() as file:
        known = load_target(file)
        url, token = known.base_url, known.actors["admin"].token
        given = ("--base-url", url, "--contract-target-set", f"actors.admin.token={token}")
        done = run_suite(tmp_path, *given, modules=("test_clauses",))
    assert done.code == 0, done.out
    assert not done.ids("broken")
    assert len(done.ids("kept")) > 400
    assert "give [actors.member]" in done.shown
