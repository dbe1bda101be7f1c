"""Mocks of others and ours: installed from npm into build/mock, started on a free port."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

BUILD = Path(__file__).parents[2] / "build" / "mock"
NPM = "install --silent --no-audit --no-fund --no-package-lock --prefix"
PATIENCE = 120  # seconds until a mock must answer

SCALAR = """\
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { createMockServer } from '@scalar/mock-server'
const [document, port] = process.argv.slice(2)
const text = readFileSync(document, 'utf8')
const app = await createMockServer({ document: text, specification: text })
serve({ fetch: app.fetch, port: Number(port), hostname: '127.0.0.1' })
"""
BARE = """\
import sys, uvicorn
async def app(scope, receive, send):
    await receive()
    head = [(b"content-type", b"application/json"), (b"content-length", b"100")]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": b'"' + b"x" * 98 + b'"'})
uvicorn.run(app, port=int(sys.argv[1]), http="httptools", lifespan="off", log_level="error",
            access_log=False)
"""


class Mock(NamedTuple):
    """A mock, and the arguments of its command for a document and a port."""

    name: str
    command: Callable[[Path, int], list[str]]
    npm: tuple[str, ...] = ()
    prefix: Callable[[str], str] = lambda _: ""
    """What stands before its paths, from the path of the document's server."""
    needs: str = ""
    """A program that must be there."""
    more: tuple[str, ...] = ()
    """Further arguments."""


def _bin(name: str) -> str:
    return str(BUILD / "node_modules" / ".bin" / name)


def _ours(document: Path, port: int) -> list[str]:
    main = "from clausemock.cli import main; main()"
    known = ["--contract", "giosg"] if document.name == "giosg.json" else [str(document)]
    return [sys.executable, "-c", main, "serve", *known, "--port", str(port)]


def _scalar(document: Path, port: int) -> list[str]:
    script = BUILD / "scalar.mjs"
    script.write_text(SCALAR, encoding="utf-8")
    return ["node", str(script), str(document), str(port)]


def _json_server(document: Path, port: int) -> list[str]:
    """It knows no document: a collection of each first step of a path, as its users would write."""
    database = BUILD / f"{document.stem}.db.json"
    names = {path.split("/")[1] for path in paths(document) if "{" in path}
    database.write_text(json.dumps({name: [] for name in names}), encoding="utf-8")
    return [_bin("json-server"), str(database), "--port", str(port), "--host", "127.0.0.1"]


OURS = Mock("clausemock", _ours)
BARE_ASGI = Mock("a bare ASGI answer", lambda _, port: [sys.executable, "-c", BARE, str(port)])
PEERS = (
    Mock(
        "Prism",
        lambda document, port: [
            *(_bin("prism"), "mock", str(document), "-p", str(port), "-h", "127.0.0.1"),
            *("-v", "error"),
        ],
        ("@stoplight/prism-cli",),
    ),
    Mock(
        "Mockoon",
        lambda document, port: [
            *(_bin("mockoon-cli"), "start", "--data", str(document), "--port", str(port)),
            "--disable-log-to-file",
        ],
        ("@mockoon/cli",),
        lambda path: path,
    ),
    Mock("Scalar", _scalar, ("@scalar/mock-server", "@hono/node-server")),
    Mock("json-server", _json_server, ("json-server",)),
    Mock(
        "Specmatic",
        lambda document, port: [
            *(_bin("specmatic"), "stub", str(document), "--port", str(port)),
            *("--host", "127.0.0.1"),
        ],
        ("specmatic",),
        needs="java",
    ),
)


def install() -> None:
    """Everything that is not there yet."""
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = [name for each in PEERS for name in each.npm]
    if not all((BUILD / "node_modules" / name).exists() for name in wanted):
        subprocess.run(["npm", *NPM.split(), str(BUILD), *wanted], check=True)


class Running(NamedTuple):
    """A mock that answers."""

    url: str
    pid: int
    seconds: float
    """From the command to the first answer."""


@contextlib.contextmanager
def running(mock: Mock, document: Path) -> Iterator[Running]:
    """Raises TimeoutError if it does not answer."""
    port = _free_port()
    BUILD.mkdir(parents=True, exist_ok=True)
    log = (BUILD / f"{mock.name}.log").open("wb")
    begin = time.monotonic()
    with subprocess.Popen(
        [*mock.command(document, port), *mock.more],
        stdout=log,
        stderr=log,
        start_new_session=True,
        cwd=BUILD,
    ) as process:
        try:
            _wait(process, port, mock.name)
            yield Running(f"http://127.0.0.1:{port}", process.pid, time.monotonic() - begin)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 15)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)


def _wait(process: subprocess.Popen[bytes], port: int, name: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"{name} does not answer; see {BUILD}/{name}.log")


def paths(document: Path) -> Mapping[str, Any]:
    """The paths of a document."""
    from clausegen.load import load_api

    return {each.path: each for each in load_api(document).operations}


def server_path(document: Path) -> str:
    """The path of a document's first server."""
    from urllib.parse import urlsplit

    from clausegen.load import load_api

    servers = load_api(document).servers
    return urlsplit(servers[0].url).path.rstrip("/") if servers else ""


def versions() -> dict[str, str]:
    """What npm installed."""
    found = {}
    for mock in PEERS:
        told = BUILD / "node_modules" / mock.npm[0] / "package.json"
        if told.exists():
            found[mock.name] = json.loads(told.read_text(encoding="utf-8"))["version"]
    return found


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
