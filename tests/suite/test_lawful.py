"""No implementation that keeps the documentation is blamed, whatever it does where it is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from lawful import VARIANTS, behind
from runs import run_suite

MAY_STAY_UNCHECKED = {"large pages": {"pagination"}}
"""Words whose clauses a variant makes undecidable: lists that nobody can add to fit on one page."""


@pytest.mark.parametrize("name", VARIANTS)
def test_nothing_is_broken(name: str, tmp_path: Path) -> None:
    variant, arguments = VARIANTS[name]
    with behind(variant, *arguments) as (url, target):
        done = run_suite(tmp_path, "--contract-target", str(target), "--base-url", url)
    broken = {each: done.clauses[each]["failures"] for each in done.ids("broken")}
    assert not broken
    unchecked = {each: done.clauses[each]["reason"] for each in done.ids("not checked")}
    words = MAY_STAY_UNCHECKED.get(name, set())
    assert not {
        each: why for each, why in unchecked.items() if done.clauses[each]["word"] not in words
    }
    assert done.code == 0
