"""idempotency: kept by a mock, each fault named by its clause, and nothing else is blamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausegen.lint import lint
from clausegen.load import load
from trying import CASES, Trial, trial

PAYMENT, REFUND = "createPayment.idempotency", "createRefund.idempotency"
REUSE = "createPayment.idempotency.reuse"
IDS = [PAYMENT, REUSE, REFUND]


@pytest.fixture(scope="module")
def payments() -> Iterator[Trial]:
    with trial("idempotency") as running:
        yield running


def test_the_mock_keeps_it_and_breaks_are_named(payments: Trial) -> None:
    said = {each.id: payments.verdict(each.id) for each in payments.of("idempotency")}
    assert said == dict.fromkeys(IDS, "kept")
    assert payments.survivors("idempotency") == {}


def test_a_mock_without_the_word_is_blamed_for_it_alone() -> None:
    with trial("idempotency", without="idempotency") as wrong:
        assert wrong.broken_by(Sabotage(told="nothing")) == {*IDS}


def doubling(passing: Passing, memory: Memory) -> None:
    """What is sent again makes another one in secret."""
    key = passing.carries.get("idempotency-key", "")
    if not passing.is_of(passing.api.operation("createPayment")):
        return
    if (
        memory.marked.setdefault(f"sent {key}", passing.sent) == passing.sent
        and key in memory.marked
    ):
        passing.carries |= {"idempotency-key": str(uuid4()), "first": key}


def hiding(passing: Passing, memory: Memory) -> None:
    """And is answered with the first."""
    if passing.is_of(passing.api.operation("createPayment")) and "first" in passing.carries:
        passing.content = memory.marked[passing.carries["first"]]
    else:
        memory.marked[passing.carries.get("idempotency-key", "")] = passing.content


def test_only_this_word_tells_that_two_are_made(payments: Trial) -> None:
    way = Sabotage(told="the second one is hidden", before=doubling, after=hiding)
    assert payments.broken_by(way) == {PAYMENT}


def replaying(passing: Passing, memory: Memory) -> None:
    """200 for what is answered again, and 409 for another payload."""
    key = passing.carries.get("idempotency-key") or passing.carries.get("x-request-key")
    if passing.ok and key in memory.marked:
        passing.status = 200
    elif passing.status == 422:
        passing.status = 409
    memory.marked[key or ""] = True


def waiting(passing: Passing, memory: Memory) -> None:
    """The first repetition finds the work under way."""
    key = passing.carries.get("idempotency-key", "")
    if passing.is_of(passing.api.operation("createPayment")):
        memory.marked[key] = memory.marked.get(key, 0) + 1
        if passing.ok and memory.marked[key] == 2:
            passing.status, passing.content = 409, b""


@pytest.mark.parametrize("lawful", [replaying, waiting])
def test_what_is_lawful_is_not_blamed(payments: Trial, lawful: object) -> None:
    way = Sabotage(told="lawful", after=lawful)  # type: ignore[arg-type]
    assert set(payments.through(way, IDS).values()) == {"kept"}


def test_another_payload_gets_the_first_answer_where_nothing_is_said(payments: Trial) -> None:
    client = Client(payments.api, load_target(None, base_url=payments.url))
    path = {"account_id": client.call("createAccount", body={"amount": 1}).json["id"]}
    key = {"X-Request-Key": "k"}
    first, second = (
        client.call("createRefund", path=path, body={"amount": each}, headers=key)
        for each in (1, 2)
    )
    assert first.json == second.json
    client.close()


def test_words_that_say_nothing_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    text = (CASES / "idempotency.yaml").read_text()
    word = "x-contract: {idempotency: {header: X-Request-Key, reuse: refused}}"
    for name in ("readAccount", "deleteAccount"):
        text = text.replace(f"operationId: {name}", f"operationId: {name}\n      {word}")
    path.write_text(text)
    found = {p.message for level, p in lint(*load(path)) if level == "error"}
    assert found == {
        "GET /accounts/{account_id} is idempotent without a key",
        "readAccount takes no payload that could be another",
        "DELETE /accounts/{account_id} is idempotent without a key",
        "deleteAccount takes no payload that could be another",
    }
