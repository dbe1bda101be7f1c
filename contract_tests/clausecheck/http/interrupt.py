"""A signal between what a server does and what we remember of it would leave resources behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C, and how CI systems cancel jobs."""


@contextmanager
def postponed() -> Iterator[None]:
    """They take effect at the end of the block; a second one takes effect at once."""
    before = {each: signal.getsignal(each) for each in ENDING}
    caught = {each: handler for each, handler in before.items() if callable(handler)}
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[tuple[int, FrameType | None]] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append((number, frame))
        if len(asked) > 1:
            raise KeyboardInterrupt

    for each in caught:
        signal.signal(each, note)
    try:
        yield
    finally:
        for each, handler in caught.items():
            signal.signal(each, handler)
    for number, frame in asked:
        caught[signal.Signals(number)](number, frame)
