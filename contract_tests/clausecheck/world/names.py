"""Names of what a run makes: each once, and known by how it starts."""

from __future__ import annotations

import itertools
import uuid
import zlib
from collections.abc import Iterator

from clausecheck.http.ledger import Ledger

LARGE = 1_000_000_000
"""Numbers stay below what 32 bits hold."""


class Names:
    """Makes names. What it has made is noted in the ledger: it names nothing of others."""

    def __init__(self, prefix: str, ledger: Ledger) -> None:
        self.prefix = prefix
        self._ledger = ledger
        self._counter = itertools.count(1)
        ledger.marks.add(prefix)

    def text(self, stem: str = "") -> str:
        """A slug, such as clausecheck-7bc0d7-21."""
        parts = (self.prefix, stem, str(next(self._counter)))
        return self._ledger.coin("-".join(filter(None, parts)))

    def texts(self) -> Iterator[str]:
        """The same for narrower rules: shorter, without dashes, capitals, letters alone ..."""
        name = self.text()
        mark, _, count = name.removeprefix("clausecheck-").rpartition("-")
        letters = "".join(chr(ord("a") + int(each)) for each in count)
        narrower = (f"cc{mark}{count}", f"cc{count}", count)
        spelled = ("clausecheck" + letters, "cc" + letters, letters)
        title = f"Clausecheck{letters}"
        strong = f"Clausecheck-{mark}-{count}!"
        plain = name.replace("-", "_"), name.replace("-", ""), name.upper()
        for each in (name, *plain, *narrower, *spelled, title, title.upper(), strong):
            yield self._ledger.coin(each) if len(each) > len("clausecheck") else each

    def hostname(self) -> str:
        return self._ledger.coin(f"{self.prefix}-{next(self._counter)}.example.com")

    def number(self) -> int:
        """Another one each time, from a start of the run's own: most likely free."""
        return zlib.crc32(self.prefix.encode()) % LARGE + next(self._counter)

    def uuid(self) -> str:
        """A new id that names nothing."""
        return self._ledger.coin(str(uuid.uuid4()))
