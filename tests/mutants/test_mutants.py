"""The catalogue is sound, and a sample of it is found by the suite."""

from __future__ import annotations

from collections import Counter

import pytest
from clausegen.clauses import clauses
from clausegen.load import default_document, load_api

from mutants.catalogue import every
from mutants.mutant import KINDS, Mutant
from mutants.run import run_one
from mutants.stage import Stage
from mutants.verdict import line

API = load_api(default_document())
CLAUSES = {each.id: each for each in clauses(API)}
AT_LEAST = 150

SAMPLE = (
    "deleteBrand-brand_not_found-as-204",
    "listRooms-forgets-no_settings_permission",
    "listRooms-forgets-is_shared-in-next",
    "updateBrand-resets-logo_asset_id",
    "Brand-created_by_user_id-writable-by-replaceBrand",
    "listRoomQueues-pages-overlap-by-one",
)
"""One a kind of change, of parts of the suite that are quick alone."""


def test_names_are_unique() -> None:
    names = Counter(each.id for each in every())
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) >= AT_LEAST


@pytest.mark.parametrize("mutant", every(), ids=lambda each: each.id)
def test_mutant_is_sound(mutant: Mutant) -> None:
    assert mutant.breaks
    assert sorted((mutant.breaks | mutant.also) - CLAUSES.keys()) == []
    assert [each for each in mutant.breaks if CLAUSES[each].waived] == []
    assert not mutant.breaks & mutant.also
    assert mutant.because or not mutant.also
    stage = Stage()
    with stage.opened():
        mutant.change(stage)
        assert stage.changes


def test_everything_is_covered() -> None:
    broken = [CLAUSES[each] for mutant in every() for each in mutant.breaks]
    observable = [each for each in CLAUSES.values() if not each.waived]
    assert {each.kind for each in every()} == set(KINDS)
    assert {each.operation for each in broken} == {each.operation for each in observable}
    assert {each.word for each in broken} == {each.word for each in observable}


@pytest.mark.parametrize("name", SAMPLE)
def test_suite_names_exactly_what_is_broken(name: str) -> None:
    mutant = next(each for each in every() if each.id == name)
    verdict = run_one(mutant, seed=1, scope="near")
    assert verdict.fate == "killed", line(verdict)
