"""Real documents: every valid one becomes code that imports, is formatted, and type-checks.

The folder comes from CLAUSEKIT_CORPUS. Each tool runs once over everything.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.render.generated import write_tree
from clausegen.render.python.client.python_client import python_client
from clausegen.render.python.server.server_stub import server_stub
from clausegen.render.shapes.good_answers import other_types
from clausegen.render.typescript.typescript_client import typescript_client
from clausegen.text.problems import Problem, SpecError
from corpus import CORPUS, is_large, needed
from running import ended

REFUSED = {"docker-engine"}
"""Swagger 2.0."""
RULES = "E4,E7,E9,F,W,I,UP,B,C4,SIM,PIE,RET,PYI"
PLAIN = ("--no-cache", "--isolated", "--config", "line-length=100")
Files = dict[str, str | bytes]
Maker = Callable[[Api], tuple[Files, tuple[Problem, ...]]]
MAKERS: dict[str, Maker] = {
    "servers": server_stub,
    "clients": python_client,
    "typescript": typescript_client,
}

pytestmark = needed


def indexed() -> Iterator[tuple[str, str]]:
    """(name, file) of each."""
    for row in (CORPUS / "index.tsv").read_text().splitlines()[1:]:
        name, file, *_ = row.split("\t")
        yield name, file


def documents() -> Iterator[tuple[str, Path, Path]]:
    """(name that Python can import, document, folder that its references may lead to)."""
    for name, file in indexed():
        path = CORPUS / file
        if path.exists() and name not in REFUSED:
            home = CORPUS / file.split("/")[0] if "/" in file else CORPUS
            yield name.replace("-", "_").replace(".", "_"), path, home


@pytest.fixture(scope="module")
def apis(pytestconfig: pytest.Config) -> dict[str, Api]:
    is_full = pytestconfig.getoption("--full")
    return {
        name: load_api(path, folder)
        for name, path, folder in documents()
        if is_full or not is_large(path)
    }


@pytest.fixture(scope="module")
def generated(apis: dict[str, Api], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for each maker, and in it one for each document."""
    out = tmp_path_factory.mktemp("corpus")
    for kind, maker in MAKERS.items():
        for name, api in apis.items():
            write_tree(out / kind / name, maker(api)[0])
    return out


def run(folder: Path, *command: str) -> str:
    done = ended([sys.executable, "-m", *command], cwd=folder)
    return "" if done.returncode == 0 else done.stdout[-4000:] + done.stderr[-4000:]


def test_the_others_are_refused() -> None:
    for name, file in indexed():
        if name in REFUSED:
            with pytest.raises(SpecError):
                load_api(CORPUS / file)


def test_python_is_formatted(generated: Path) -> None:
    assert run(generated, "ruff", "format", *PLAIN, "--diff", ".") == ""


def test_python_is_clean(generated: Path) -> None:
    ignored = "UP040,UP046,UP047"  # syntax of Python 3.12; the code is for 3.11 too
    assert (
        run(generated, "ruff", "check", *PLAIN, "--select", RULES, "--ignore", ignored, ".") == ""
    )


def test_python_type_checks(generated: Path) -> None:
    """One run for all: the folder of its document keeps packages of the same name apart."""
    strict = ("--strict", "--namespace-packages", "--explicit-package-bases")
    cache = str(generated.parent / "mypy")
    assert run(generated, "mypy", *strict, "--cache-dir", cache, "servers", "clients") == ""


@pytest.mark.parametrize("kind", ["servers", "clients"])
def test_python_can_be_used(generated: Path, kind: str) -> None:
    """Every module imports and msgspec accepts every class, in a process that ends with them."""
    script = str(Path(__file__).with_name("decoders.py"))
    done = ended([sys.executable, script, str(generated / kind)])
    assert done.stderr[-4000:] == ""


def test_typescript_compiles(generated: Path, compiled: Callable[..., str]) -> None:
    assert compiled(generated / "typescript", "--noEmit")[-4000:] == ""


def test_typescript_keeps_every_operation(generated: Path, apis: dict[str, Api]) -> None:
    for name, api in apis.items():
        files = (generated / "typescript" / name / "src" / "api").glob("*.ts")
        code = "".join(path.read_text() for path in files)
        sent = code.count("this.transport.send<") + code.count("this.transport.stream<")
        others = [each for operation in api.operations for each in other_types(operation)]
        assert sent == len(api.operations) + len(others), name


def test_output_is_deterministic(generated: Path) -> None:
    """Another process, whose sets have another order, makes the same."""
    small = [name for name, path, _ in documents() if not is_large(path)]
    script = "import test_stub_corpus as here; here.print_digests()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    there = json.loads(done.stdout)
    here = {
        f"{kind}/{name}": digest(read(generated / kind / name)) for kind in MAKERS for name in small
    }
    assert there == here


def print_digests() -> None:
    """What the other process does."""
    found: dict[str, str] = {}
    for name, path, folder in documents():
        if not is_large(path):
            api = load_api(path, folder)
            found |= {
                f"{kind}/{name}": digest(make(api)[0].items()) for kind, make in MAKERS.items()
            }
    sys.stdout.write(json.dumps(found))


def read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and path.name != ".clausegen":
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def digest(files: Iterable[tuple[str, str | bytes]]) -> str:
    found = hashlib.sha256()
    for name, content in sorted(files):
        found.update(name.encode() + (content.encode() if isinstance(content, str) else content))
    return found.hexdigest()
