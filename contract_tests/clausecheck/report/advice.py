"""What to do next: the one thing that helps most, and commands to paste."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence

from clausecheck.http.target import without
from clausecheck.report.causes import by_cause
from clausecheck.report.outcome import Outcome
from clausecheck.report.unlocks import unlocks
from clausecheck.report.verdicts import ClauseVerdict

OF_ONE_RUN = {
    *("-k", "--seed", "--report", "--write-target", "--junit-xml", "--junitxml"),
    *("--contract-seed", "--contract-report", "--contract-write-target"),
}
"""Options whose values a repeated run does without: another run's choice, seed and files."""
NAMES = re.compile(r"[\w:+\-.\[\]]+")
"""What -k takes for a name; it knows no quotes."""
KEY = re.compile(r"(?:--[\w-]+=)?[^=:]*[=:]")
"""What stands before a value: --target-set=actors.NAME.token=, NAME:, http:."""
ASKS = re.compile(r"[:;,] (say|give|or give) ")
"""A reason that only says what was so helps nobody further."""


def next_steps(outcome: Outcome) -> Iterator[str]:
    """What helps most now, in one line or two; none if nothing is left to do."""
    judged, unchecked = outcome.deviations, outcome.of("not checked")
    if not outcome.exercised and not unlocks(unchecked):
        yield "next: look at base URL and token; -v shows the first answers"
    elif judged is not None and judged.expired:
        yield f"next: mend {judged.expired[0]}"
        yield from _accepted(outcome, judged.expired[0])
    elif outcome.at_fault:
        worst = by_cause(outcome.at_fault, lambda each: each.failures[0][1].observed)[0][1][0]
        yield f"next: {again(outcome, worst.clause.id)}"
        if worst.failures[0][1].curl:
            yield "this makes anew what the run has removed: a request above may name what is gone"
        yield from _accepted(outcome, worst.clause.id)
    elif judged is not None and judged.repaired:
        yield f"next: take {judged.repaired[0]} out of the file of known deviations"
    elif lacks := _what_lacks(unchecked):
        yield f"next: {lacks}"


def again(outcome: Outcome, clause: str) -> str:
    """The command that repeats the run for one clause."""
    words, value_follows = [], False
    for each in outcome.typed.words:
        name, sign, _ = each.partition("=")
        if name in OF_ONE_RUN:
            value_follows = not sign
        elif value_follows:
            value_follows = False
        elif each != "--json":
            words.append(_without(outcome.conditions.target.secrets, each))
    parts = [each for each in NAMES.findall(clause) if each not in {"and", "or", "not"}]
    chosen = " and ".join(parts)
    seed = f"{outcome.typed.option}seed"
    return shlex.join([*words, "-k", chosen, seed, str(outcome.conditions.settings.seed)])


def sweeping(outcome: Outcome) -> str:
    """The command that removes what runs left there."""
    secrets = outcome.conditions.target.secrets
    return shlex.join(
        ["clausecheck", "sweep", *(_without(secrets, each) for each in outcome.typed.swept)]
    )


def _accepted(outcome: Outcome, clause: str) -> Iterator[str]:
    if outcome.typed.document is not None:
        command = ["clausecheck", "accept", clause, *outcome.typed.document]
        yield f"or let it stand: {shlex.join(command)} --until YYYY-MM-DD --reason WHY"


def _without(secrets: Sequence[str], word: str) -> str:
    """A secret stands behind a key only, and the suite reads ${NAME} there."""
    key = KEY.match(word)
    start = key.end() if key is not None else len(word)
    return word[:start] + without(secrets, word[start:]).replace("$TOKEN", "${TOKEN}")


def _what_lacks(unchecked: tuple[ClauseVerdict, ...]) -> str:
    """A line of the target file, or else what a reason tells somebody to say or give."""
    for line, same in unlocks(unchecked)[:1]:
        return f"give {line}: {len(same)} of {len(unchecked)} clauses wait for it"
    for _, same in by_cause(unchecked, lambda each: each.reason or ""):
        if ASKS.search(reason := same[0].reason or ""):
            return f"{len(same)} of {len(unchecked)} clauses wait for one thing: {reason}"
    return ""
