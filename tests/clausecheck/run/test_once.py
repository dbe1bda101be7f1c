"""One fact is one finding: a crash is told by the clause that it breaks most narrowly."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausecheck.broken import Broken
from clausecheck.report.verdicts import Finding, verdicts_of
from clausecheck.world.contract import Contract, contract_of
from clausegen.manifest import Manifest

WHOLE, NARROW = "createShelf.responses", "createShelf.label.required"
CRASH = '500 Internal Server Error {"at": "2030-01-01T00:00:0%sZ"}'


@pytest.fixture(scope="module")
def contract() -> Contract:
    return contract_of(Manifest(document=Path(__file__).parents[1] / "cases" / "library.yaml"))


def verdicts(contract: Contract, *seen: tuple[str, str]) -> dict[str, tuple[str, str | None]]:
    findings: dict[str, list[Finding]] = {}
    for clause, observed in seen:
        about = contract.by_id[clause]
        broken = Broken(
            clause=clause,
            sentence=about.sentence,
            place=str(about.place),
            expected="another answer",
            observed=observed,
        )
        finding = Finding(clause=clause, verdict="broken", seen_in=clause, broken=broken)
        findings.setdefault(clause, []).append(finding)
    found = verdicts_of(contract, findings, whole=False)
    return {each.clause.id: (each.verdict, each.reason) for each in found}


def test_a_crash_is_told_once(contract: Contract) -> None:
    found = verdicts(contract, (NARROW, CRASH % 1), (WHOLE, CRASH % 2))
    assert found[NARROW][0] == "broken"
    assert found[WHOLE] == ("not checked", f"what is wrong is told once, as {NARROW}")


@pytest.mark.parametrize(
    "seen",
    [
        [(WHOLE, CRASH % 1)],
        [(NARROW, CRASH % 1), (WHOLE, CRASH % 2), (WHOLE, "202 Accepted")],
        [("deleteShelf.deletion", CRASH % 1), (WHOLE, CRASH % 1)],
    ],
    ids=["alone", "another answer as well", "of another operation"],
)
def test_what_nobody_else_tells_is_told(contract: Contract, seen: list[tuple[str, str]]) -> None:
    assert verdicts(contract, *seen)[WHOLE][0] == "broken"
