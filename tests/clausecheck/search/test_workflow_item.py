"""The explorations name the clause that a sequence of calls breaks, and tell the calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import giosg_contract.oracle
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from running import Done

Run = Callable[..., Done]
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


def test_the_mock_keeps_to_the_model(suite: Run) -> None:
    outcome = suite("test_workflows", "test_stories", "test_brands")
    assert outcome.code == 0, outcome.out
    assert not outcome.ids("broken")
    assert not outcome.report["run"]["shortened"]


def test_a_side_effect_of_patch(suite: Run) -> None:
    outcome = suite("test_stories", faults="side effect", depth="standard")
    assert outcome.ids("broken") == {"updateRoom.partial"}
    (failure, *_) = outcome.clauses["updateRoom.partial"]["failures"]
    assert failure["expected"].startswith("sensitive_data_purge_ttl is ")
    calls = re.findall(r"^    \d+\. (\w+: \w+)", outcome.out, re.MULTILINE)
    assert calls[:4] == ["admin: POST", "admin: GET", "admin: PATCH", "admin: GET"]


def test_values_of_another_type_are_differences_like_others(suite: Run) -> None:
    outcome = suite("test_workflows", faults="odd names")
    assert "createRoomTag.name.stored" in outcome.ids("broken")
    assert "error:" not in outcome.out, outcome.out


def test_a_refusal_that_writes_all_the_same(suite: Run) -> None:
    outcome = suite("test_stories", faults="refused but done", depth="standard")
    broken = outcome.ids("broken")
    assert broken
    assert broken <= {
        "updateRoom.403.no_settings_permission",
        "updateRoom.403.no_organization_access",
    }
