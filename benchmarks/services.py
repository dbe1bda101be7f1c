"""Services that nobody here wrote: the suite and schemathesis' CLI side by side on each.

    python benchmarks/services.py                 # every service
    python benchmarks/services.py todo chroma     # some

Installs each service by name into build/services, starts it on loopback, runs both tools with no
file written, compares what the service shows before and after, and stops it. The table goes to
benchmarks/services.md; what the suite calls broken is judged by hand in JUDGED.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "services"
PATIENCE = 120  # seconds until a service must answer
NPM = "install --silent --no-audit --no-fund --no-package-lock --prefix"


@dataclass(frozen=True)
class Service:
    """How a service is installed, started and looked at."""

    name: str
    framework: str
    installs: tuple[str, ...]
    """Names for pip, or for npm with the prefix `npm:`."""
    command: tuple[str, ...]
    """{bin}, {node}, {folder} and {port} are filled in."""
    document: str
    """Where it serves its own document."""
    shows: tuple[str, ...]
    """Paths whose answers must be the same before and after."""
    prepares: tuple[tuple[str, str], ...] = ()
    """(file below the installed packages, where the service wants it in its folder)."""


SERVICES = (
    Service(
        name="todo",
        framework="LoopBack 4 (Node.js)",
        installs=("npm:@loopback/example-todo",),
        command=("node", "{node}/@loopback/example-todo/dist/index.js"),
        document="/openapi.json",
        shows=("/todos",),
        prepares=(("@loopback/example-todo/data/db.json", "data/db.json"),),
    ),
    Service(
        name="chroma",
        framework="axum (Rust)",
        installs=("chromadb",),
        command=("{bin}/chroma", "run", "--host", "127.0.0.1", "--port", "{port}", "--path", "db"),
        document="/openapi.json",
        shows=("/api/v2/tenants/default_tenant/databases",),
    ),
    Service(
        name="prefect",
        framework="FastAPI (Python)",
        installs=("prefect",),
        command=("{bin}/prefect", "server", "start", "--host", "127.0.0.1", "--port", "{port}"),
        document="/openapi.json",
        shows=("/api/admin/settings",),
    ),
)

JUDGED: dict[tuple[str, str], str] = {
    ("todo", "TodoController.create.responses"): "true: the payload null ends in a 500",
    ("todo", "TodoController.create.remindAtAddress.stored"): (
        "true: an address that the geocoder does not answer for ends in a 500, which is not listed"
    ),
    ("todo", "TodoWithRelations.title.type"): (
        "true: filter.fields leaves out a title that the schema requires; no sentence says so"
    ),
    ("chroma", "healthcheck.responses"): "true: a string is documented, an object is answered",
    ("chroma", "version.responses"): "true: text/plain is documented, JSON is answered",
}
"""(service, clause) -> whether the document supports the finding."""

HEAD = """# Services of others

Made by `python benchmarks/services.py`: ours with `clausecheck run --base-url URL` and no file
written, depth quick; schemathesis' CLI with all checks. Harm: whether what the service showed
before is unchanged. Under each service, what ours calls broken, judged by hand.

| service | clauses | kept | broken | not checked | requests | seconds | harm | schemathesis |
|---|---|---|---|---|---|---|---|---|
"""


def main(names: list[str]) -> None:
    chosen = [each for each in SERVICES if not names or each.name in names]
    rows = [row for each in chosen for row in _measured(each)]
    text = HEAD + "\n".join(rows) + "\n"
    print(text)
    (ROOT / "benchmarks" / "services.md").write_text(text)


def _measured(service: Service) -> Iterator[str]:
    folder = BUILD / service.name
    _installed(service, folder)
    with _running(service, folder) as url:
        ours = _ours(service, folder, url)
    with _running(service, folder) as url:
        theirs = _theirs(service, folder, url)
    yield f"| {service.name}: {service.framework} | {ours} | {theirs} |"
    for clause, verdict in _broken(folder):
        why = JUDGED.get((service.name, clause), "not judged yet")
        yield f"| | {clause} | | {verdict} | | | | | {why} |"


def _installed(service: Service, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    python = [each for each in service.installs if not each.startswith("npm:")]
    node = [each.removeprefix("npm:") for each in service.installs if each.startswith("npm:")]
    if python and not (folder / "env").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
        pip = str(folder / "env" / "bin" / "pip")
        subprocess.run([pip, "install", "--quiet", *python], check=True)
    if node and not (folder / "node_modules").exists():
        subprocess.run(["npm", *NPM.split(), str(folder), *node], check=True)


@contextlib.contextmanager
def _running(service: Service, folder: Path) -> Iterator[str]:
    """A fresh instance, in a folder of its own."""
    state = folder / "state"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir()
    for source, wanted in service.prepares:
        (state / wanted).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "node_modules" / source, state / wanted)
    port = _free_port()
    places = {
        "bin": str(folder / "env" / "bin"),
        "node": str(folder / "node_modules"),
        "port": str(port),
    }
    command = [each.format(**places) for each in service.command]
    env = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "HOME": str(state)}
    with (state / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=state, env=env, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url + service.document)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _ours(service: Service, folder: Path, url: str) -> str:
    before = _shown(service, url)
    started = time.monotonic()
    report = folder / "report"
    command = [str(Path(sys.executable).parent / "clausecheck"), "run", "--base-url", url]
    command += ["--depth", "quick", "--seed", "1", "--report", str(report)]
    subprocess.run(command, check=False, cwd=folder, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    told = json.loads((report / "contract.json").read_text())
    count = Counter(each["verdict"] for each in told["clauses"])
    decided = sum(count.values()) - count["waived"]
    unchecked = f"{count['not checked']} ({count['not checked'] / decided:.0%})"
    harm = "none" if _shown(service, url) == before else "CHANGED"
    requests = told["run"].get("requests", "")
    return (
        f"{decided} | {count['kept']} | {count['broken']} | {unchecked} | {requests}"
        f" | {seconds:.0f} | {harm}"
    )


def _theirs(service: Service, folder: Path, url: str) -> str:
    before = _shown(service, url)
    started = time.monotonic()
    st = str(Path(sys.executable).parent / "st")
    command = [st, "run", url + service.document, "--url", url, "--checks", "all", "--seed", "1"]
    done = subprocess.run(
        [*command, "--no-color"], check=False, cwd=folder, capture_output=True, text=True
    )
    seconds = time.monotonic() - started
    (folder / "schemathesis.log").write_text(done.stdout + done.stderr)
    lines = [each.strip() for each in done.stdout.splitlines()]
    failures = next((each for each in lines if "unique failures" in each), "see log")
    cases = next((each for each in lines if "generated" in each), "")
    try:
        harm = "none" if _shown(service, url) == before else "CHANGED"
    except OSError:
        harm = "the service is down"
    return f"{failures}, {cases}, {seconds:.0f} s, {harm}"


def _broken(folder: Path) -> Iterator[tuple[str, str]]:
    told = json.loads((folder / "report" / "contract.json").read_text())
    for each in told["clauses"]:
        if each["verdict"] == "broken":
            yield each["id"], "broken"


def _shown(service: Service, url: str) -> list[bytes]:
    return [_read(url + path) for path in service.shows]


def _read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())


def _wait(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            _read(url)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main(sys.argv[1:])
