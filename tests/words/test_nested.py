"""ordering and filter of what lies within attributes, of several kinds, and of creation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.http.actors import ANONYMOUS
from clausecheck.http.exchange import Exchange
from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausecheck.world.paging import Turn, turn
from clausegen.lint import lint
from clausegen.load import load
from clausegen.words.pagination import Pagination
from clausemock.behaviours.pagination import begins
from trying import CASES, Trial, trial

IDS = [
    *(f"listPhotos.ordering.{each}" for each in ("asc", "desc", "default", "wide")),
    *(f"listPhotos.filter.{each}.value" for each in ("by", "wider")),
    "listPhotos.pagination.complete",
]


@pytest.fixture(scope="module")
def photos() -> Iterator[Trial]:
    with trial("nested") as running:
        yield running


def test_what_is_said(photos: Trial) -> None:
    said = {each.id: each.sentence for each in photos.of("ordering")}
    assert (
        said["listPhotos.ordering.asc"] == "listPhotos with order=asc sorts by creation, ascending."
    )
    assert said["listPhotos.ordering.default"] == (
        "listPhotos without order sorts by creation, descending."
    )
    [whole] = photos.of("pagination")
    assert whole.sentence == "listPhotos, which has no pages, shows each item exactly once."
    wrong = [p.message for level, p in lint(*load(CASES / "nested.yaml")) if level == "error"]
    assert wrong == []


def test_the_mock_keeps_it_and_breaks_are_named(photos: Trial) -> None:
    assert {each: photos.verdict(each) for each in IDS} == dict.fromkeys(IDS, "kept")
    for word in ("ordering", "filter", "pagination"):
        assert {each for each in photos.survivors(word) if "listPhotos" in each} == set()


def turning(passing: Passing, _: Memory) -> None:
    """Order=asc is not looked at."""
    passing.query = [(k, "desc" if k == "order" else v) for k, v in passing.query]


def narrow(passing: Passing, _: Memory) -> None:
    """Photos are sorted by the width as a text."""
    if ("sort", "wide") in passing.query:
        items(passing, lambda found: sorted(found, key=lambda each: str(each["size"])))


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        (turning, None, {"listPhotos.ordering.asc"}),
        (None, narrow, {"listPhotos.ordering.wide"}),
    ],
)
def test_a_fault_breaks_its_own_clause_alone(
    photos: Trial, before: object, after: object, broken: set[str]
) -> None:
    way = Sabotage(told="fault", before=before, after=after)  # type: ignore[arg-type]
    assert photos.broken_by(way) == broken


def mixing(passing: Passing, _: Memory) -> None:
    """What others made stands anywhere."""
    other = {"id": "other", "size": {"width": 1}, "author": {"name": "Zoe"}}
    if passing.operation is not None and passing.operation.id == "listPhotos":
        items(passing, lambda found: [found[0], other, *found[1:]])


def test_what_others_made_is_not_held_against_the_order_of_creation(photos: Trial) -> None:
    way = Sabotage(told="lawful", after=mixing)
    ids = IDS[:3]
    assert photos.through(way, ids) == dict.fromkeys(ids, "kept")


def test_ways_that_lead_nowhere_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    text = (CASES / "nested.yaml").read_text()
    path.write_text(text.replace("author.name", "author.nme").replace("by: price", "by: prce"))
    found = {p.message for level, p in lint(*load(path)) if level == "error"}
    assert found == {"author has no attribute nme", "an item of listThings has no attribute prce"}


def test_the_cursor_of_the_last_item_may_lie_deeper() -> None:
    page = Pagination(style="cursor", parameter="after", last="user.id")
    found = [{"user": {"id": 4}}, {"user": {"id": 5}}]
    seen = Exchange(actor=ANONYMOUS, method="GET", url="http://x.test/")
    assert turn(page, seen, [found]) == Turn(query={"after": 5})
    assert begins(page, "4", 2, found) == 1
