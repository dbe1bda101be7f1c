"""states: kept by a mock, each fault named by its clause, and what goes on by itself is lawful."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.sabotage.passing import Memory, Passing, Sabotage, rewrite
from clausegen.lint import lint
from clausegen.load import load
from trying import CASES, Trial, trial

NAMES = ("asked", "lent", "lost", "returned", "forgotten")
IDS = [f"Loan.state.states.{each}" for each in NAMES]


@pytest.fixture(scope="module")
def loans() -> Iterator[Trial]:
    with trial("states") as running:
        yield running


def test_one_clause_for_each_state(loans: Trial) -> None:
    assert [each.sentence for each in loans.of("states")] == [
        "Loan.state asked is followed by lent, and by nothing else.",
        "Loan.state lent is followed by lost or returned (returnLoan), and by nothing else.",
        "Loan.state lost is followed by forgotten (forgetLoan), and by nothing else.",
        "Loan.state returned is final.",
        "Loan.state forgotten is final.",
    ]


def test_the_mock_keeps_it_and_breaks_are_named(loans: Trial) -> None:
    assert {each: loans.verdict(each) for each in IDS} == dict.fromkeys(IDS, "kept")
    assert loans.survivors("states") == {}


def test_a_mock_without_the_word_is_blamed_for_it_alone() -> None:
    with trial("states", without="states") as wrong:
        found = wrong.broken_by(Sabotage(told="nothing"), lambda each: "Loan.state" in each)
    assert found
    assert found <= {*IDS}


def skipping(passing: Passing, memory: Memory) -> None:
    """What was asked for is lost at once, and stays it."""
    payload, key = passing.payload, passing.key()
    is_loss = isinstance(payload, dict) and payload.get("state") == "lost"
    if passing.is_of(passing.api.operation("changeLoan")) and is_loss and passing.status == 409:
        memory.marked[key or ""] = True
        passing.status, passing.content = 204, b""
    rewrite(
        passing,
        "Loan",
        lambda loan: loan.update(state="lost") if memory.marked.get(loan["id"]) else None,
    )


def test_only_this_word_tells_that_a_state_is_skipped(loans: Trial) -> None:
    found = loans.broken_by(Sabotage(told="lost at once", after=skipping))
    assert found == {"Loan.state.states.asked", "Loan.state.states.returned", IDS[4]}


def returning(passing: Passing, memory: Memory) -> None:
    """What comes back from a final state."""
    if passing.is_of(passing.api.operation("returnLoan")) and passing.status == 409:
        memory.marked[passing.path["loan_id"]] = True
        passing.status, passing.content = 204, b""
    rewrite(
        passing,
        "Loan",
        lambda loan: loan.update(state="returned") if memory.marked.get(loan["id"]) else None,
    )


def test_an_operation_leads_on_from_where_it_is_said_only(loans: Trial) -> None:
    found = loans.broken_by(Sabotage(told="always returned", after=returning))
    assert found == {"Loan.state.states.asked", "Loan.state.states.lost", IDS[4]}


def ignoring(passing: Passing, memory: Memory) -> None:
    """200 and the loan as it is, for what may not follow."""
    record = memory.record(passing)
    if passing.status == 409 and isinstance(record, dict):
        passing.status, passing.headers = 200, {"content-type": "application/json"}
        passing.answer(record)


def refusing(passing: Passing, _: Memory) -> None:
    if passing.status == 409:
        passing.status, passing.content = 403, b""


def hurrying(passing: Passing, _: Memory) -> None:
    """What is lost is forgotten as soon as anybody looks."""
    if passing.operation is not None and passing.operation.method == "get":
        rewrite(
            passing,
            "Loan",
            lambda loan: loan.update(state="forgotten") if loan["state"] == "lost" else None,
        )


@pytest.mark.parametrize("lawful", [ignoring, refusing, hurrying])
def test_what_is_lawful_is_not_blamed(loans: Trial, lawful: object) -> None:
    way = Sabotage(told="lawful", after=lawful)  # type: ignore[arg-type]
    assert "broken" not in loans.through(way, IDS).values()


def test_other_words_write_only_what_may_follow(loans: Trial) -> None:
    stored = [each.id for each in loans.of("stored")]
    assert "changeLoan.state.stored" in stored
    assert {each: loans.verdict(each) for each in stored} == dict.fromkeys(stored, "kept")


def test_states_that_lead_nowhere_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    text = (CASES / "states.yaml").read_text().replace("asked: [lent]", "askd: [lend]")
    path.write_text(text.replace("by: forgetLoan", "by: forgetLaon"))
    found = {p.message for level, p in lint(*load(path)) if level == "error"}
    assert found == {
        "askd is no value of Loan.state",
        "there is no state lend",
        "there is no operation forgetLaon",
    }
