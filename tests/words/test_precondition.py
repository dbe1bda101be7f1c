"""precondition: kept by a mock, each fault named, and what RFC 9110 leaves open is not blamed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.http.client import Client
from clausecheck.http.target import load_target
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausecheck.world.conditions import WHATEVER
from clausegen.lint import lint
from clausegen.load import load
from trying import CASES, Trial, trial

IDS = [
    "readNote.precondition.if_none_match",
    "replaceNote.precondition.if_match",
    "replaceNote.precondition.required",
    "changeNote.precondition.if_match",
    "deleteNote.precondition.if_match",
    "deleteNote.precondition.required",
    "putLabel.precondition.if_none_match",
]
CHANGE = "changeNote.precondition.if_match"


@pytest.fixture(scope="module")
def notes() -> Iterator[Trial]:
    with trial("precondition") as running:
        yield running


def test_the_mock_keeps_it_and_breaks_are_named(notes: Trial) -> None:
    assert {each.id: notes.verdict(each.id) for each in notes.of("precondition")} == dict.fromkeys(
        IDS, "kept"
    )
    assert notes.survivors("precondition") == {}


def test_a_mock_without_the_word_is_blamed_for_it_alone() -> None:
    """It shows ETags and reads none."""
    with trial("precondition", without="precondition") as wrong:
        assert wrong.verdict(CHANGE) == "broken"


def overwriting(passing: Passing, _: Memory) -> None:
    """Any well-formed ETag is taken for the current one."""
    if passing.is_of(passing.api.operation("changeNote")) and "if-match" in passing.carries:
        passing.carries["if-match"] = WHATEVER


def test_only_this_word_tells_that_an_update_is_lost(notes: Trial) -> None:
    assert notes.broken_by(Sabotage(told="lost updates", before=overwriting)) == {CHANGE}


def known(passing: Passing, memory: Memory) -> None:
    """Takes every state that there ever was, and no other."""
    told = passing.carries.get("if-match")
    if told in memory.marked:
        passing.carries["if-match"] = WHATEVER


def noting(passing: Passing, memory: Memory) -> None:
    memory.marked[passing.headers.get("etag", "")] = True


def test_a_state_that_is_no_more_is_not_the_current_one(notes: Trial) -> None:
    way = Sabotage(told="old states are fine", before=known, after=noting)
    assert notes.through(way, [CHANGE]) == {CHANGE: "broken"}


def lasting(passing: Passing, _: Memory) -> None:
    """One ETag for all, and whoever names it is served."""
    if "etag" in passing.headers:
        passing.headers["etag"] = '"always"'


def serving(passing: Passing, _: Memory) -> None:
    if passing.carries.get("if-match") == '"always"':
        passing.carries["if-match"] = WHATEVER


def test_an_etag_changes_with_what_it_stands_for(notes: Trial) -> None:
    way = Sabotage(told="one ETag for all", before=serving, after=lasting)
    assert notes.through(way, [CHANGE]) == {CHANGE: "broken"}


def weak(passing: Passing, _: Memory) -> None:
    """Weak ETags, which If-Match never finds equal, as it compares strongly."""
    if "etag" in passing.headers:
        passing.headers["etag"] = "W/" + passing.headers["etag"]


def unweak(passing: Passing, _: Memory) -> None:
    """If-None-Match compares weakly."""
    passing.carries |= {
        name: text.removeprefix("W/")
        for name, text in passing.carries.items()
        if name == "if-none-match"
    }


def lenient(passing: Passing, _: Memory) -> None:
    passing.carries |= {name: text.removeprefix("W/") for name, text in passing.carries.items()}


def refusing(passing: Passing, _: Memory) -> None:
    """400 in place of 428."""
    if passing.status == 428:
        passing.status = 400


@pytest.mark.parametrize(
    ("before", "after"),
    [(unweak, weak), (lenient, weak), (None, refusing)],
    ids=("unweak", "lenient", "refusing"),
)
def test_what_is_lawful_is_not_blamed(notes: Trial, before: object, after: object) -> None:
    way = Sabotage(told="lawful", before=before, after=after)  # type: ignore[arg-type]
    said = notes.through(way, IDS)
    assert "broken" not in said.values()
    assert said[CHANGE] == "kept"


def test_ordinary_requests_name_the_state_where_they_have_to(notes: Trial) -> None:
    client = Client(notes.api, load_target(None, base_url=notes.url))
    path = {"note_id": client.call("createNote", body={"text": "x"}).json["id"]}
    assert client.call("deleteNote", path=path).status == 428
    client.close()
    assert notes.verdict("deleteNote.precondition.if_match") == "kept"


def test_conditions_without_a_meaning_are_faults(tmp_path: Path) -> None:
    text = (CASES / "precondition.yaml").read_text()
    text = text.replace("precondition: {if_none_match", "precondition: {if_match", 1)
    text = text.replace(
        "{precondition: {if_match: required}}", "{precondition: {if_none_match: optional}}"
    )
    path = tmp_path / "openapi.yaml"
    path.write_text(text)
    found = {p.message for level, p in lint(*load(path)) if level == "error"}
    assert found == {
        "GET /notes/{note_id} changes nothing",
        "DELETE /notes/{note_id} neither reads nor makes",
    }
