"""What a world prepares, and what it leaves alone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from clausecheck.failures import NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.cleanup import REFUSALS
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.lists import whole
from clausecheck.world.made import EXAMPLES
from clausecheck.world.world import World
from clausegen.load import load_api
from clausegen.manifest import Manifest
from library import library
from tiny_servers import raw

DOCUMENT = Path(__file__).parents[1] / "cases" / "library.yaml"
ACTOR = ["actors.admin.token=librarian", "actors.admin.scheme=Bearer"]


@contextmanager
def world(document: Path, *settings: str, faults: tuple[str, ...] = ()) -> Iterator[World]:
    with library(*faults) as url:
        contract = contract_of(Manifest(document=document))
        target = load_target(None, base_url=url, settings=[*ACTOR, *settings])
        yield World(
            contract, Client(contract.document, target), Settings(prefix="clausecheck-test")
        )


def test_names_carry_the_prefix_and_everything_is_removed() -> None:
    with world(DOCUMENT) as made:
        first, second = made.create("createShelf"), made.create("createShelf", full=True)
        assert first.body["label"].startswith("clausecheck-test-")
        assert first.body["label"] != second.body["label"]
        assert set(first.body) == {"label"}
        assert set(second.body) == {"label", "size"}
        assert made.cleanup.run() == []
        assert made.call("retrieveShelf", path=first.path).status == 404


def test_what_nobody_else_uses_goes_with_the_check_that_made_it() -> None:
    """But for a few, those that say most: the next check may want to see such a thing in a list."""
    with world(DOCUMENT) as made:
        shared = made.shared("createShelf")
        poor = [made.create("createShelf") for _ in range(EXAMPLES)]
        rich = [made.create("createShelf", full=True) for _ in range(EXAMPLES)]
        made.cleanup.tidy()
        there = {each["id"] for each in whole(made, "listShelves", {}).items}
        assert there == {each.path["shelf"] for each in (shared, *rich)}
        assert made.call("retrieveShelf", path=poor[0].path).status == 404
        assert made.shared("createShelf") is shared
        assert made.cleanup.run() == []
        assert whole(made, "listShelves", {}).items == ()


def test_what_cannot_be_removed_waits_for_the_end() -> None:
    """A server that refuses deletions is not asked again with every check."""
    with world(DOCUMENT, faults=("stuck",)) as made:
        asked: list[str] = []
        made.api.heralds.append(lambda each: asked.append(each.method))
        for _ in range(EXAMPLES + 5):
            made.create("createShelf")
            made.cleanup.tidy()
        assert asked.count("DELETE") == REFUSALS
        told = made.cleanup.run()
        assert len(told) == EXAMPLES + 5
        assert all("500" in each for each in told)


def test_a_shared_resource_that_was_deleted_is_made_again() -> None:
    with world(DOCUMENT) as made:
        first = made.shared("createShelf")
        assert made.shared("createShelf") is first
        made.call("deleteShelf", path=first.path)
        assert made.shared("createShelf").path != first.path


def test_what_the_run_did_not_create_is_not_changed(tmp_path: Path) -> None:
    read = yaml.safe_load(DOCUMENT.read_text())
    del read["paths"]["/shelves"]["post"]
    document = tmp_path / "library.yaml"
    document.write_text(yaml.safe_dump(read))
    with world(document, "ids.shelf=s1") as made:
        assert made.path_for("retrieveShelf") == {"shelf": "s1"}
        with pytest.raises(NotChecked, match="did not create"):
            made.path_for("deleteShelf")


def test_a_connection_that_was_kept_and_closed_is_no_missing_answer() -> None:
    turns = []

    def talk(connection: socket.socket) -> None:
        turns.append(connection.recv(9999))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        turns.append(connection.recv(9999))  # the second request on it, and nothing comes back

    with raw(talk) as url:
        client = Client(load_api(DOCUMENT), load_target(None, base_url=url, settings=ACTOR))
        assert [client.call("listShelves").status for _ in range(3)] == [200, 200, 200]
    assert client.requests == 3
