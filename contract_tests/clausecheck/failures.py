"""How a check ends when the clause is not kept, or cannot be decided.

Broken: `ContractFailure`. Not checked: `NotChecked`. Any other exception is a defect of the suite.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from _pytest.outcomes import Skipped
from clausegen.text.problems import Place
from clausegen.words.clause import Clause

from clausecheck.broken import Broken
from clausecheck.http.exchange import Exchange

SERVED = "clausecheck-served-"
"""How the folder of a document begins that a server gave: it is gone after the run."""


class ContractFailure(AssertionError):  # noqa: N818 - it is no error of the suite
    """The implementation does not keep a clause.

    `observed` defaults to what the exchange answered.
    """

    def __init__(
        self,
        clause: Clause,
        *,
        expected: str,
        observed: str | None = None,
        exchange: Exchange | None = None,
        detail: str | None = None,
    ) -> None:
        self.exchange = exchange
        if observed is None:
            observed = exchange.answer if exchange is not None else "nothing"
        self.broken = Broken(
            clause=clause.id,
            sentence=clause.sentence,
            place=_placed(clause.place),
            expected=expected,
            observed=observed,
            curl=exchange.curl if exchange is not None else None,
            detail=detail,
        )
        super().__init__(str(self.broken))


class NotChecked(Skipped):
    """The clause cannot be decided: `reason` says what lacks and how to give it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotOurs(NotChecked):
    """A request that was not sent, as it could change what this run did not create."""


def _placed(place: Place) -> str:
    """By the JSON pointer where a line tells nothing: served documents are often one line."""
    is_served = SERVED in place.file
    file = f"{Path(place.file).name} as served" if is_served else place.file
    is_one_line = place.line == 1 and place.pointer
    return f"{file}#{place.pointer}" if is_one_line or is_served else str(place)


def shown(value: Any, limit: int = 160) -> str:
    """A JSON value as one short line of text, for `expected` and `observed`."""
    is_told = isinstance(value, str) and value.strip() == value != ""
    text = value if is_told else msgspec.json.encode(value).decode()
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit]}..."
