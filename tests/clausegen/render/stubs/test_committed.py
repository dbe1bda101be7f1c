"""What is committed is what the document gives, and the command says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from clausegen.cli import main
from clausegen.commands.stubs import command
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.render.generated import write_tree
from clausegen.render.python.client.python_client import python_client
from clausegen.render.python.server.server_stub import server_stub
from clausegen.render.typescript.typescript_client import typescript_client
from click.testing import CliRunner
from running import ended

ROOT = Path(__file__).parents[4]
COMMITTED = {
    "mock_server/giosg_mock/stub": server_stub,
    "clients/python": python_client,
    "clients/typescript": typescript_client,
}
SHELVES = Path(__file__).with_name("shelves.yaml")


@pytest.mark.parametrize("folder", COMMITTED)
def test_committed_stubs_are_up_to_date(folder: str) -> None:
    files, problems = COMMITTED[folder](load_api(manifest_of("giosg").document))
    drift = write_tree(ROOT / folder, files, check=True)
    assert drift is None, f"make generate\n{drift.diff[:2000]}"
    told = ["if is not checked (here and in 4 more)"] if folder.endswith("stub") else []
    assert [each.message for each in problems] == told


@pytest.mark.parametrize("kind", [["server"], ["client"], ["client", "--language", "typescript"]])
def test_check_shows_drift_as_a_diff(tmp_path: Path, kind: list[str]) -> None:
    arguments = [*kind, str(SHELVES), "--out", str(tmp_path / "out")]
    first = CliRunner().invoke(command, arguments)
    assert (first.exit_code, first.stdout) == (0, "")
    assert CliRunner().invoke(command, [*arguments, "--check"]).exit_code == 0
    file = next(path for path in sorted(tmp_path.rglob("models.*")))
    file.write_text(file.read_text().replace("title", "caption"))
    checked = CliRunner().invoke(command, [*arguments, "--check"])
    assert checked.exit_code == 1
    assert "caption" in checked.stdout
    assert "is out of date" in checked.stderr
    assert "caption" in file.read_text()


def pyright(node_tools: Path, *paths: str) -> str:
    """What it complains about."""
    command = [str(node_tools / "pyright"), "--pythonpath", sys.executable, *paths]
    done = ended(command, cwd=ROOT)
    return "" if done.returncode == 0 else done.stdout[-4000:]


@pytest.mark.full
def test_pyright_agrees(node_tools: Path) -> None:
    assert pyright(node_tools, "clients/python", "mock_server/giosg_mock/stub") == ""


LIMITS_BESIDE_NULL = """
openapi: 3.1.0
info: {title: Nulls, version: "1"}
paths:
  /x:
    put:
      operationId: put
      requestBody:
        content: &list {application/json: {schema: {type: [array, "null"], maxItems: 3}}}
      responses: {"200": {description: d, content: *list}}
"""


def test_pyright_agrees_with_limits_beside_null(node_tools: Path, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(LIMITS_BESIDE_NULL)
    api = load_api(tmp_path / "openapi.yaml")
    write_tree(tmp_path / "stub", server_stub(api)[0])
    assert pyright(node_tools, str(tmp_path / "stub")) == ""


def test_foreign_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    refused = CliRunner().invoke(command, ["server", str(SHELVES), "--out", str(tmp_path)])
    assert refused.exit_code == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_bad_documents_are_problems(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text('swagger: "2.0"\n')
    result = CliRunner().invoke(main, ["stubs", "server", str(path), "--out", str(tmp_path / "o")])
    assert result.exit_code == 2
    assert f"{path}:1: " in result.stderr
    assert "Traceback" not in result.output
