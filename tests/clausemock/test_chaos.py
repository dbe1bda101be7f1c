"""Bad days: the same ones from the same seed, each kind as a client meets it."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from clausegen.load import load_api
from clausemock import chaos
from clausemock.cli import _listen
from clausemock.derived.application import Application
from clausemock.derived.service import Service
from clausemock.derived.state import State
from mocked_documents import BIKES

ROUNDS = 60


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaos, "DELAY", 0.01)


@contextmanager
def serving(folder: Path, rate: float, seed: int) -> Iterator[str]:
    """The address of a mock that has this day."""
    document = folder / "bikes.yaml"
    document.write_text(BIKES, encoding="utf-8")
    api = load_api(document)
    app = chaos.chaotic(Application(api, Service(api, State())), rate, seed)
    config = uvicorn.Config(app, http="httptools", lifespan="off", log_level="critical")
    with _listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def met(address: str) -> str:
    """What a request for a list met."""
    connection = http.client.HTTPConnection(address, timeout=20)
    try:
        connection.request("GET", "/bikes")
        answer = connection.getresponse()
        if answer.status in {429, 503}:
            assert int(answer.headers["retry-after"]) > 0
        json.loads(answer.read())
    except (http.client.IncompleteRead, ConnectionError):
        return "broken off"
    except json.JSONDecodeError:
        return "cut"
    finally:
        connection.close()
    return str(answer.status)


def test_every_kind_and_the_same_day_again(tmp_path: Path) -> None:
    days = []
    for seed in (3, 3, 4):
        with serving(tmp_path, 0.7, seed) as address:
            days.append([met(address) for _ in range(ROUNDS)])
    assert days[0] == days[1] != days[2]
    assert Counter(days[0]).keys() == {"200", "500", "503", "429", "broken off", "cut"}


def test_an_error_changes_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, 1, 1) as address:
        made = sum(_made(address) for _ in range(ROUNDS))
        connection = http.client.HTTPConnection(address, timeout=20)
        connection.request("GET", "/__mock__/snapshot")
        held = json.loads(connection.getresponse().read())["/bikes"]
    assert 0 < made < ROUNDS
    assert len(held) == made + 3


def _made(address: str) -> bool:
    """Whether it was done: everything but an error."""
    connection = http.client.HTTPConnection(address, timeout=20)
    headers = {"content-type": "application/json", "x-key": "mock-user"}
    connection.request("POST", "/bikes", '{"frame": "AB123"}', headers)
    status = connection.getresponse().status
    connection.close()
    return status == 201
