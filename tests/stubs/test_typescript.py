"""The TypeScript client compiles strictly and works; needs node, and npm's registry for tsc."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.render.output import write_tree
from clausegen.render.typescript.source import camel, comment, literal
from clausegen.render.typescript.stub import typescript_client

HERE = Path(__file__).parent
CLIENT = HERE.parents[1] / "clients" / "typescript"


@pytest.fixture(scope="session")
def tsc(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The compiler: the one that CLAUSEKIT_TSC names, else installed from npm by name."""
    given = os.environ.get("CLAUSEKIT_TSC")
    if given:
        return [given]
    if shutil.which("npm") is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("npm")
    install = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "typescript@>=5.4"]
    try:
        made = subprocess.run(install, cwd=folder, capture_output=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip("npm's registry does not answer")
    if made.returncode:
        pytest.skip("typescript cannot be installed from npm's registry")
    return [str(folder / "node_modules" / ".bin" / "tsc")]


def compiled(tsc: list[str], project: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [*tsc, "-p", str(project), "--outDir", str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_our_client(tsc: list[str], tmp_path: Path) -> None:
    made = compiled(tsc, CLIENT, tmp_path / "dist")
    assert (made.returncode, made.stdout) == (0, "")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    node = ["node", str(HERE / "client_test.mjs"), str(tmp_path / "dist" / "index.js")]
    ran = subprocess.run(node, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_wrong_use_does_not_compile(tsc: list[str], tmp_path: Path) -> None:
    shutil.copytree(CLIENT, tmp_path / "client")
    (tmp_path / "client" / "src" / "wrong.ts").write_text(
        'import { Client } from "./index.js";\n'
        'void new Client({}).rooms.listRooms({ organizationId: "1", ordering: "name" });\n'
        'void new Client({}).rooms.createRoom({ organizationId: "1", body: {} });\n'
    )
    made = compiled(tsc, tmp_path / "client", tmp_path / "dist")
    assert made.stdout.count("error TS") == 2


def test_every_way_to_send_a_value(tsc: list[str], tmp_path: Path) -> None:
    files, _ = typescript_client(load_api(HERE / "shelves.yaml"))
    write_tree(tmp_path / "client", files)
    made = compiled(tsc, tmp_path / "client", tmp_path / "dist")
    assert (made.returncode, made.stdout) == (0, "")


def test_what_fetch_cannot_send_is_a_problem() -> None:
    _, problems = typescript_client(load_api(HERE / "shelves.yaml"))
    assert [(each.code, each.where.line) for each in problems] == [("cookie-parameter", 17)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("list rooms", "listRooms"), ("URL", "url"), ("URLPath", "urlPath"), ("x-rate", "xRate")],
)
def test_camel_case(text: str, expected: str) -> None:
    assert camel(text, "value") == expected


def test_nothing_breaks_out_of_comments_and_strings() -> None:
    assert comment("a */ b\u2028c", 0) == "/** a *\\/ b c */\n"
    assert literal('a"\u2028\n\ud800`${x}') == '"a\\"\\u{2028}\\n\\u{d800}`${x}"'
