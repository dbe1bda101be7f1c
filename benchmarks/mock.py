"""How much processor time a mock takes for a request: ours, those of others, and the limit.

    CLAUSEKIT_CORPUS=FOLDER python benchmarks/mock.py             # writes mock.md
    CLAUSEKIT_CORPUS=FOLDER python benchmarks/mock.py clausemock  # ours alone
    python benchmarks/mock.py --pages                             # a page of 1,000 and of 1,000,000

Requests come one after the other over one connection. Counted is the processor time of the mock's
processes, from /proc, so a busy machine changes little; the fastest of three rounds counts.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausemock.app import target_of
from clausemock.derived.state import State
from peers.mocks import (
    BARE_ASGI,
    BUILD,
    OURS,
    PEERS,
    Mock,
    Running,
    install,
    running,
    server_path,
    versions,
)

HERE = Path(__file__).parent
ROUNDS, REQUESTS, WARM = 3, 150, 60
TICK = os.sysconf("SC_CLK_TCK")
ASKED = ("retrieve", "list", "create", "patch")
Measured = dict[str, float | str]


class Work(NamedTuple):
    """What is asked of the mocks of one document."""

    document: str
    path: str
    headers: dict[str, str]
    made: dict[str, Any]
    patch: tuple[str, dict[str, Any]]
    query: str = "limit=5"
    inside: str = ""
    key: str = "id"


def works(corpus: Path) -> dict[Path, Work]:
    """By document: ours, and two of the corpus."""
    target = target_of(manifest_of("giosg")).actors["admin"]
    rooms = f"/api/v5/orgs/{target.organization_id}/rooms"
    basic = {"Authorization": "Basic bW9jay11c2VyOg=="}
    return {
        _bundled(HERE.parent / "spec" / "openapi.yaml"): Work(
            "giosg",
            rooms,
            {"Authorization": f"Token {target.token}"},
            {"name": "Support"},
            ("PATCH", {"name": "Sales"}),
            "",
        ),
        corpus / "redocly-museum.yaml": Work(
            "museum",
            "/special-events",
            basic,
            {
                "name": "Night",
                "location": "Hall",
                "eventDescription": "Lamps.",
                "dates": ["2026-12-01"],
                "price": 12,
            },
            ("PATCH", {"price": 15}),
            key="eventId",
        ),
        corpus / "realworld-31.yaml": Work(
            "RealWorld",
            "/articles",
            {"Authorization": "Token mock-user"},
            {"title": "A mock", "description": "Short", "body": "Long", "tagList": ["a"]},
            ("PUT", {"body": "Longer"}),
            inside="article",
            key="slug",
        ),
    }


def _bundled(document: Path) -> Path:
    """In one file, as not every mock follows references to others."""
    BUILD.mkdir(parents=True, exist_ok=True)
    file = BUILD / "giosg.json"
    file.write_text(json.dumps(load_api(document).bundle), encoding="utf-8")
    return file


class Client:
    """One connection, and what is asked over it."""

    def __init__(self, url: str, work: Work, prefix: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._work, self._base = work, prefix
        self.where = f"{work.path}/1"

    def request(self, kind: str) -> int:
        """The status."""
        work = self._work
        if kind == "create":
            return self._send("POST", work.path, self._wrapped(work.made))
        if kind == "patch":
            return self._send(work.patch[0], self.where, self._wrapped(work.patch[1]))
        return self._send("GET", self.where if kind == "retrieve" else f"{work.path}?{work.query}")

    def make(self) -> None:
        """One thing to be asked for."""
        self._send("POST", self._work.path, self._wrapped(self._work.made))
        try:
            told = json.loads(self._body)
            told = told.get(self._work.inside, {}) if self._work.inside else told
            self.where = f"{self._work.path}/{told[self._work.key]}"
        except (ValueError, KeyError, TypeError, AttributeError):
            pass  # one that names nothing answers any path the same

    def _wrapped(self, value: Any) -> bytes:
        return json.dumps({self._work.inside: value} if self._work.inside else value).encode()

    def _send(self, method: str, path: str, body: bytes | None = None) -> int:
        headers = {**self._work.headers, "Content-Type": "application/json"}
        try:
            self._connection.request(method, self._base + path, body, headers)
            answer = self._connection.getresponse()
        except ConnectionError:  # the mock has ended it, as it may
            self._connection.close()
            self._connection.request(method, self._base + path, body, headers)
            answer = self._connection.getresponse()
        self._body = answer.read()
        return answer.status


def measured(mock: Mock, document: Path, work: Work) -> Measured:
    """Milliseconds a request, seconds to start, megabytes."""
    if mock.needs and shutil.which(mock.needs) is None:
        return {"note": f"{mock.needs} is missing"}
    try:
        with running(mock, document) as at:
            found: Measured = {"start": at.seconds, "start cpu": cpu(at)}
            client = Client(at.url, work, mock.prefix(server_path(document)))
            for _ in range(5):
                client.make()
            for kind in ASKED:
                found[kind] = _fastest(at, client, kind)
            return found | {"memory": memory(at)}
    except (TimeoutError, OSError, http.client.HTTPException) as error:
        return {"note": str(error)[:80]}


def _fastest(at: Running, client: Client, kind: str) -> float | str:
    for _ in range(WARM):
        status = client.request(kind)
    if status >= HTTPStatus.BAD_REQUEST:
        return f"answers {status}"
    rounds = []
    for _ in range(ROUNDS):
        before = cpu(at)
        for _ in range(REQUESTS):
            client.request(kind)
        rounds.append((cpu(at) - before) / REQUESTS * 1000)
    return min(rounds)


def _processes(session: int) -> Iterator[Path]:
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if int((each / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                yield each
        except OSError:
            continue


def cpu(at: Running) -> float:
    """Seconds that all processes of a mock took until now."""
    fields = [(each / "stat").read_text().rpartition(")")[2].split() for each in _processes(at.pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICK


def memory(at: Running) -> float:
    """Megabytes that all processes of a mock hold."""
    pages = sum(int((each / "statm").read_text().split()[1]) for each in _processes(at.pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def pages(document: Path, work: Work, counts: tuple[int, ...]) -> Iterator[str]:
    """What a page of twenty costs our mock, at the beginning, in the middle, and sorted out."""
    for count in counts:
        with tempfile.TemporaryDirectory() as made:
            file = Path(made, "mock.db")
            _fill(file, work, count)
            own = OURS._replace(more=("--database", str(file)))
            with running(own, document) as at:
                cells = [
                    _fastest(at, Client(at.url, work._replace(query=query), ""), "list")
                    for query in ("limit=20", f"limit=20&page={count // 40}")
                ]
            yield f"| {count:,} | {' | '.join(f'{each:.2f}' for each in cells)} |"


def _fill(file: Path, work: Work, count: int) -> None:
    """A database of ours that holds so many of them."""
    state = State(str(file))
    with state.transaction():
        for number in range(count):
            key = f"00000000-0000-4000-8000-{number:012}"
            state.add(work.path, key, {work.key: key, **work.made})
    state.close()


def main(arguments: list[str]) -> None:
    corpus = Path(
        os.environ.get("CLAUSEKIT_CORPUS") or sys.exit("CLAUSEKIT_CORPUS names no folder")
    )
    known = works(corpus)
    names = [each for each in arguments if not each.startswith("-")]
    mocks = [each for each in (OURS, *PEERS, BARE_ASGI) if not names or each.name in names]
    if any(each.npm for each in mocks):
        install()
    lines = list(_head())
    for document, work in known.items() if "--pages" not in arguments else ():
        lines += [f"\n## {work.document}\n", HEADING]
        for mock in mocks:
            found = measured(mock, document, work)
            lines.append(_row(mock.name, found))
            print(lines[-1], file=sys.stderr, flush=True)
    if not names or "--pages" in arguments:
        document, work = next((d, w) for d, w in known.items() if w.document == "museum")
        lines += ["\n## A page of twenty, by the size of its collection (museum, ours)\n"]
        lines += ["| records | first page, ms | page in the middle, ms |", "|---|---|---|"]
        lines += pages(document, work, (1_000, 1_000_000))
    print("\n".join(lines))
    if not arguments:
        (HERE / "mock.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


HEAD = f"""\
# What a request costs a mock

Made by `python benchmarks/mock.py`: processor time of the mock for one request, the best of
{ROUNDS} rounds of {REQUESTS}; start until it listens; memory after the requests.
"""
HEADING = (
    "| mock | retrieve, ms | list of five, ms | create, ms | patch, ms | start, s"
    " | of it processor, s | memory, MB |\n|---|---|---|---|---|---|---|---|"
)


def _head() -> Iterator[str]:
    yield HEAD
    yield f"{', '.join(f'{name} {version}' for name, version in versions().items())}."


def _row(name: str, found: Measured) -> str:
    if "note" in found:
        return f"| {name} | {found['note']} |  |  |  |  |  |  |"
    keys = (*ASKED, "start", "start cpu", "memory")
    cells = (found[each] for each in keys)
    told = (each if isinstance(each, str) else f"{each:.2f}" for each in cells)
    return f"| {name} | {' | '.join(told)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
