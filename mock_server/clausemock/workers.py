"""Several processes that do the same work until they are told to stop."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType


def together(work: Callable[[int], None], count: int) -> None:
    """Runs `work(number)` in `count` processes; one that ends early ends all of them.

    SIGINT and SIGTERM go to all. Returns when all have ended.
    """
    children = [_started(work, number) for number in range(count)]

    def tell(_: int, __: FrameType | None) -> None:
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)

    known = {each: signal.signal(each, tell) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        for _ in range(count):
            os.wait()
            tell(0, None)
    finally:
        for each, handler in known.items():
            signal.signal(each, handler)


def _started(work: Callable[[int], None], number: int) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work(number)
        code = 0
    except KeyboardInterrupt:
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
