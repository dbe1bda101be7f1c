"""Hypothesis looking for the smallest request, or the shortest story, that breaks a clause."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from clausecheck.failures import ContractFailure

SHRINKS = 200  # requests with which something that was found is made smaller


class Enough(BaseException):
    """Ends a search from within: Hypothesis lets it through, unlike every Exception."""


class Search:
    """One search. Counts bound it, so that a slow server gets the same verdict as a fast one.

    `seconds` only ends explorations of a target that is hopeless; see `ran_out`. `most` bounds the
    attempts to make smaller what was found.
    """

    def __init__(
        self,
        count: int,
        seed: int,
        *,
        seconds: float = math.inf,
        steps: int = 50,
        shrinks: bool = True,
        most: int = SHRINKS,
    ) -> None:
        from hypothesis import HealthCheck, Phase, Verbosity, settings

        self.seed = seed
        self.settings = settings(
            max_examples=count,
            stateful_step_count=steps,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink] if shrinks else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
            report_multiple_bugs=False,
            print_blob=False,
        )
        self.ran_out = False
        """The clock ended it before it had found anything: another run may come further."""
        self._ends = time.monotonic() + seconds
        self._failures: list[ContractFailure] = []
        self._shrinks, self._most = 0, most

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Around everything that may raise ContractFailure in the course of the search."""
        self._shrinks += bool(self._failures)
        if self._shrinks > self._most or time.monotonic() > self._ends:
            raise Enough
        try:
            yield
        except ContractFailure as failure:
            self._failures.append(failure)
            raise

    def run(self, test: Callable[[], Any]) -> None:
        """Runs a Hypothesis test to its end. Raises the smallest ContractFailure there was."""
        from hypothesis.errors import Flaky, Unsatisfiable

        try:
            test()
        except Unsatisfiable:
            return  # nothing of this kind exists: without query and payload, none is invalid
        except (Enough, Flaky) as ended:
            if self._failures:
                raise self._failures[-1] from None  # the smallest so far, or one that came once
            self.ran_out = isinstance(ended, Enough)
