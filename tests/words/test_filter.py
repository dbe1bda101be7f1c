"""filter: each operator lists what fits and nothing else; what nobody says is not demanded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausecheck.world.fitting import fits
from clausegen.lint import lint
from clausegen.load import load
from clausegen.words.filter import Filter
from trying import CASES, Trial, trial

UNTOLD = {"listBooks.filter.after_title.value"}


@pytest.fixture(scope="module")
def books() -> Iterator[Trial]:
    with trial("filter") as running:
        yield running


def test_a_text_has_no_order_and_lint_says_so() -> None:
    told = [p.message for _, p in lint(*load(CASES / "filter.yaml")) if p.code == "undecidable"]
    assert len(told) == 1
    assert "nothing says how title compares" in told[0]


def test_each_key_of_an_object_makes_clauses_of_its_own(books: Trial) -> None:
    said = [each.sentence for each in books.of("filter") if ".with." in each.id]
    query = [each.split(" lists exactly the items whose ") for each in said]
    assert query == [
        ["listBooks with with[pages_gte]=VALUE", "pages is at least VALUE."],
        ["listBooks with with[pages_lt]=VALUE", "pages is less than VALUE."],
        ["listBooks with with[genre]=crime", "genre is crime."],
        ["listBooks with with[genre]=poetry", "genre is poetry."],
    ]


def test_a_key_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    text = (CASES / "filter.yaml").read_text()
    path.write_text(text.replace("pages_lt: {attribute", "pages_gt: {attribute"))
    found = {p.message for level, p in lint(*load(path)) if level == "error"}
    assert found == {"with has no attribute pages_gt"}


def test_the_mock_keeps_every_operator(books: Trial) -> None:
    said = {each.id: books.verdict(each.id) for each in books.of("filter")}
    assert {name for name, verdict in said.items() if verdict != "kept"} <= UNTOLD, said


def test_every_break_is_named(books: Trial) -> None:
    assert {each.split(":")[0] for each in books.survivors("filter")} <= UNTOLD


KEYS = {"with[pages_gte]": "longer", "with[pages_lt]": "at_most"}


@pytest.mark.parametrize("name", KEYS)
def test_one_off_in_a_key_breaks_its_own_clause_alone(books: Trial, name: str) -> None:
    def mixing(passing: Passing, _: Memory) -> None:
        passing.query = [(KEYS[k] if k == name else k, v) for k, v in passing.query]

    way = Sabotage(told="it takes the border for the other side", before=mixing)
    key = name.removeprefix("with[").removesuffix("]")
    assert books.broken_by(way, lambda each: ".filter." in each) == {
        f"listBooks.filter.with.{key}.value"
    }


MIXED = {"longer": "at_least", "at_least": "longer", "shorter": "at_most", "at_most": "shorter"}


@pytest.mark.parametrize("name", MIXED)
def test_one_off_breaks_its_own_clause_alone(books: Trial, name: str) -> None:
    def mixing(passing: Passing, _: Memory) -> None:
        passing.query = [(MIXED[k] if k == name else k, v) for k, v in passing.query]

    way = Sabotage(told="it takes the border for the other side", before=mixing)
    assert books.broken_by(way, lambda each: ".filter." in each) == {
        f"listBooks.filter.{name}.value"
    }


def capitals(passing: Passing, _: Memory) -> None:
    """Where nothing is said of case, a server may ignore it."""
    passing.query = [("holds_any" if k == "holds" else k, v) for k, v in passing.query]


def test_what_is_lawful_is_not_blamed(books: Trial) -> None:
    way = Sabotage(told="lawful", before=capitals)
    ids = [each.id for each in books.of("filter") if each.id not in UNTOLD]
    assert set(books.through(way, ids).values()) == {"kept"}


@pytest.mark.parametrize(
    ("word", "found", "value", "said"),
    [
        ({}, "a", "a", True),
        ({}, "A", "a", None),
        ({"case": "exact"}, "A", "a", False),
        ({"case": "ignored"}, "A", "a", True),
        ({}, "b", "a", False),
        ({}, 1.0, "1", True),
        ({}, True, "1", None),
        ({}, None, "a", None),
        ({"operator": "ne"}, "b", "a", True),
        ({"operator": "ne"}, "A", "a", None),
        ({"operator": "ne"}, None, "a", None),
        ({"operator": "gt"}, 2, "1", True),
        ({"operator": "gt"}, 2, "2", False),
        ({"operator": "ge"}, 2, "2", True),
        ({"operator": "lt"}, "2026-01-01", "2026-01-02", True),
        ({"operator": "le"}, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", None),
        ({"operator": "le"}, "2026-01-01T01:00:00+02:00", "2026-01-01T00:00:00Z", True),
        ({"operator": "gt"}, "b", "a", None),
        ({"operator": "contains"}, "rabbit", "abb", True),
        ({"operator": "contains"}, "RABBIT", "abb", None),
        ({"operator": "contains", "case": "exact"}, "RABBIT", "abb", False),
        ({"operator": "prefix"}, "rabbit", "abb", False),
        ({"operator": "prefix", "case": "ignored"}, "RABBIT", "rab", True),
    ],
)
def test_what_fits(word: dict[str, Any], found: Any, value: str, said: object) -> None:
    assert fits(Filter(attribute="x", **word), found, (value,)) is said


def test_one_of_several() -> None:
    word = Filter(attribute="x", operator="in")
    assert [fits(word, each, ("a", "b")) for each in ("a", "b", "c", "B", None)] == [
        *(True, True, False, None, None)
    ]
