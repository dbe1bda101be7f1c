"""What the toolkit makes of a document, its mock and the suite against it, as one JSON value.

Runs in a process of its own, with a toolkit to which a word was added: trial.py DOCUMENT
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from clausecheck.checks import check_of
from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Contract, Settings
from clausecheck.world.world import World
from clausegen.lint import lint
from clausegen.load import load
from clausegen.manifest import Manifest
from clausegen.model import Api
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from clausegen.words.registry import notes
from clausegen.words.vocabulary import page
from clausemock.behaviours import kinds
from clausemock.derived.application import Application
from clausemock.derived.service import Service
from clausemock.derived.state import State


@contextmanager
def mocked(api: Api, clause: Clause) -> Iterator[World]:
    """The suite's world, with a mock behind it."""
    app = Application(api, Service(api, State()))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    target = load_target(None, base_url=url, settings=["actors.admin.token=x"])
    contract = Contract(document=api, clauses=(clause,), manifest=Manifest(document=Path(api.file)))
    yield World(contract, Client(api, target), Settings())
    server.should_exit = True
    thread.join()


def verdict(world: World, clause: Clause) -> str:
    try:
        check_of(clause.word)(clause, world)
    except ContractFailure:
        return "broken"
    except NotChecked as reason:
        return reason.reason
    return "kept"


def main(document: str) -> None:
    api, bundle = load(Path(document))
    wrong = [str(problem) for level, problem in lint(api, bundle) if level == "error"]
    [clause] = [each for each in clauses(api) if each.word == "shouted"]
    told: dict[str, Any] = {
        "lint": wrong,
        "clause": [clause.id, clause.sentence],
        "notes": notes(api.schemas["Note"].properties[1].schema.words),
        "vocabulary": "## shouted" in page(),
    }
    for name in ("with", "without"):
        with mocked(api, clause) as world:
            empty = world.call("createNote", body={"title": ""})
            told[name] = [verdict(world, clause), empty.status]
        kinds().pop("shouted", None)
    print(json.dumps(told))  # noqa: T201 - read by the test


main(*sys.argv[1:])
