"""Stories of any document find what only a sequence of calls shows, and blame no lawful server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from clausecheck.broken import Broken
from clausecheck.failures import ContractFailure
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.run.stories import RETOLD
from clausecheck.search.smallest import Search
from clausecheck.stories.general import MOST, tell
from clausecheck.world.contract import Contract, Settings, contract_of
from clausecheck.world.sweeping import clean_up
from clausecheck.world.world import World
from clausegen.manifest import Manifest
from notes import Notes, notes

DOCUMENT = Path(__file__).parents[1] / "cases" / "notes.yaml"
WRITES = re.compile(r"^    \d+\. (\w+: (?:POST|PATCH|DELETE))", re.MULTILINE)
STORED = {
    f"{writer}Note.{name}.stored"
    for writer in ("create", "update")
    for name in ("text", "is_done", "rank")
}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return contract_of(Manifest(document=DOCUMENT))


def told(
    contract: Contract,
    server: Notes,
    *,
    seed: int = 1,
    stories: int = 10,
    actors: Sequence[str] = ("writer", "visitor"),
) -> Iterator[Broken]:
    """What the stories find out of a server, one clause after the other."""
    found: set[str] = set()
    with notes(server) as url:
        target = load_target(
            None, base_url=url, settings=[f"actors.{name}.token={name}" for name in actors]
        )
        client = Client(contract.document, target)
        world = World(contract, client, Settings(seed=seed))
        try:
            while True:
                search = Search(stories, seed, steps=20, shrinks=False, most=RETOLD)
                try:
                    tell(world, search, found)
                except ContractFailure as failure:
                    found.add(failure.broken.clause)
                    yield failure.broken
                    stories = 4  # of what may be blamed besides
                else:
                    break
        finally:
            assert clean_up(world) == []
            client.close()
    assert server.notes == {}


def test_what_others_make_is_removed_too(contract: Contract) -> None:
    """Somebody may make things and not remove them, though the document does not say so."""
    server = Notes()
    assert list(told(contract, server, actors=("writer", "visitor", "helper"))) == []
    assert 0 < server.helped < MOST + 2, "one story shows it"


@pytest.mark.parametrize("seed", range(2))
def test_a_lawful_server_is_not_blamed(contract: Contract, seed: int) -> None:
    assert list(told(contract, Notes(), seed=seed)) == []


POST, PATCH, DELETE = (f"writer: {each}" for each in ("POST", "PATCH", "DELETE"))
FAULTS = {
    "restored": ({"deleteNote.deletion"}, [POST, DELETE, DELETE]),
    "neighbours": ({"deleteNote.deletion"}, [POST, POST, DELETE]),
    "stale list": (STORED, [POST, PATCH]),
    "stale filter": ({f"listNotes.filter.is_done.{it}" for it in ("true", "false")}, [POST, PATCH]),
    "stale order": ({f"listNotes.ordering.{it}" for it in ("rank", "-rank")}, [POST, PATCH, POST]),
    "all done": (STORED, [POST, POST, DELETE]),
    "opened": ({"retrieveNote.404.not_theirs"}, [POST, PATCH]),
    "made again": ({"Note.made_at.stamp"}, [POST, PATCH]),
    "touched": ({"Note.changed_at.stamp"}, [POST, POST, DELETE]),
    "taken": ({"Note.text.uniqueness"}, [POST, POST, PATCH]),
}
"""Fault -> the clauses that it breaks, and the writes of the shortest story that shows it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_what_only_a_sequence_shows_is_told_by_the_shortest(contract: Contract, fault: str) -> None:
    clauses, writes = FAULTS[fault]
    found = list(told(contract, Notes(fault), stories=16))
    assert {each.clause for each in found} & clauses
    assert {each.clause for each in found} <= clauses
    lengths = [len(WRITES.findall(str(each.detail))) for each in found]
    assert min(lengths) == len(writes), found
    assert sorted(WRITES.findall(str(found[lengths.index(min(lengths))].detail))) == sorted(writes)


def test_what_is_hidden_stays_hidden(contract: Contract) -> None:
    """A helper reads notes without their marks, until one is changed."""
    (broken,) = told(contract, Notes("shown"), stories=16, actors=("writer", "helper"))
    assert broken.clause == "Note.mark.visible_to"
    assert WRITES.findall(str(broken.detail)) == [POST, PATCH]
