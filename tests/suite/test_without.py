"""Switching one word of the vocabulary off in the mock breaks that word's clauses and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from clausegen.words.registry import names
from runs import mock, run_suite

CLAUSES = clauses(load_api(manifest_of("giosg").document))

WITHOUT_CAUSES = {
    "deleteBrand.deletion": "what is gone answers 404, which is a cause",
    "deleteRoom.unshares": "the partner must get 403 or 404",
    "retrieveUserRoom.no_permission": "it is a 404",
    "Room.language_code.not_null": "it is a 400 for an emptied attribute",
    "Room.created_at.visible_to": "a room that cannot be reached is shown, as an example",
    "Room.updated_at.visible_to": "the same",
    "Room.updated_by_user_id.visible_to": "the same",
    "Room.updated_by_user.visible_to": "the same",
}
"""Clauses about something else that a mock without any refusal breaks as well, and why."""


@pytest.mark.parametrize("word", [each for each in names() if each not in {"causes", "rules"}])
def test_exactly_the_clauses_of_the_word_are_broken(word: str, tmp_path: Path) -> None:
    with mock("--without", word) as target:
        done = run_suite(tmp_path, "--contract-target", str(target))
    assert done.ids("broken") == {each.id for each in CLAUSES if each.word == word}
    assert done.code == 1


def test_without_causes_every_refusal_is_broken(tmp_path: Path) -> None:
    with mock("--without", "causes") as target:
        done = run_suite(tmp_path, "--contract-target", str(target))
    broken = done.ids("broken")
    refusals = {each.id for each in CLAUSES if each.word == "causes" and each.status[0] == "4"}
    payloads = {each.id for each in CLAUSES if each.status == "400"}
    assert refusals <= broken
    assert broken <= refusals | payloads | set(WITHOUT_CAUSES)


def test_with_every_word_nothing_is_broken_and_nothing_unchecked(tmp_path: Path) -> None:
    done = run_suite(tmp_path)
    assert done.code == 0, done.shown
    assert done.ids("broken") == set()
    assert done.ids("not checked") == set()
