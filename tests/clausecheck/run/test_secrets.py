"""Nothing that a run shows or writes holds a secret, whatever the server echoes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clausecheck.http.served import fetched
from clausecheck.http.target import TargetError, load_target, without
from running import UNUSED, ended
from tiny_servers import http

COMMAND = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run", *UNUSED]
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Echo", "version": "1"},
    "security": [{"login": []}],
    "paths": {
        "/things": {
            "get": {
                "operationId": "readThings",
                "responses": {
                    "200": {
                        "description": "The things.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                        },
                    }
                },
            }
        }
    },
    "components": {
        "securitySchemes": {"login": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["weight"],
                "properties": {"weight": {"type": "integer"}},
            }
        },
    },
}


@contextmanager
def echoing() -> Iterator[str]:
    """A server that answers with the caller's credentials."""

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        echoed = {"weight": request.headers.get("Authorization", "nobody")}
        return 200, {"Content-Type": "application/json"}, json.dumps(echoed).encode()

    with http(answer) as url:
        yield url


def shown(folder: Path, *arguments: str) -> str:
    """All that a run says and writes."""
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
    written = ("--report", "report", "--junit-xml", "j.xml", "--write-target", "start.toml")
    done = ended([*COMMAND, *written, *arguments], cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    files = [folder / "j.xml", folder / "start.toml", *(folder / "report").iterdir()]
    return "\n".join([done.stdout, done.stderr, *(each.read_text() for each in files)])


def test_an_echoed_token_is_shown_nowhere(tmp_path: Path) -> None:
    with echoing() as url:
        said = shown(
            tmp_path, "--base-url", url, "--target-set", "actors.admin.token=SECRETVAL99", "-v"
        )
    assert "weight is Bearer $TOKEN" in said
    assert "SECRETVAL99" not in said


def test_the_password_of_the_base_url_is_shown_nowhere(tmp_path: Path) -> None:
    with echoing() as url:
        base = url.replace("http://", "http://somebody:SECRETPW@")
        token = ("--target-set", "actors.admin.token=SECRETVAL99")
        said = shown(tmp_path, "--base-url", base, *token, "-v")
    assert "SECRETPW" not in said
    assert "http://$TOKEN@127.0.0.1" in said
    assert 'base_url = "http://${TOKEN}@127.0.0.1' in said


@pytest.mark.parametrize("token", ["clause", "1", "admin"])
def test_a_token_that_is_a_word_of_ours_rewrites_none(token: str, tmp_path: Path) -> None:
    with echoing() as url:
        given = ("--base-url", url, "--target-set", f"actors.admin.token={token}")
        said = shown(tmp_path, *given)
    command = said.partition("next: ")[2].partition("\n")[0]
    assert command.startswith("clausecheck run ")
    assert "'actors.admin.token=${TOKEN}'" in command
    assert "$TOKEN of " not in said
    assert "Thing.weight.type is broken" in said
    assert '"id": "Thing.weight.type"' in said


def test_the_longest_secret_is_masked_first_and_each_once() -> None:
    assert without(("TOKEN", "TOKEN-and-more"), "TOKEN-and-more, TOKEN") == "$TOKEN, $TOKEN"
    told = "[actors.admin] with a token, or ids.admin: admin"
    assert without(("admin",), told) == "[actors.admin] with a token, or ids.admin: $TOKEN"


def test_user_info_is_a_secret_in_all_its_forms() -> None:
    target = load_target(None, base_url="http://me:p%40ss@host:80/v1")
    assert target.shown_url == "http://$TOKEN@host:80/v1"
    assert {"me:p%40ss", "p%40ss", "p@ss", "bWU6cEBzcw=="} <= set(target.secrets)
    assert load_target(None, base_url="http://host/v1").shown_url == "http://host/v1"


def test_a_document_that_is_not_there_does_not_show_the_password(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="there is no document") as told:
        fetched("http://somebody:SECRETPW@127.0.0.1:9/openapi.json", tmp_path)
    assert "SECRETPW" not in str(told.value)
    assert "http://$TOKEN@127.0.0.1:9/openapi.json" in str(told.value)
    with pytest.raises(TargetError, match="is no base URL") as told:
        load_target(None, base_url="http://somebody:SECRETPW@")
    assert "SECRETPW" not in str(told.value)
