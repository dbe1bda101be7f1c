"""The outcome of a run: a verdict for each clause, made from what the items found."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

import msgspec

from clausecheck.http.target import Target
from clausecheck.report.deviations import Judgement
from clausecheck.report.verdicts import ClauseVerdict, Verdict, broken_of
from clausecheck.world.contract import Contract, Settings

NOTHING_CHECKED = 3


def fails_by(unmet: Collection[str]) -> str:
    """The sentence that follows a headline; empty if nothing is unmet."""
    return f" The run fails by {', by '.join(unmet)}." if unmet else ""


class Conditions(msgspec.Struct, frozen=True, kw_only=True):
    """Under which a run was made."""

    started: datetime
    seconds: float
    settings: Settings
    target: Target


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody typed to start the run."""

    words: tuple[str, ...]
    document: tuple[str, ...] | None = ()
    """Options that name document and known deviations; None where the document is gone by then."""
    swept: tuple[str, ...] = ()
    """What `clausecheck sweep` is given to remove what such runs leave."""

    @property
    def option(self) -> str:
        """How options of the suite start there."""
        return "--" if self.words[0] == "clausecheck" else "--contract-"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a report says."""

    contract: Contract
    conditions: Conditions
    verdicts: tuple[ClauseVerdict, ...]
    requests: int
    exercised: bool
    """At least one request succeeded: without any, nothing that is kept means much."""
    probe: str | None = None
    """What the basic request answered, if it did not succeed."""
    crashed: tuple[str, ...] = ()
    """Items that failed without naming a clause."""
    left_behind: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()
    """Items that the clock ended before their count did."""
    remarks: tuple[str, ...] = ()
    """What no clause speaks of and is worth knowing."""
    lost: tuple[str, ...] = ()
    """Why the target could not be checked to the end."""
    interrupted: bool = False
    deviations: Judgement | None = None
    require_all: bool = False
    min_checked: float | None = None
    """The share of the clauses that has to be checked."""
    typed: Typed = Typed(words=("clausecheck", "run"))
    report: str | None = None
    """Folder of the written report."""

    def of(self, verdict: Verdict) -> tuple[ClauseVerdict, ...]:
        return tuple(each for each in self.verdicts if each.verdict == verdict)

    @property
    def verdict(self) -> Literal["kept", "deviating", "broken", "incomplete", "nothing exercised"]:
        """`deviating`: what is broken is known."""
        if not self.exercised:
            return "nothing exercised"
        if self.at_fault:
            return "broken"
        if not self.is_complete:
            return "incomplete"
        return "deviating" if self.of("broken") else "kept"

    @property
    def at_fault(self) -> tuple[ClauseVerdict, ...]:
        """Broken, and no known deviation."""
        known = self.deviations.known if self.deviations is not None else ()
        return tuple(each for each in self.of("broken") if each.clause.id not in known)

    @property
    def is_complete(self) -> bool:
        return not (self.lost or self.interrupted or self.crashed)

    @property
    def passes(self) -> bool:
        if not self.exercised or not self.is_complete:
            return False
        if self.unmet:
            return False
        if self.deviations is not None:
            return self.deviations.passes
        return not self.of("broken")

    @property
    def exit_code(self) -> int:
        """0 nothing is broken, 1 something is, or the run is incomplete, 3 nothing was checked."""
        if not self.of("broken") and not (self.exercised and self.checked):
            return NOTHING_CHECKED
        return int(not self.passes)

    @property
    def checked(self) -> float:
        """The share of the clauses that was checked; all of none."""
        known = len(self.of("kept")) + len(self.of("broken"))
        return known / ((known + len(self.of("not checked"))) or 1) if self.verdicts else 1.0

    @property
    def checks_too_little(self) -> bool:
        return self.min_checked is not None and self.checked < self.min_checked

    @property
    def unmet(self) -> tuple[str, ...]:
        """What was asked for beside that nothing is broken, and fails the run: each with why."""
        judged, open_ = self.deviations, len(self.of("not checked"))
        found = []
        if judged is not None and judged.strict and judged.repaired:
            found.append(f"strict: {len(judged.repaired)} listed and kept again")
        if self.require_all and open_:
            found.append(f"require-all: {open_} of {len(self.verdicts)} could not be checked")
        if self.checks_too_little:
            asked = f"{self.min_checked or 0:.0%} are asked for"
            found.append(f"min-checked: {self.checked:.0%} of the clauses were checked; {asked}")
        return tuple(f"{self.typed.option}{each}" for each in found)

    @property
    def headline(self) -> str:
        """For people: what was found, and what else fails the run."""
        return f"{self._found}{fails_by(self.unmet)}"

    @property
    def _found(self) -> str:
        broken, unchecked = len(self.at_fault), len(self.of("not checked"))
        known = len(self.of("broken")) - broken
        deviations = f"{known} known deviation{'' if known == 1 else 's'}" if known else ""
        but = f", but for {deviations}" if known else ""
        if not self.exercised:
            return "Nothing could be exercised: no request succeeded."
        if broken:
            what = broken_of(broken, len(self.verdicts))
            return f"{what}, beside {deviations}." if known else f"{what}."
        if not self.is_complete:
            open_ = f"{unchecked} clause{'' if unchecked == 1 else 's'}"
            return f"The run is incomplete; {open_} could not be checked: {self._cut}."
        if unchecked:
            some = f"No clause is broken{but}; {unchecked} could not be checked."
            return some if self.checked else "Nothing could be checked."
        if not self.verdicts:
            return "No clause is broken, and none was decided: these items only search."
        left_out = len(self.contract.clauses) - len(self.verdicts)
        run = " that was run" if left_out else ""
        others = f"; {left_out} were not run" if left_out else ""
        return f"Every clause{run} is kept{but}{others}."

    @property
    def _cut(self) -> str:
        """What cut the run short."""
        if self.lost:
            return self.lost[0]
        return "it was interrupted" if self.interrupted else "some checks failed themselves"
