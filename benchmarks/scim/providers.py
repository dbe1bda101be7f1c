"""Implementations of SCIM by others: installed by name, served on loopback, stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

PARTS = Path(__file__).parent
BUILD = PARTS.parents[1] / "build" / "services"
PYTHON = BUILD / "scim" / "bin" / "python"
"""Of scim2-server and the peer's checker, which are written by the same people."""
NODE = BUILD / "scimmy"
PIP = ("scim2-server==0.8.3", "scim2-tester==0.5.2", "scim2-client[httpx2]")
NPM = ("express@5", "scimmy@1.3.5", "scimmy-routers@1.3.2")
QUIETLY = ("--silent", "--no-audit", "--no-fund", "--no-package-lock")


class Provider(NamedTuple):
    """An implementation, and how it is started on a port with a fault, if it has any."""

    name: str
    command: Callable[[int, str | None], list[str]]


def _scim2_server(port: int, fault: str | None) -> list[str]:
    return [str(PYTHON), str(PARTS / "faulty.py"), str(port), *([fault] if fault else [])]


def _scimmy(port: int, fault: str | None) -> list[str]:
    assert fault is None, "faults are those of scim2-server"
    return ["node", str(NODE / "memory.mjs"), str(port)]


SCIM2_SERVER = Provider("scim2-server 0.8.3", _scim2_server)
SCIMMY = Provider("SCIMMY 1.3.5 with scimmy-routers 1.3.2", _scimmy)


def install() -> None:
    """Puts both, and the peer's checker, where they are missing."""
    ready = BUILD / "scim" / "ready"
    if not ready.exists():
        venv.create(BUILD / "scim", clear=True, with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PIP], check=True)
        ready.touch()
    if not (NODE / "node_modules").exists():
        subprocess.run(["npm", "install", *QUIETLY, "--prefix", str(NODE), *NPM], check=True)
    shutil.copy(PARTS / "memory.mjs", NODE)


@contextmanager
def serving(provider: Provider, fault: str | None = None) -> Iterator[str]:
    """The address of a provider of its own, on a free port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen(
        provider.command(port, fault),
        env=plain(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port))):
            break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}/v2"
    finally:
        process.kill()
        process.wait()


def plain() -> dict[str, str]:
    """The environment without this project's Python."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
