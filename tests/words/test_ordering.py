"""ordering: by one parameter, by a pair, by several attributes, and without being asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausegen.lint import lint
from clausegen.load import load
from clausegen.words.collection import clauses
from trying import CASES, Trial, trial

IDS = {
    f"listBooks.ordering.{name}": f"{way}, {order}"
    for name, way, order in (
        ("default", "without being asked sorts by id", "ascending"),
        ("pages.ascending", "with sort=pages and direction=up sorts by pages", "ascending"),
        ("pages.descending", "with sort=pages and direction=down sorts by pages", "descending"),
        ("due.ascending", "with sort=due and direction=up sorts by due", "ascending"),
        ("due.descending", "with sort=due and direction=down sorts by due", "descending"),
        ("shelf", "with sort=shelf sorts by shelf, then by pages", "ascending"),
    )
}


@pytest.fixture(scope="module")
def books() -> Iterator[Trial]:
    with trial("ordering") as running:
        yield running


def test_what_is_said(books: Trial) -> None:
    made = {each.id: each.sentence for each in clauses(books.api) if each.word == "ordering"}
    assert made == {name: f"listBooks {said}." for name, said in IDS.items()}
    wrong = [p.message for level, p in lint(*load(CASES / "ordering.yaml")) if level == "error"]
    assert wrong == []


def test_the_mock_keeps_it_and_breaks_are_named(books: Trial) -> None:
    assert {each: books.verdict(each) for each in IDS} == dict.fromkeys(IDS, "kept")
    assert books.survivors("ordering") == {}


def forgetting(passing: Passing, _: Memory) -> None:
    """The second attribute is not looked at."""
    if ("sort", "shelf") in passing.query and isinstance(passing.body, list):
        passing.answer(sorted(passing.body, key=lambda each: (each["shelf"], -each["pages"])))


def upwards(passing: Passing, _: Memory) -> None:
    """The other parameter is not looked at."""
    passing.query = [("direction", "up") if k == "direction" else (k, v) for k, v in passing.query]


def unsorted(passing: Passing, _: Memory) -> None:
    """Without being asked nothing is sorted."""
    if isinstance(passing.body, list) and not passing.query:
        passing.answer(passing.body[1:] + passing.body[:1])


@pytest.mark.parametrize(
    ("fault", "broken"),
    [
        (forgetting, {"listBooks.ordering.shelf"}),
        (upwards, {"listBooks.ordering.pages.descending", "listBooks.ordering.due.descending"}),
        (unsorted, {"listBooks.ordering.default"}),
    ],
)
def test_a_fault_breaks_its_own_clauses_alone(
    books: Trial, fault: object, broken: set[str]
) -> None:
    rewritten = {"before" if fault is upwards else "after": fault}
    way = Sabotage(told="fault", **rewritten)  # type: ignore[arg-type]
    assert books.broken_by(way, lambda each: "Book." in each or "Books" in each) == broken


def reversing_ties(passing: Passing, _: Memory) -> None:
    """Items that are equal may come in any order."""
    name = dict(passing.query).get("sort")
    if isinstance(passing.body, list) and name in {"pages", "due"}:
        down = ("direction", "down") in passing.query
        again = passing.body[::-1]
        passing.answer(sorted(again, key=lambda each: each[name], reverse=down))


def test_what_is_lawful_is_not_blamed(books: Trial) -> None:
    way = Sabotage(told="lawful", after=reversing_ties)
    assert set(books.through(way, IDS).values()) == {"kept"}
