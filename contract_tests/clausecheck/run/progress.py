"""One line on a terminal: the clause at work, what was found so far, and the time left."""

from __future__ import annotations

import time
from collections import Counter

import pytest

WIDTH = 48  # of a clause's id; longer ones lose their middle


class Progress:
    """Takes the place of pytest's dots for the items of the suite."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter
        self._started = time.monotonic()
        self._found: Counter[str] = Counter()
        self._total = 0
        reporter.showfspath = False

    def collected(self, total: int) -> None:
        self._total = total
        self._started = time.monotonic()

    def start(self, item: str) -> None:
        counts = ", ".join(f"{self._found[each]} {each}" for each in ("kept", "broken"))
        counts += f", {self._found['not checked']} not checked"
        self._reporter.rewrite(f"{_short(item):{WIDTH}}  {counts}{self._left()}", erase=True)

    def end(self, word: str) -> None:
        self._found[word] += 1

    def clear(self) -> None:
        self._reporter.rewrite("", erase=True)

    def _left(self) -> str:
        """Guessed from what the items before took."""
        done = self._found.total()
        if not done or done > self._total:
            return ""
        seconds = (time.monotonic() - self._started) / done * (self._total - done)
        return f", {seconds // 60:.0f}:{seconds % 60:02.0f} left"


def progress_of(config: pytest.Config) -> Progress | None:
    """None where nobody would see it move."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    if reporter is None or not reporter.isatty or config.get_verbosity() != 0:
        return None
    return Progress(reporter)


def _short(item: str) -> str:
    half = WIDTH // 2 - 2
    return item if len(item) <= WIDTH else f"{item[:half]}...{item[-half:]}"
