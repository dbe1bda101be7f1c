"""Services that nobody here wrote: the suite and schemathesis' CLI side by side on each.

    python benchmarks/services.py                 # every service
    python benchmarks/services.py todo chroma     # some; the others keep their last results
    python benchmarks/services.py --table         # only write the table again

Installs each service by name into build/services, starts it on loopback, runs both tools with no
file written, compares what the service shows before and after, and stops it. What they are is in
services.toml, together with what a person made of the findings. The table is services.md.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import tomllib
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "services"
PATIENCE = 900  # seconds until a service must answer
LIMIT = 120  # seconds for schemathesis, which would go on for hours on a large document
NPM = "install --silent --no-audit --no-fund --no-package-lock --prefix"
FAILED = 400
SHOWN = 110  # characters of a reason
Known = Mapping[str, Any]


@dataclass(frozen=True)
class Service:
    """How a service is installed, started and looked at; see services.toml."""

    name: str
    framework: str
    command: list[str]
    """{bin}, {node}, {folder} and {port} are filled in."""
    document: str
    """Where it serves its own document, or the file of it in the source distribution."""
    shows: list[str]
    """GET or POST and a path, whose answers must hold afterwards what they held before."""
    pip: list[str]
    npm: list[str]
    token: str
    username: str
    password: str
    env: dict[str, str]
    files: dict[str, str]
    """Written into its folder before the start."""
    copies: dict[str, str]
    """The same, from node_modules."""
    prepare: list[list[str]]
    """Commands before the first start; what they made is copied for the next ones."""
    seeds: list[list[Any]]
    """[method, path, payload]: what is there before a run, so that harm can be seen."""
    note: str
    """What the numbers do not say."""
    ready: str
    """Where it answers as soon as it runs."""
    prefix: str
    """Of all paths, where no `servers` of the document says it."""
    judged: dict[str, str]
    """By clause: what a person made of a broken one."""
    lacks: dict[str, str]
    """By the beginning of a reason why not: the line of documentation that is missing."""
    theirs: dict[str, str]
    """By what schemathesis calls a failure: found by ours, or why not."""

    @property
    def is_served(self) -> bool:
        return self.document.startswith("/")


def main(arguments: list[str]) -> None:
    services = _services()
    names = [each for each in arguments if not each.startswith("-")]
    if "--table" not in arguments:
        for each in services:
            if not names or each.name in names:
                _measure(each)
    text = "\n".join(_table(services)) + "\n"
    print(text)
    (HERE / "services.md").write_text(text)


def _services() -> list[Service]:
    told = tomllib.loads((HERE / "services.toml").read_text())
    empty: dict[str, Any] = {
        **{name: [] for name in ("pip", "npm", "prepare", "seeds")},
        **{name: {} for name in ("env", "files", "copies", "judged", "lacks", "theirs")},
        **dict.fromkeys(("token", "username", "password", "note", "ready", "prefix"), ""),
    }
    return [Service(name=name, **{**empty, **table}) for name, table in told.items()]


# The runs


def _measure(service: Service) -> None:
    folder = BUILD / service.name
    _install(service, folder)
    found: dict[str, Any] = {}
    for tool, run in (("ours", _ours), ("theirs", _theirs)):
        with _running(service, folder) as url:
            before = _shown(service, url)
            started = time.monotonic()
            found[tool] = run(service, folder, url)
            found[tool]["seconds"] = round(time.monotonic() - started)
            found[tool]["harm"] = _harm(service, url, before)
    (folder / "result.json").write_text(json.dumps(found, indent=1))


def _install(service: Service, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pip = folder / "env" / "bin" / "pip"
    if service.pip and not pip.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
        subprocess.run([str(pip), "install", "--quiet", *service.pip], check=True)
    if service.npm and not (folder / "node_modules").exists():
        subprocess.run(["npm", *NPM.split(), str(folder), *service.npm], check=True)
    if not service.is_served and not any(folder.glob("openapi.*")):
        _unpack(service, folder, str(pip))


def _unpack(service: Service, folder: Path, pip: str) -> None:
    """The document of the installed version, from its source distribution."""
    name = service.pip[0]
    told = subprocess.run([pip, "show", name], check=True, capture_output=True, text=True).stdout
    version = next(each for each in told.splitlines() if each.startswith("Version: "))[9:]
    command = [pip, "download", "--quiet", "--no-deps", "--no-binary", name, "-d", str(folder)]
    subprocess.run([*command, f"{name}=={version}"], check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        member = next(each for each in archive.getnames() if each.endswith(service.document))
        file = archive.extractfile(member)
        assert file is not None
        (folder / f"openapi{Path(member).suffix}").write_bytes(file.read())


@contextlib.contextmanager
def _running(service: Service, folder: Path) -> Iterator[str]:
    """A fresh instance, in a folder of its own."""
    state, log = folder / "state", folder / "server.log"
    places = {
        "bin": str(folder / "env" / "bin"),
        "python": str(folder / "env" / "bin" / "python"),
        "node": str(folder / "node_modules"),
        "folder": str(state),
        "port": str(_free_port()),
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
            _send(service, method, url + path, payload)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
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
    for wanted, source in service.copies.items():
        (state / wanted).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "node_modules" / source, state / wanted)
    with (folder / "server.log").open("ab") as log:
        for each in service.prepare:
            command = [part.format(**places) for part in each]
            subprocess.run(command, cwd=state, env=env, stdout=log, stderr=log, check=True)
    shutil.copytree(state, fresh)


def _ours(service: Service, folder: Path, url: str) -> dict[str, Any]:
    report = folder / "report"
    shutil.rmtree(report, ignore_errors=True)
    command = [
        str(Path(sys.executable).parent / "clausecheck"),
        "run",
        "--base-url",
        url + service.prefix,
    ]
    command += ["--depth", "quick", "--seed", "1", "--report", str(report)]
    for key in ("token", "username", "password"):
        if value := getattr(service, key):
            command += ["--target-set", f"actors.owner.{key}={value}"]
    if service.document != "/openapi.json":
        command.append(_document(service, folder, url))
    with (folder / "ours.log").open("wb") as log:
        subprocess.run(command, check=False, cwd=report.parent, stdout=log, stderr=log)
    told = json.loads((report / "contract.json").read_text())
    clauses = [each for each in told["clauses"] if each["verdict"] != "waived"]
    return {
        "counts": Counter(each["verdict"] for each in clauses),
        "requests": told["run"]["requests"],
        "broken": {
            each["id"]: each["failures"][0]["observed"]
            for each in clauses
            if each["verdict"] == "broken"
        },
        "unchecked": Counter(each["reason"] for each in clauses if each["reason"]),
    }


def _document(service: Service, folder: Path, url: str, *, always: bool = False) -> str:
    """Its place at the service; a file where it is not served, or only with credentials.

    `always` a file: schemathesis waits ten seconds for a document, which is not enough for all.
    """
    if service.is_served and not any(_credentials(service)) and not always:
        return service.document
    file = folder / "openapi.yaml"
    if service.is_served:
        file.write_bytes(_send(service, "GET", url + service.document))
    return str(next(folder.glob("openapi.*")))


def _theirs(service: Service, folder: Path, url: str) -> dict[str, Any]:
    place = _document(service, folder, url, always=True)
    report = folder / "schemathesis.json"
    report.unlink(missing_ok=True)
    st = str(Path(sys.executable).parent / "st")
    command = [st, "run", place, "--url", url + service.prefix, "--checks", "all", "--seed", "1"]
    command += ["--max-time", str(LIMIT), "--report-json-path", str(report), "--no-color"]
    command += [
        part for name, value in _credentials(service) for part in ("-H", f"{name}: {value}")
    ]
    with (folder / "theirs.log").open("wb") as log, contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, cwd=folder, stdout=log, stderr=log, timeout=2 * LIMIT)
    return _told(report)


def _told(report: Path) -> dict[str, Any]:
    """Its failures by title, with their operations."""
    if not report.exists() or not report.stat().st_size:
        return {"failures": {"no report was written": []}, "requests": "?"}
    told = json.loads(report.read_text())
    failures = {each["title"]: each["operations"] for each in told["failures"]}
    return {"failures": failures, "requests": told["test_cases"]["generated"]}


# What a service shows


def _shown(service: Service, url: str) -> list[Any]:
    """One list of parts for each of `shows`."""
    return [
        _parts(json.loads(_send(service, method, url + path, None if method == "GET" else {})))
        for method, path in (each.split() for each in service.shows)
    ]


def _parts(answer: Any) -> list[Any]:
    """What can be compared alone: items of a list, entries of an object."""
    if isinstance(answer, list):
        return answer
    if not isinstance(answer, dict):
        return [answer]
    items = [each for value in answer.values() if isinstance(value, list) for each in value]
    return items or [[name, value] for name, value in answer.items()]  # no counts beside items


def _harm(service: Service, url: str, before: list[Any]) -> str:
    try:
        after = _shown(service, url)
    except OSError as error:
        return f"it does not answer any more ({error})"
    lost = sum(each not in new for old, new in zip(before, after, strict=True) for each in old)
    more = [each for old, new in zip(before, after, strict=True) for each in new if each not in old]
    names = sorted({str(_name(each)) for each in more})
    left = f"; left behind: {', '.join(names)}" if len(more) > lost else ""
    return (f"{lost} of {sum(map(len, before))} changed" if lost else "none") + _short(left)


def _name(shown: Any) -> Any:
    return shown.get("name", shown.get("id")) if isinstance(shown, dict) else shown[0]


def _send(service: Service, method: str, url: str, payload: Any = None) -> bytes:
    headers = {"Content-Type": "application/json"}
    headers |= dict(_credentials(service))
    data = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return bytes(answer.read())


def _credentials(service: Service) -> Iterator[tuple[str, str]]:
    if service.token:
        yield "Authorization", f"Bearer {service.token}"
    if service.username:
        pair = base64.b64encode(f"{service.username}:{service.password}".encode()).decode()
        yield "Authorization", f"Basic {pair}"


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except urllib.error.HTTPError as error:
            if error.code in {401, 403}:
                return  # it runs, and asks who is there
            time.sleep(0.5)
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"{url} does not answer; {log} says:\n{log.read_text()[-1000:]}")
            time.sleep(0.5)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


# The table


HEAD = """\
# Services of others

