"""No implementation that keeps the documentation is blamed, whatever it does where it is silent."""

from __future__ import annotations

from pathlib import Path

from lawful import behind, different
from running import run_suite


def test_nothing_is_broken(tmp_path: Path) -> None:
    with behind(different) as (url, target):
        done = run_suite(tmp_path, "--contract-target", str(target), "--base-url", url)
    assert {each: done.clauses[each]["failures"] for each in done.ids("broken")} == {}
    assert {each: done.clauses[each]["reason"] for each in done.ids("not checked")} == {}
    assert done.code == 0
