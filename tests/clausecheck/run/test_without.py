"""Switching words of the vocabulary off in the mock breaks their clauses and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from clausemock.behaviours import kinds
from running import mock, run_suite

CLAUSES = clauses(load_api(manifest_of("giosg").document))

TOGETHER = (
    ("ordering", "uniqueness", "mutability", "deletion"),
    ("filter", "references", "visible_to", "object_of"),
)
"""Words that do not hide each other's faults."""
SAID = {each.word for each in CLAUSES}
ALONE = tuple(each for each in kinds() if each in SAID - {"causes", "stored"})
"""Without `stored` every update is lost, which many clauses see: mutants lose one attribute."""

WITHOUT_CAUSES = {
    "deleteBrand.deletion": "what is gone answers 404, which is a cause",
    "deleteRoom.unshares": "the partner must get 403 or 404",
    "retrieveUserRoom.no_permission": "it is a 404",
    "Room.language_code.not_null": "it is a 400 for an emptied attribute",
    "Room.id.references": "a room that cannot be reached is shown, as an example with another id",
    "Room.created_at.visible_to": "a room that cannot be reached is shown, as an example",
    "Room.updated_at.visible_to": "the same",
    "Room.updated_by_user_id.visible_to": "the same",
    "Room.updated_by_user.visible_to": "the same",
}
"""Clauses about something else that a mock without any refusal breaks as well, and why."""


@pytest.mark.parametrize(
    "words",
    [
        *TOGETHER,
        *(
            pytest.param((each,), marks=pytest.mark.full if each in sum(TOGETHER, ()) else ())
            for each in ALONE
        ),
    ],
    ids="+".join,
)
def test_exactly_the_clauses_of_the_words_are_broken(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    with mock(*(part for each in words for part in ("--without", each))) as target:
        done = run_suite(tmp_path, "--contract-target", str(target))
    assert done.ids("broken") == {each.id for each in CLAUSES if each.word in words}
    assert done.code == 1


def test_without_causes_every_refusal_is_broken(tmp_path: Path) -> None:
    with mock("--without", "causes") as target:
        done = run_suite(tmp_path, "--contract-target", str(target))
    broken = done.ids("broken")
    causes = [each for each in CLAUSES if each.word == "causes" and each.status[0] == "4"]
    # A null that is not refused is ignored by such a mock, which takes nothing away.
    refusals = {each.id for each in causes if each.cause.input != "emptied"}
    payloads = {each.id for each in CLAUSES if each.status == "400"}
    assert refusals <= broken
    assert broken <= refusals | payloads | set(WITHOUT_CAUSES)


def test_with_every_word_nothing_is_broken_and_nothing_unchecked(tmp_path: Path) -> None:
    done = run_suite(tmp_path)
    assert done.code == 0, done.shown
    assert done.ids("broken") == set()
    assert done.ids("not checked") == set()