Made by `python benchmarks/services.py`. Ours: `clausecheck run --base-url URL`, depth quick, an
empty target file, with a token where one is needed. Theirs: schemathesis' CLI with all checks, and
at most two minutes of generating. Both ran on the same two busy cores, so the seconds compare, and
no more. Harm: whether all that the service showed before is there afterwards, unchanged.

These numbers come from one evening, not from one command: the tools ran apart, on an overloaded
machine, and ours at several states of the toolkit, as each service's defects were mended (chroma
and LoopBack before the last). "True" is one person's reading of document and answer.

| service | clauses | kept | broken (true) | not checked | without a line that is missing | \
requests | seconds | harm | schemathesis: kinds of failures | requests | seconds | harm |
|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def _table(services: list[Service]) -> Iterator[str]:
    known = [
        (each, json.loads(file.read_text()))
        for each in services
        if (file := BUILD / each.name / "result.json").exists()
    ]
    yield HEAD
    yield from (_row(each, found) for each, found in known)
    for each, found in known:
        yield from ("", f"## {each.name}: {each.framework}", "")
        yield from (each.note, "") if each.note else ()
        yield from _told_broken(each, found["ours"])
        yield from _told_unchecked(each, found["ours"])
        yield from _told_theirs(each, found["theirs"])


