"""A fresh instance of a service, for the time of one run."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from serving.service import HERE, Service
from serving.shown import send

PATIENCE = 900  # seconds until a service must answer


@contextlib.contextmanager
def running(service: Service, folder: Path) -> Iterator[str]:
    """A fresh instance, in a folder of its own."""
    state, log = folder / "state", folder / "server.log"
    places = {
        "bin": str(folder / "env" / "bin"),
        "python": str(folder / "env" / "bin" / "python"),
        "node": str(folder / "node_modules"),
        "folder": str(state),
        "port": str(port := _free_port()),
        "below": str(port - 1),
        "lower": str(port - 2),
    }
    env = {**os.environ, "PORT": places["port"], "HOST": "127.0.0.1", "HOME": str(state)}
    env["PATH"] = os.pathsep.join((places["bin"], f"{places['node']}/.bin", env["PATH"]))
    env |= {name: value.format(**places) for name, value in service.env.items()}
    env.pop("PYTHONPATH", None)
    _prepare(service, folder, places, env)
    command = [each.format(**places) for each in service.command]
    with log.open("ab") as lines:
        process = subprocess.Popen(command, cwd=state, env=env, stdout=lines, stderr=lines)
    url = f"http://127.0.0.1:{places['port']}"
    try:
        _wait(process, url + (service.ready or service.document), log)
        for method, path, payload in service.seeds:
            send(service, method, url + path, payload)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=90)
        except subprocess.TimeoutExpired:
            process.kill()


def _prepare(service: Service, folder: Path, places: dict[str, str], env: dict[str, str]) -> None:
    """Fills the folder that the service runs in."""
    state, fresh = folder / "state", folder / "fresh"
    shutil.rmtree(state, ignore_errors=True)
    if fresh.exists():
        shutil.copytree(fresh, state)
        return
    state.mkdir()
    for wanted, text in service.files.items():
        (state / wanted).write_text(text)
    for each in (HERE.parent / service.words).glob("*.py") if service.words else ():
        shutil.copy(each, state)
    for wanted, source in service.copies.items():
        (state / wanted).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "node_modules" / source, state / wanted)
    with (folder / "server.log").open("ab") as log:
        for each in service.prepare:
            command = [part.format(**places) for part in each]
            subprocess.run(command, cwd=state, env=env, stdout=log, stderr=log, check=True)
    shutil.copytree(state, fresh)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError):
            try:
                with urllib.request.urlopen(url, timeout=10):
                    return
            except urllib.error.HTTPError as error:
                if error.code in {401, 403}:
                    return  # it runs, and asks who is there
        if process.poll() is not None or time.monotonic() > until:
            sys.exit(f"{url} does not answer; {log} says:\n{log.read_text()[-1000:]}")
        time.sleep(0.5)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
