"""Stubs of a document as importable packages, made once."""

from __future__ import annotations

import importlib
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import httpx
import pytest
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.python.client.python_client import python_client
from clausegen.render.python.server.server_stub import server_stub
from clausegen.render.shapes.package import package_name
from clausegen.render.typescript.typescript_client import typescript_client
from running import ended

TYPESCRIPT = Path(__file__).parents[4] / "clients" / "typescript"
SPEC = Path(__file__).parents[4] / "spec" / "openapi.yaml"
CLIENTS = Path(__file__).parents[4] / "clients" / "python"
Generate = Callable[[str | Path], ModuleType]
Script = Callable[[httpx.Request], httpx.Response]


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
        importlib.invalidate_caches()
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
        importlib.invalidate_caches()
        return importlib.import_module(names[-1])

    yield from _importing(tmp_path / "clients", generate, names)


def _importing(folder: Path, generate: Generate, names: list[str]) -> Iterator[Generate]:
    sys.path.insert(0, str(folder))
    yield generate
    sys.path.remove(str(folder))
    for module in [each for each in sys.modules if each.partition(".")[0] in names]:
        del sys.modules[module]


@pytest.fixture(scope="module")
def package() -> Iterator[ModuleType]:
    """The committed client."""
    sys.path.insert(0, str(CLIENTS))
    yield importlib.import_module("giosg_rooms_and_brands")
    sys.path.remove(str(CLIENTS))


@pytest.fixture
def models(package: ModuleType) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.models")


@pytest.fixture
def room() -> dict[str, Any]:
    """A room as the document shows it."""
    asgi = importlib.import_module("giosg_mock.stub.asgi")
    return dict(asgi.examples()["retrieveRoom"])


@pytest.fixture
def connect(package: ModuleType) -> Callable[..., Any]:
    def make(*script: Script | httpx.Response, **options: Any) -> tuple[Any, list[httpx.Request]]:
        requests: list[httpx.Request] = []
        answers = iter(script)

        def handle(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            answer = next(answers)
            return answer if isinstance(answer, httpx.Response) else answer(request)

        given = {"api_token": "secret", "retry": package.Retry(first=0.0)} | options
        return package.Client(transport=httpx.MockTransport(handle), **given), requests

    return make


@pytest.fixture(scope="session")
def node_tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tsc and pyright: what CLAUSEKIT_NODE_TOOLS names, else installed from npm."""
    given = os.environ.get("CLAUSEKIT_NODE_TOOLS")
    if given:
        return Path(given)
    if shutil.which("npm") is None:
        _lack("node and npm are not installed")
    folder = tmp_path_factory.mktemp("npm")
    install = ["npm", "install", "--no-save", "--no-audit", "--no-fund"]
    packages = ["typescript@>=5.4", "pyright"]
    try:
        made = subprocess.run(
            [*install, *packages], cwd=folder, capture_output=True, check=False, timeout=120
        )
    except subprocess.TimeoutExpired:
        _lack("npm's registry does not answer")
    if made.returncode:
        _lack("typescript and pyright cannot be installed from npm's registry")
    return folder / "node_modules" / ".bin"


def _lack(why: str) -> NoReturn:
    """Skips, but fails where CI requires these tests: a skip would hide that nobody looked."""
    if os.environ.get("CLAUSEKIT_REQUIRE_TOOLS"):
        pytest.fail(why)
    pytest.skip(why)


Compile = Callable[..., str]


@pytest.fixture(scope="session")
def compiled(node_tools: Path) -> Compile:
    """Runs tsc over a folder of clients or one client; returns what it complains about."""

    def run(folder: Path, *arguments: str) -> str:
        if not (folder / "tsconfig.json").exists():
            settings = json.loads((TYPESCRIPT / "tsconfig.json").read_text())
            settings["compilerOptions"]["rootDir"] = "."
            (folder / "tsconfig.json").write_text(json.dumps({**settings, "include": ["*/src"]}))
        command = [str(node_tools / "tsc"), "-p", str(folder), *arguments]
        done = ended(command)
        assert (done.returncode == 0) == (done.stdout == "")
        return done.stdout

    return run


@pytest.fixture
def node(compiled: Compile, tmp_path: Path) -> Callable[..., str]:
    """Runs a module against the TypeScript client of a document; returns what it prints."""

    def run(document: str, script: str, *arguments: str) -> str:
        folder = tmp_path / "typescript"
        (tmp_path / "document.yaml").write_text(document)
        write_tree(folder / "client", typescript_client(load_api(tmp_path / "document.yaml"))[0])
        assert compiled(folder, "--outDir", str(tmp_path / "dist")) == ""
        (tmp_path / "package.json").write_text('{"type": "module"}')
        module = str(tmp_path / "dist" / "client" / "src" / "index.js")
        ran = ended(["node", "--input-type=module", "-e", script, module, *arguments])
        assert ran.stderr == ""
        return ran.stdout

    return run


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
