"""Clauses that are easily checked wrong: a correct server keeps them, a faulty one does not."""

from __future__ import annotations

import pytest
from clausecheck.checks import check_of
from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.world.contract import Contract, Settings
from clausecheck.world.moments import rank
from clausecheck.world.world import World
from clausegen.load import load_api
from clausegen.manifest import Manifest
from clausegen.words.collection import clauses
from workshop import DOCUMENT, workshop

API = load_api(DOCUMENT)
CLAUSES = clauses(API)


def decided(clause_id: str, *faults: str) -> str:
    """kept, broken, or why it was not checked."""
    with workshop(*faults) as url:
        contract = Contract(document=API, clauses=CLAUSES, manifest=Manifest(document=DOCUMENT))
        target = load_target(None, base_url=url, settings=["actors.admin.token=joiner"])
        world = World(contract, Client(API, target), Settings(prefix="clausecheck-test"))
        clause = world.clause(clause_id)
        try:
            check_of(clause.word)(clause, world)
        except ContractFailure:
            return "broken"
        except NotChecked as reason:
            return reason.reason
    return "kept"


@pytest.mark.parametrize(
    ("clause", "fault"),
    [
        ("listTools.filter.owner_id.value", "owner_id"),
        ("listTools.ordering.-weight", "sort"),
        ("listTools.filter.grade.1.0", "grade"),
        ("createTool.condition.sharp_needs_a_sheath", "lenient"),
        ("Tool.condition.sharp_needs_a_sheath", "bare"),
        ("createTool.condition.1", "lenient"),
        ("Tool.condition.1", "light"),
        ("Tool.maker.mutability", "changeable"),
        ("Tool.serial.mutability", "changeable"),
        ("retrieveTool.4XX.no_tool", "inventive"),
    ],
)
def test_right_and_wrong_servers_are_told_apart(clause: str, fault: str) -> None:
    assert (decided(clause), decided(clause, fault)) == ("kept", "broken")


def test_the_default_of_an_answer_promises_nothing_for_what_is_sent() -> None:
    assert "createTool.color.default" not in {each.id for each in CLAUSES}


def test_a_value_that_nobody_can_make_is_no_crash() -> None:
    reason = decided("Tool.badge.mutability")
    assert reason == "no value for badge is known: give [values] badge"


@pytest.mark.parametrize(
    ("first", "second"), [("2001-02-03", "2001-02-10"), ("2001-02-03", "2002")]
)
def test_dates_are_compared_and_other_texts_are_not(first: str, second: str) -> None:
    ranks = [rank(first), rank(second)]
    assert ranks[0] is not None
    assert ranks[1] is None or ranks[0] < ranks[1]
