"""actors and visible_to: who lacks a scope is refused, who is not named sees nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausegen.lint import lint
from clausegen.load import load
from trying import CASES, Trial, trial

OWNER = "actors.librarian.token=mock-librarian"
ACTORS = (OWNER, "actors.reader.token=mock-reader")
REFUSED, PRICE = "createBook.actors.reader", "Book.price.visible_to"


@pytest.fixture(scope="module")
def books() -> Iterator[Trial]:
    with trial("actors", *ACTORS) as running:
        yield running


def test_one_clause_for_each_operation_that_is_closed(books: Trial) -> None:
    """DeleteBook also takes a key, which a reader may have."""
    said = {each.id: each.sentence for each in books.of("actors")}
    assert said == {REFUSED: "createBook refuses reader, who lacks write."}
    assert [p.message for level, p in lint(*load(CASES / "actors.yaml")) if level == "error"] == []


def test_the_mock_keeps_it_and_breaks_are_named(books: Trial) -> None:
    assert [books.verdict(each) for each in (REFUSED, PRICE)] == ["kept", "kept"]
    assert books.survivors("actors") == {}
    assert books.survivors("visible_to") == {}


def test_what_the_target_lacks_is_told() -> None:
    with trial("actors", OWNER) as alone:
        assert alone.verdict(REFUSED) == "the target has no actor 'reader': give [actors.reader]"
        assert alone.verdict(PRICE) == "nobody else reads a Book: give another actor"
    with trial("actors", "actors.admin.token=mock-user") as unknown:
        assert unknown.verdict(PRICE) == "none of librarian was shown a price"


@pytest.mark.parametrize(("word", "clause"), [("actors", REFUSED), ("visible_to", PRICE)])
def test_a_mock_without_the_word_is_blamed_for_it_alone(word: str, clause: str) -> None:
    with trial("actors", *ACTORS, without=word) as wrong:
        assert wrong.broken_by(Sabotage(told="nothing"), lambda each: "ook" in each) == {clause}


def hiding(passing: Passing, _: Memory) -> None:
    """404 for whom it is closed to, and no attribute instead of null."""
    if passing.status == 403:
        passing.status = 404
    passing.content = passing.content.replace(b',"price":null', b"")


def test_what_is_lawful_is_not_blamed(books: Trial) -> None:
    way = Sabotage(told="lawful", after=hiding)
    assert set(books.through(way, [REFUSED, PRICE]).values()) == {"kept"}


def test_an_actor_that_nobody_described_is_a_fault(tmp_path: Path) -> None:
    text = (CASES / "actors.yaml").read_text().replace("[librarian]", "[librarain]")
    text = text.replace("scheme: token, scopes: [read]", "scheme: tokn, scopes: [read]")
    path = tmp_path / "openapi.yaml"
    path.write_text(text)
    found = {p.message for level, p in lint(*load(path)) if level == "error"}
    assert found == {"there is no actor librarain", "there is no security scheme tokn"}
