"""What expires while a check is at work breaks no clause; what cannot be found anew does."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausecheck.failures import ContractFailure
from clausecheck.world.vanishing import once_more
from clausecheck.world.world import World
from test_numbers import Numbers, numbers


class Check:
    """Wants the shared task to be there; the first `expired` ones go before it asks."""

    def __init__(self, made: World, service: Numbers, expired: int, *, asks: str) -> None:
        self.made, self.service, self.left, self.asks = made, service, expired, asks
        self.tried: list[str] = []

    def __call__(self) -> None:
        path = self.made.shared("postTasks").path
        self.tried.append(path["id"])
        self.service.last = int(path["id"])
        if self.left:
            self.left -= 1
            self.service.rows["tasks"].clear()
        exchange = self.made.call(self.asks, path=path)
        if not exchange.ok:
            clause = next(iter(self.made.contract.by_id.values()))
            raise ContractFailure(clause, expected="200", exchange=exchange)


@pytest.mark.parametrize("asks", ["getTasksId", "deleteTasksId"])
def test_a_check_that_lost_its_thing_is_made_again_with_a_new_one(
    asks: str, tmp_path: Path
) -> None:
    with numbers(tmp_path, "item") as (made, service, _):
        check = Check(made, service, 1, asks=asks)
        once_more(made, check)
    assert check.tried == ["1", "2"]


def test_what_is_gone_at_once_again_breaks_the_clause(tmp_path: Path) -> None:
    """A service that forgets what it was given would be excused."""
    with numbers(tmp_path, "item") as (made, service, _):
        check = Check(made, service, 3, asks="getTasksId")
        with pytest.raises(ContractFailure):
            once_more(made, check)
    assert len(check.tried) == 2


def test_what_is_there_and_answers_404_breaks_the_clause_at_once(tmp_path: Path) -> None:
    with numbers(tmp_path, "item") as (made, service, _):
        service.deaf = True
        check = Check(made, service, 0, asks="deleteTasksId")
        with pytest.raises(ContractFailure):
            once_more(made, check)
    assert len(check.tried) == 1
