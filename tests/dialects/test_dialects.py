"""Some dialects and variants in lawful implementations, all with --full; see `make dialects`."""

from __future__ import annotations

import pytest
from giosg_mock.dialects import DIALECTS
from running import SEARCHING

from dialects.run import combined, run_one
from dialects.variants import VARIANTS


def test_a_seed_runs_every_dialect_once() -> None:
    assert sorted(name for group in combined(7) for name in group) == sorted(DIALECTS)
    assert combined(7) != combined(8)


@pytest.mark.parametrize(
    "part", [0, 1, *(pytest.param(part, marks=pytest.mark.full) for part in (2, 3))]
)
def test_no_lawful_implementation_is_blamed(part: int) -> None:
    verdict = run_one(1, combined(1)[part], select=SEARCHING)
    assert not verdict.broken


VARIED = (
    ("english_only", "fixed_ttls", "capital_colours", "nulls_ignored"),
    ("some_languages", "short_ttls", "short_names", "plain_names", "same_system_tags"),
    ("no_purging", "capital_references", "bare_links", "brands_in_use", "dependent_objects"),
    ("capital_ids", "bare_creations", "bare_settings"),
    ("one_domain", "conflicting_brands", "encryption_with_keys", "brands_of_the_living"),
    ("settings_of_the_living", "lean_users", "zoneless_lists"),
)
"""Variants that do not get in each other's way."""


def test_every_variant_is_run() -> None:
    assert sorted(name for group in VARIED for name in group) == sorted(VARIANTS)


@pytest.mark.parametrize(
    "names", [VARIED[0], *(pytest.param(each, marks=pytest.mark.full) for each in VARIED[1:])]
)
def test_no_variant_is_blamed(names: tuple[str, ...]) -> None:
    verdict = run_one(1, names, select=SEARCHING)
    assert not verdict.broken


def test_a_fault_shows_through_dialects() -> None:
    verdict = run_one(1, combined(1)[0], fault="uniqueness", select="uniqueness")
    assert verdict.broken == ("Room.domain.uniqueness", "Tag.name.uniqueness")
