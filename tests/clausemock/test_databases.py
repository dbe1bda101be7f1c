"""What is kept where: the same answers from SQLite and from PostgreSQL, also after kill -9."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import postgres
import pytest
from clausemock.derived.databases import opened
from clausemock.derived.state import Fit, State, Wanted
from clausemock.store import StoreError
from mocked_documents import BIKES
from test_attribute_names import DOTTED

COMMAND = [sys.executable, "-u", "-c", "from clausemock.cli import main; main()", "serve"]
HEADERS = {"content-type": "application/json", "x-key": "mock-user"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.running() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=postgres.needed)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to keep things, with nothing there."""
    if request.param == "sqlite":
        return str(tmp_path / "mock.db")
    url: str = request.getfixturevalue("server")
    state = State(url)
    state.clear()
    state.close()
    return url


def names(state: State, **wanted: object) -> list[str]:
    return [each["n"] for each in state.select(Wanted(place="/a", **wanted))]  # type: ignore[arg-type]


def test_what_is_asked_of_a_place(database: str) -> None:
    state = State(database)
    told = [
        {"n": "b", "size": 2, "tags": ["x", "y"], "in": {"to": "é"}, "on": True},
        {"n": "a", "size": None, "tags": [], "a.b": 1},
        {"n": "c", "size": 10, "tags": ["y"], "it's": "o'k", "on": False},
        {"n": "d", "size": 2},
    ]
    for each in told:
        state.put("/a", each["n"], each)
    state.put("/a/b/c", "1", {"n": "below"})
    assert names(state) == ["b", "a", "c", "d"]
    assert names(state, descending=True) == ["d", "c", "a", "b"]
    assert names(state, by=(("size",),)) == ["a", "b", "d", "c"]
    assert names(state, by=(("size",), ("n",)), descending=True) == ["c", "d", "b", "a"]
    assert names(state, equal=((("size",), 2),)) == ["b", "d"]
    assert names(state, equal=((("on",), True),)) == ["b"]
    assert names(state, equal=((("a.b",), 1),)) == ["a"]
    assert names(state, equal=((("in", "to"), "é"),)) == ["b"]
    assert names(state, equal=((("it's",), "o'k"),)) == ["c"]
    assert names(state, holding=((("tags",), "y"),)) == ["b", "c"]
    assert names(state, fits=(Fit(("size",), "gt", 1, False),), by=(("n",),)) == ["b", "c", "d"]
    assert state.count(Wanted(place="/a", fits=(Fit(("size",), "gt", 1, False),))) == 3
    assert [each["n"] for each in state.select(Wanted(place="/a"), limit=2, offset=1)] == ["a", "c"]
    state.remove("/a", "b")
    assert state.get("/a/b/c", "1") is None
    assert state.count(Wanted(place="/a")) == 3
    assert [each["n"] for each in state.select(Wanted(place="/a"), limit=2, offset=1)] == ["c", "d"]
    assert state.next_number("/a") == 5
    assert state.counts() == {"/a": 3}
    state.put("/z/1/y", "k", {"n": "z"})
    like = Wanted(place="", like="/z/*/y", equal=((("n",), "z"),))
    assert state.select(like) == [{"n": "z"}]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(place="/a"), "record_number"),
        (Wanted(place="/a", by=(("size",),)), "by size"),
        (Wanted(place="/a", by=(("size",), ("n",)), descending=True), "by size, n"),
        (Wanted(place="/a", equal=((("in", "to"), 1),)), "by in.to"),
    ],
)
def test_no_list_looks_at_more_than_it_shows(wanted: Wanted, index: str) -> None:
    """A page costs the same whatever lies at the place: nothing is scanned, nothing is sorted."""
    state = State()
    asked: list[tuple[str, tuple[object, ...]]] = []
    run = state._run

    def noting(statement: str, values: tuple[object, ...] = ()) -> object:
        asked.append((statement, values))
        return run(statement, values)

    state._run = noting
    state.select(wanted, limit=20)
    ((statement, values),) = [each for each in asked if each[0].startswith("SELECT")]
    plan = [row[3] for row in run(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()]
    assert len(plan) == 1
    assert f"USING INDEX {index} (" in plan[0]


def test_all_or_nothing(database: str) -> None:
    state = State(database)

    def failing() -> None:
        with state.transaction():
            state.visit("/a")
            state.put("/a", "1", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert not state.is_visited("/a")
    assert state.count(Wanted(place="/a")) == 0


@postgres.needed
def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match=r"cannot use the database postgresql://localhost:1/x: "):
        opened("postgresql://me:secret@localhost:1/x")


@contextmanager
def serving(folder: Path, text: str, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a mock, and its process."""
    document = folder / "openapi.yaml"
    document.write_text(text, encoding="utf-8")
    command = [*COMMAND, str(document), "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().split()[-1]).netloc
        try:
            yield address, process
        finally:
            process.terminate()
            process.wait(20)


def asked(address: str, method: str, path: str, body: object = None) -> tuple[int, object]:
    connection = http.client.HTTPConnection(address, timeout=20)
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, HEADERS)
        answer = connection.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if raw else None
    finally:
        connection.close()


class Writers:
    """Threads that make things as fast as they can, and remember what was answered."""

    def __init__(self, address: str, count: int = 3) -> None:
        self.answered: list[int] = []
        self._wanted = 10**9
        self._enough = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(address,)) for _ in range(count)
        ]
        for each in self._threads:
            each.start()

    def wait(self, count: int) -> None:
        """Until so many writes were answered."""
        self._wanted = count
        self._enough.wait(20)

    def join(self) -> None:
        for each in self._threads:
            each.join()

    def _write(self, address: str) -> None:
        try:
            while True:
                status, made = asked(address, "POST", "/bikes", {"frame": "AB123"})
                assert status == 201
                assert isinstance(made, dict)
                self.answered.append(made["id"])
                if len(self.answered) >= self._wanted:
                    self._enough.set()
        except (OSError, http.client.HTTPException):
            return  # it was killed


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.full)])
def test_every_answered_write_is_there_after_kill_9(
    times: int, database: str, tmp_path: Path
) -> None:
    answered: set[int] = set()
    for turn in range(times):
        with serving(tmp_path, BIKES, "--database", database) as (address, process):
            held = {each["id"] for each in asked(address, "GET", "/bikes?limit=100000")[1]["data"]}
            assert answered <= held
            writers = Writers(address)
            writers.wait(5 + turn)
            os.killpg(process.pid, signal.SIGKILL)
            writers.join()
            assert len(writers.answered) >= 5
            answered |= set(writers.answered)
    with serving(tmp_path, BIKES, "--database", database) as (address, _):
        held = {each["id"] for each in asked(address, "GET", "/bikes?limit=100000")[1]["data"]}
    assert answered <= held


@postgres.needed
def test_workers_share_one_state(server: str, tmp_path: Path) -> None:
    State(server).clear()
    options = ("--database", server, "--workers", "3")
    with serving(tmp_path, DOTTED, *options) as (address, process):
        children = subprocess.check_output(["ps", "--ppid", str(process.pid), "-o", "pid="])
        assert len(children.split()) == 3
        made: list[dict[str, int]] = []

        def make() -> None:
            for _ in range(20):
                body = {"cpu.load": 5, "place": {"room": "r"}}
                made.append(asked(address, "POST", "/machines", body)[1])  # type: ignore[arg-type]

        threads = [threading.Thread(target=make) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len({each["id"] for each in made}) == 80
        for each in made:
            assert asked(address, "GET", f"/machines/{each['id']}")[1] == each
        assert asked(address, "POST", "/__mock__/reset")[0] == 204
        assert {asked(address, "GET", f"/machines/{made[0]['id']}")[0] for _ in range(12)} == {404}
    assert process.returncode == 0


def test_workers_need_a_database_that_can_be_shared(tmp_path: Path) -> None:
    command = [*COMMAND, str(tmp_path / "x.yaml"), "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--workers: only a PostgreSQL database can be shared" in done.stderr
