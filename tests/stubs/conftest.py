"""Stubs of a document as importable packages, made once."""

from __future__ import annotations

import importlib
import itertools
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from clausegen.load import load_api
from clausegen.render.client.stub import package_name, python_client
from clausegen.render.output import write_tree
from clausegen.render.server.stub import server_stub

SPEC = Path(__file__).parents[2] / "spec" / "openapi.yaml"
Generate = Callable[[str | Path], ModuleType]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | Path], Path]:
    """A document given as text or path, as a path."""

    def write(document: str | Path) -> Path:
        if isinstance(document, Path):
            return document
        path = tmp_path / "openapi.yaml"
        path.write_text(document)
        return path

    return write


@pytest.fixture
def server(tmp_path: Path, written: Callable[[str | Path], Path]) -> Iterator[Generate]:
    """Makes the server stub of a document and imports it."""
    count = itertools.count()
    names: list[str] = []

    def generate(document: str | Path) -> ModuleType:
        name = f"stub_{tmp_path.name}_{next(count)}"
        names.append(name)
        write_tree(tmp_path / "servers" / name, server_stub(load_api(written(document)))[0])
        return importlib.import_module(name)

    yield from _importing(tmp_path / "servers", generate, names)


@pytest.fixture
def client(tmp_path: Path, written: Callable[[str | Path], Path]) -> Iterator[Generate]:
    """Makes the Python client of a document and imports it."""
    names: list[str] = []

    def generate(document: str | Path) -> ModuleType:
        api = load_api(written(document))
        names.append(package_name(api))
        write_tree(tmp_path / "clients", python_client(api)[0])
        return importlib.import_module(names[-1])

    yield from _importing(tmp_path / "clients", generate, names)


def _importing(folder: Path, generate: Generate, names: list[str]) -> Iterator[Generate]:
    sys.path.insert(0, str(folder))
    yield generate
    sys.path.remove(str(folder))
    for module in [each for each in sys.modules if each.partition(".")[0] in names]:
        del sys.modules[module]


Run = Callable[..., subprocess.CompletedProcess[str]]
SECONDS = 60
MEMORY = 2**30


@pytest.fixture
def clausegen(tmp_path: Path) -> Run:
    """Runs `clausegen stubs`, bounded; afterwards nothing but the output folder may be new."""
    work = tmp_path / "work"
    work.mkdir()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def run(document: str | bytes, *kind: str) -> subprocess.CompletedProcess[str]:
        path = work / "openapi.yaml"
        path.write_bytes(document if isinstance(document, bytes) else document.encode())
        before = {*work.iterdir(), work / "out"}
        program = Path(sys.executable).with_name("clausegen")
        done = subprocess.run(
            [program, "stubs", *kind, path, "--out", "out"],
            cwd=work,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            preexec_fn=limit,
            errors="replace",
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert {*work.iterdir()} <= before
        return done

    return run
