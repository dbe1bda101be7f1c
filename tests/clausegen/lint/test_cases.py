"""Every load problem and every lint rule, on documents that break exactly one thing each."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import CASES, assert_expected, documents
from clausegen.lint import CROSS_CHECK, RULES
from clausegen.lint.subject import Subject
from clausegen.load import load, load_api
from clausegen.text.problems import SpecError


def _id(path: Path) -> str:
    return str(path.relative_to(CASES))


@pytest.mark.parametrize("path", documents("load"), ids=_id)
def test_load(path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        load_api(path)
    assert_expected(path, caught.value.problems)


@pytest.mark.parametrize("path", documents("lint"), ids=_id)
def test_lint(path: Path) -> None:
    rule = next(each for each in (*RULES, CROSS_CHECK) if each.code == path.parent.name)
    overlays = [each for each in [path.with_suffix(".overlay")] if each.exists()]
    assert_expected(path, rule.check(Subject(*load(path, overlays=overlays))))


@pytest.mark.parametrize("rule", [*RULES, CROSS_CHECK], ids=lambda rule: rule.code)
def test_every_rule_has_a_case_that_breaks_it(rule: object) -> None:
    code = getattr(rule, "code", "")
    assert any(path.stat().st_size for path in (CASES / "lint" / code).glob("*.problems"))
