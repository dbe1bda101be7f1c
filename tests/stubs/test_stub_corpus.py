"""Real documents: every valid one becomes code that compiles, is formatted, and type-checks.

The folder comes from CLAUSEKIT_CORPUS. mypy and ruff run once over everything.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.problems import Problem, SpecError
from clausegen.render.client.stub import python_client
from clausegen.render.output import write_tree
from clausegen.render.server.stub import server_stub
from clausegen.render.typescript.stub import typescript_client

CORPUS = os.environ.get("CLAUSEKIT_CORPUS")
REFUSED = {"docker-engine"}
"""Swagger 2.0."""
RULES = "E4,E7,E9,F,W,I,UP,B,C4,SIM,PIE,RET,PYI"
Maker = Callable[[Api], tuple[dict[str, str | bytes], tuple[Problem, ...]]]

pytestmark = pytest.mark.skipif(CORPUS is None, reason="CLAUSEKIT_CORPUS names no folder")


def documents() -> list[tuple[str, Path, Path]]:
    """(name, document, folder that its references may lead to)."""
    folder = Path(CORPUS or ".")
    rows = (folder / "index.tsv").read_text().splitlines()[1:] if CORPUS else []
    found = []
    for row in rows:
        name, file, *_ = row.split("\t")
        path = folder / file
        if path.exists():
            found.append((name, path, folder / file.split("/")[0] if "/" in file else folder))
    return found


@pytest.fixture(scope="module")
def apis() -> dict[str, Api]:
    """All documents that load, by a name that Python can import."""
    loaded = {}
    for name, path, folder in documents():
        try:
            loaded[name.replace("-", "_").replace(".", "_")] = load_api(path, folder)
        except SpecError:
            assert name in REFUSED
    return loaded


@pytest.fixture(scope="module", params=[server_stub, python_client])
def generated(
    request: pytest.FixtureRequest, apis: dict[str, Api], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    maker: Maker = request.param
    out = tmp_path_factory.mktemp(maker.__name__)
    for name, api in apis.items():
        write_tree(out / name, maker(api)[0])
    return out


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout[-4000:] + done.stderr[-4000:]


def test_python_compiles(generated: Path) -> None:
    assert compileall.compile_dir(generated, quiet=1, workers=1)


def test_python_is_formatted(generated: Path) -> None:
    plain = ["--no-cache", "--isolated", "--config", "line-length=100"]
    assert run(generated, "ruff", "format", *plain, "--diff", ".") == ""


def test_python_is_clean(generated: Path) -> None:
    plain = ["--no-cache", "--isolated", "--config", "line-length=100", "--select", RULES]
    ignored = "UP040,UP046,UP047"  # syntax of Python 3.12; the code is for 3.11 too
    assert run(generated, "ruff", "check", *plain, "--ignore", ignored, ".") == ""


def test_python_type_checks(generated: Path) -> None:
    """One run over one folder each: packages of the same name would be confused otherwise."""
    cache = generated.parent / "mypy"  # outside, so that libraries are read once only
    failures = {
        folder.name: said
        for folder in sorted(generated.iterdir())
        if (said := run(generated, "mypy", "--strict", "--cache-dir", str(cache), folder.name))
    }
    assert failures == {}


def test_types_can_be_decoded(generated: Path) -> None:
    """Msgspec accepts every class: in a process of its own, to forget the modules again."""
    script = Path(__file__).with_name("decoders.py").read_text()
    (generated / "decoders.py").write_text(script)
    assert run(generated, "decoders", str(generated)) == ""
    (generated / "decoders.py").unlink()


def test_typescript_keeps_every_operation(apis: dict[str, Api]) -> None:
    for name, api in apis.items():
        files, _ = typescript_client(api)
        code = "".join(str(text) for file, text in files.items() if file.startswith("src/api/"))
        assert code.count("this.transport.send") == len(api.operations), name


def test_output_is_deterministic(apis: dict[str, Api]) -> None:
    for api in apis.values():
        for maker in (server_stub, python_client, typescript_client):
            assert maker(api) == maker(api)
