"""stamp, and what is unique wherever it is: kept by a mock, and each fault named by its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from trying import Trial, trial

ACTORS = ("actors.admin.token=mock-user", "actors.clerk.token=mock-clerk")
IDS = [f"Book.{each}.stamp" for each in ("made_at", "changed_at", "made_by", "changed_by")]
UNIQUE = "Book.isbn.uniqueness"


@pytest.fixture(scope="module")
def books() -> Iterator[Trial]:
    with trial("stamp", *ACTORS) as running:
        yield running


def test_the_mock_keeps_it_and_breaks_are_named(books: Trial) -> None:
    assert {each: books.verdict(each) for each in (*IDS, UNIQUE)} == dict.fromkeys(
        [*IDS, UNIQUE], "kept"
    )
    assert books.survivors("stamp") == {}


def test_one_actor_cannot_tell_who_it_was() -> None:
    with trial("stamp", ACTORS[0]) as alone:
        assert "one actor only" in alone.verdict("Book.made_by.stamp")


def renewing(passing: Passing, _: Memory) -> None:
    """A change renews the time and the author of the creation."""
    body = passing.body
    if isinstance(body, dict) and "made_at" in body:
        passing.answer({**body, "made_at": body["changed_at"], "made_by": body["changed_by"]})


def test_only_this_word_tells_that_a_creation_moves(books: Trial) -> None:
    way = Sabotage(told="creation moves", after=renewing)
    assert books.broken_by(way, lambda each: "Book" in each) == {IDS[0], IDS[2]}


def whole_seconds(passing: Passing, _: Memory) -> None:
    text = re.sub(r"(T\d\d:\d\d:\d\d)\.\d+Z", r"\1+00:00", passing.content.decode())
    passing.content = text.encode()


def whole_minutes(passing: Passing, _: Memory) -> None:
    text = re.sub(r"(T\d\d:\d\d):\d\d\.\d+Z", r"\1:00Z", passing.content.decode())
    passing.content = text.encode()


@pytest.mark.parametrize("lawful", [whole_seconds, whole_minutes])
def test_what_is_lawful_is_not_blamed(books: Trial, lawful: object) -> None:
    way = Sabotage(told="lawful", after=lawful)  # type: ignore[arg-type]
    assert set(books.through(way, [*IDS, UNIQUE]).values()) == {"kept"}


def test_a_mock_without_the_word_is_blamed() -> None:
    with trial("stamp", *ACTORS, without="stamp") as wrong:
        assert wrong.verdict("Book.made_by.stamp") == "broken"


def test_unique_on_one_shelf_is_not_unique_everywhere() -> None:
    with trial("stamp", *ACTORS, without="uniqueness") as wrong:
        assert wrong.verdict(UNIQUE) == "broken"