def _row(service: Service, found: Known) -> str:
    ours, theirs = found["ours"], found["theirs"]
    count = Counter(ours["counts"])
    unchecked, all_of_them = count["not checked"], sum(count.values())
    open_ = sum(n for reason, n in ours["unchecked"].items() if not _lacking(service, reason))
    true = sum(_judged(service, each).startswith("true") for each in ours["broken"])
    cells = [
        f"{service.name} ({service.framework})",
        all_of_them,
        count["kept"],
        f"{count['broken']} ({true})",
        f"{unchecked} ({unchecked / all_of_them:.0%})",
        f"{open_ / all_of_them:.0%}",
        *(ours[each] for each in ("requests", "seconds", "harm")),
        len(theirs["failures"]),
        *(theirs[each] for each in ("requests", "seconds", "harm")),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _told_broken(service: Service, ours: Known) -> Iterator[str]:
    if not ours["broken"]:
        yield "Ours calls nothing broken."
        return
    yield from ("| broken | observed | judged by hand |", "|---|---|---|")
    for clause, observed in ours["broken"].items():
        why = _judged(service, clause) or "not judged yet"
        yield f"| {clause} | {_short(observed)} | {why} |"


def _told_unchecked(service: Service, ours: Known) -> Iterator[str]:
    if not ours["unchecked"]:
        return
    yield from ("", "| not checked | why | the line that is missing |", "|---|---|---|")
    for reason, count in Counter(ours["unchecked"]).most_common():
        yield f"| {count} | {_short(reason)} | {_lacking(service, reason)} |"


def _told_theirs(service: Service, theirs: Known) -> Iterator[str]:
    if not theirs["failures"]:
        return
    yield from ("", "| schemathesis says | of | ours |", "|---|---|---|")
    for kind, operations in theirs["failures"].items():
        why = service.theirs.get(kind, "not argued yet")
        yield f"| {kind} | {_short(', '.join(operations))} | {why} |"


def _judged(service: Service, clause: str) -> str:
    return next((why for told, why in service.judged.items() if fnmatch(clause, told)), "")


def _lacking(service: Service, reason: str) -> str:
    found = (line for start, line in service.lacks.items() if reason.startswith(start))
    return next(found, "")


def _short(text: str) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= SHOWN else line[: SHOWN - 3] + "..."


if __name__ == "__main__":
    main(sys.argv[1:])
