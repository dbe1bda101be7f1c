"""The explorations name the clause that a sequence of calls breaks, and tell the calls."""

from __future__ import annotations

import re
from pathlib import Path

import giosg_contract.oracle
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from suite_runner import Runner

ORACLE = Path(giosg_contract.oracle.__file__).parent
CLAUSE = re.compile(r'(?<!f)"(\w+\.(?:\d{3}\.)?\w+(?:\.\w+)*)"')


def test_every_clause_that_the_oracle_names_exists() -> None:
    known = {each.id for each in clauses(load_api(manifest_of("giosg").document))}
    named = {
        found
        for module in ORACLE.glob("*.py")
        for found in CLAUSE.findall(module.read_text(encoding="utf-8"))
    }
    assert len(named) > 15
    assert named <= known


def test_the_mock_keeps_to_the_model(suite: Runner) -> None:
    outcome = suite.run("test_workflows", "test_brands", arguments=("--contract-depth", "quick"))
    assert outcome.exit_code == 0, outcome.output
    assert not outcome.having("broken")
    assert not outcome.shortened


def test_a_side_effect_of_patch(suite: Runner) -> None:
    outcome = suite.run("test_workflows", faults="side_effect")
    assert outcome.having("broken") == {"updateRoom.partial"}
    (failure, *_) = outcome.failures["updateRoom.partial"]
    assert failure["expected"].startswith("sensitive_data_purge_ttl is ")
    calls = re.findall(r"^    \d+\. (\w+: \w+)", outcome.output, re.MULTILINE)
    assert calls[:4] == ["admin: POST", "admin: GET", "admin: PATCH", "admin: GET"]


def test_values_of_another_type_are_differences_like_others(suite: Runner) -> None:
    arguments = ("--contract-depth", "quick")
    outcome = suite.run("test_workflows", faults="odd_names", arguments=arguments)
    assert "createRoomTag.name.stored" in outcome.having("broken")
    assert "error:" not in outcome.output, outcome.output


def test_a_refusal_that_writes_all_the_same(suite: Runner) -> None:
    outcome = suite.run("test_workflows", faults="refused_but_done")
    broken = outcome.having("broken")
    assert broken
    assert broken <= {
        "updateRoom.403.no_settings_permission",
        "updateRoom.403.no_organization_access",
    }
