"""effect: what it says is held to, and is what decides whether a request is sent at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clausecheck.failures import NotOurs
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from trying import Trial, trial

SEARCH, SEAL = "searchParcels.effect", "sealParcel.effect"


@pytest.fixture(scope="module")
def parcels() -> Iterator[Trial]:
    with trial("effect") as running:
        yield running


def test_the_mock_keeps_it_and_breaks_are_named(parcels: Trial) -> None:
    assert [parcels.verdict(each) for each in (SEARCH, SEAL)] == ["kept", "kept"]
    assert parcels.survivors("effect") == {}


def moving(passing: Passing, memory: Memory) -> None:
    """After the search, the street of every parcel is another one."""
    body = passing.body
    if passing.is_of(passing.api.operation("searchParcels")):
        memory.marked["times"] = memory.marked.get("times", 0) + 1
    elif memory.marked and isinstance(body, dict) and "street" in body:
        passing.answer({**body, "street": f"{body['street']} {memory.marked['times']}"})


def test_only_this_word_tells_that_a_search_changes_something(parcels: Trial) -> None:
    assert parcels.broken_by(Sabotage(told="it moves", after=moving)) == {SEARCH}


def counting(passing: Passing, memory: Memory) -> None:
    """Every request counts up a number that all parcels show."""
    memory.marked["times"] = memory.marked.get("times", 0) + 1
    body = passing.body
    if isinstance(body, dict) and "street" in body:
        passing.answer({**body, "requests": memory.marked["times"]})


def marking(passing: Passing, memory: Memory) -> None:
    """What is sealed says so."""
    body = passing.body
    if passing.is_of(passing.api.operation("sealParcel")):
        memory.marked[passing.path["parcel_id"]] = True
    elif isinstance(body, dict) and body.get("id") in memory.marked:
        passing.answer({**body, "street": "sealed"})


@pytest.mark.parametrize("lawful", [counting, marking])
def test_what_is_lawful_is_not_blamed(parcels: Trial, lawful: object) -> None:
    way = Sabotage(told="lawful", after=lawful)  # type: ignore[arg-type]
    assert set(parcels.through(way, [SEARCH, SEAL]).values()) == {"kept"}


def test_an_effect_outside_is_sent_only_if_that_is_allowed(parcels: Trial) -> None:
    for allowed in (False, True):
        target = load_target(None, base_url=parcels.url, allow_actions=allowed)
        client = Client(parcels.api, target)
        path = {"parcel_id": client.call("createParcel", body={"street": "x"}).json["id"]}
        if allowed:
            assert client.call("announceParcel", path=path).status == 204
        else:
            with pytest.raises(NotOurs, match="its effect is outside"):
                client.call("announceParcel", path=path)
            with pytest.raises(NotOurs):
                client.call("sealParcel", path={"parcel_id": "another"})
        client.close()


@pytest.mark.parametrize(("without", "times"), [(None, 0), ("effect", 1)])
def test_a_mock_adds_nothing_for_what_says_so(without: str | None, times: int) -> None:
    """POST to a collection is a creation for a mock that does not know the word."""
    with trial("effect", without=without) as running:
        client = Client(running.api, load_target(None, base_url=running.url))
        before = len(client.call("listLabels").json)
        assert client.call("findLabels", body={"text": "x"}).ok
        assert len(client.call("listLabels").json) == before + times
        client.close()
