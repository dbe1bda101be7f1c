"""visible_to nobody: a password is taken and never answered, by whatever name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clausecheck.sabotage.passing import Memory, Passing, Sabotage, rewrite
from trying import Trial, trial

SECRET = "User.password.visible_to"


@pytest.fixture(scope="module")
def users() -> Iterator[Trial]:
    with trial("visible_to") as running:
        yield running


def test_the_mock_keeps_it_and_breaks_are_named(users: Trial) -> None:
    assert [each.sentence for each in users.of("visible_to")] == ["User.password is never shown."]
    assert "User.password.type" not in {each.id for each in users.of("type")}
    assert users.verdict(SECRET) == "kept"
    assert users.survivors("visible_to") == {}


def test_what_nobody_sees_is_not_read_back(users: Trial) -> None:
    ids = [each.id for each in users.of("stored")]
    assert ids == ["createUser.nick.stored", "replaceUser.nick.stored"]


def test_a_mock_without_the_word_is_blamed_for_it_alone() -> None:
    with trial("visible_to", without="visible_to") as wrong:
        assert wrong.broken_by(Sabotage(told="nothing")) == {SECRET}


def telling(passing: Passing, memory: Memory) -> None:
    """Under another name, to whoever reads it again."""
    payload = passing.payload
    if isinstance(payload, dict) and "password" in payload:
        memory.marked["secret"] = payload["password"]
    elif "secret" in memory.marked:
        rewrite(passing, "User", lambda user: user.update(login=[memory.marked["secret"]]))


def hashing(passing: Passing, _: Memory) -> None:
    """Null, and that there is one."""
    rewrite(passing, "User", lambda user: user.update(password=None, has_password=True))


def test_a_secret_by_another_name_is_none(users: Trial) -> None:
    assert users.broken_by(Sabotage(told="it leaks", after=telling)) == {SECRET}


def test_what_is_lawful_is_not_blamed(users: Trial) -> None:
    way = Sabotage(told="lawful", after=hashing)
    assert users.through(way, [SECRET]) == {SECRET: "kept"}
