"""Ctrl-C waits until a write is remembered."""

from __future__ import annotations

import signal

import pytest
from clausecheck.http.interrupt import postponed


def write(done: list[str], interrupts: int) -> None:
    with postponed():
        for _ in range(interrupts):
            signal.raise_signal(signal.SIGINT)
        done.append("remembered")


@pytest.mark.parametrize(("interrupts", "remembered"), [(1, ["remembered"]), (2, [])])
def test_the_first_waits_and_the_second_does_not(interrupts: int, remembered: list[str]) -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        write(done, interrupts)
    assert done == remembered
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_ctrl_c_nothing_happens() -> None:
    done: list[str] = []
    write(done, 0)
    assert done == ["remembered"]
