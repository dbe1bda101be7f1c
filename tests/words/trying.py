"""A small document, its mock in this process, and the verdict on each clause."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import msgspec
import uvicorn
from clausecheck.checks import WORDS, check_of
from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.sabotage import sabotages
from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.proxy import Proxy
from clausecheck.world.contract import Contract, Settings
from clausecheck.world.world import World
from clausegen.load import load_api
from clausegen.manifest import Manifest
from clausegen.model import Api
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from clausemock.behaviours import kinds
from clausemock.derived.application import Application
from clausemock.derived.service import Service
from clausemock.derived.state import State

CASES = Path(__file__).parent / "cases"


class Trial(msgspec.Struct, frozen=True):
    """A document and a server of it."""

    api: Api
    url: str
    settings: tuple[str, ...] = ()

    def verdict(self, clause_id: str, url: str | None = None) -> str:
        """kept, broken, or why it was not checked; in a world of its own."""
        contract = Contract(
            document=self.api, clauses=clauses(self.api), manifest=Manifest(document=CASES)
        )
        settings = self.settings or ("actors.admin.token=x",)
        client = Client(self.api, load_target(None, base_url=url or self.url, settings=settings))
        prefix = f"clausecheck-{uuid4().hex[:8]}"
        world = World(contract, client, Settings(depth="quick", prefix=prefix))
        clause = world.clause(clause_id)
        try:
            check_of(clause.word)(clause, world)
        except ContractFailure:
            return "broken"
        except NotChecked as reason:
            return reason.reason
        finally:
            client.close()
        return "kept"

    def of(self, word: str) -> tuple[Clause, ...]:
        return tuple(each for each in clauses(self.api) if each.word == word)

    def through(self, way: Sabotage, clause_ids: Iterable[str]) -> dict[str, str]:
        """The verdicts on clauses, with exchanges rewritten on their way."""
        found = {}
        proxy = Proxy(self.api, self.url)
        for each in clause_ids:
            proxy.breaks(way)
            found[each] = self.verdict(each, proxy.url)
        proxy.close()
        return found

    def broken_by(self, way: Sabotage, fits: Callable[[str], bool] = bool) -> set[str]:
        """The ids of all clauses that are said to be broken, as far as their ids fit."""
        ids = [each.id for each in clauses(self.api) if each.word in WORDS and fits(each.id)]
        return {name for name, said in self.through(way, ids).items() if said == "broken"}

    def survivors(self, word: str) -> dict[str, str]:
        """What breaks clauses of a word and is not named."""
        return {
            f"{each.id}: {way.told}": said
            for each in self.of(word)
            for way in sabotages(each)
            if (said := self.through(way, [each.id])[each.id]) != "broken"
        }


@contextmanager
def trial(name: str, *settings: str, without: str | None = None) -> Iterator[Trial]:
    """The mock of cases/NAME.yaml, perhaps without a behaviour."""
    api = load_api(CASES / f"{name}.yaml")
    taken = kinds().pop(without, None) if without else None
    try:
        service = Service(api, State())
    finally:
        if without:
            kinds()[without] = taken
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    app = Application(api, service)
    running = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(running.serve(sockets=[listener])))
    thread.start()
    try:
        yield Trial(api, f"http://127.0.0.1:{listener.getsockname()[1]}", settings)
    finally:
        running.should_exit = True
        thread.join()
