"""What the terminal says at the end of a run: what is broken, what was not checked, the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clausecheck.report.advice import next_steps, sweeping
from clausecheck.report.causes import by_cause
from clausecheck.report.outcome import Outcome
from clausecheck.report.unlocks import unlocks
from clausecheck.report.verdicts import ClauseVerdict

IN_FULL = 12  # more broken clauses are listed by what was observed, in one line each
SAME = 8  # so many clauses with the same observation are one fault to the eye
EXAMPLES = 3
REASONS = 8


@contextmanager
def quietly(reporter: pytest.TerminalReporter) -> Iterator[None]:
    """Keeps pytest from printing what is told by clause instead; tracebacks of others stay."""
    kept: dict[str, list[object]] = {}
    for category in ("failed", "error", "skipped"):
        every = reporter.stats.get(category, [])
        kept[category] = every
        reporter.stats[category] = [
            each for each in every if not getattr(each, "clausecheck", None)
        ]
    try:
        yield
    finally:
        reporter.stats.update({name: every for name, every in kept.items() if every})
        for name, every in kept.items():
            if not every:
                reporter.stats.pop(name, None)


def write(reporter: pytest.TerminalReporter, outcome: Outcome) -> None:
    reporter.ensure_newline()
    reporter.section("contract")
    for line, markup in _lines(outcome, verbose=reporter.verbosity > 0):
        reporter.write_line(line, **{markup: True} if markup else {})


def write_nothing(reporter: pytest.TerminalReporter, chosen: str) -> None:
    """`chosen`: the options that left no item; empty if there was none."""
    why = f"no item matches {chosen}" if chosen else "no item was found"
    reporter.ensure_newline()
    reporter.section("contract")
    reporter.write_line(f"nothing was checked: {why}", red=True)
    reporter.write_line("next: `clausegen clauses` lists the ids, of which -k takes parts")


def _lines(outcome: Outcome, *, verbose: bool) -> Iterator[tuple[str, str]]:
    """(line, markup of pytest's terminal writer)."""
    if outcome.probe:
        yield f"The basic request fails: {outcome.probe}", "red"
    yield from _broken(outcome.at_fault, verbose=verbose)
    for each in outcome.crashed:
        yield f"error: {each}", "red"
    yield from _unchecked(outcome.of("not checked"), verbose=verbose or outcome.require_all)
    yield from _remarks(outcome.remarks, verbose=verbose)
    for reason in outcome.lost:
        yield f"incomplete: {reason}", "red"
    for each in outcome.shortened:
        yield f"cut short, as the target took an hour for it: {each}", "yellow"
    yield from _left_behind(outcome)
    yield from _deviations(outcome)
    yield outcome.headline, "green" if outcome.passes else "red"
    yield verdict_line(outcome), "bold"
    yield from ((each, "") for each in next_steps(outcome))


def _remarks(said: tuple[str, ...], *, verbose: bool) -> Iterator[tuple[str, str]]:
    """No clause speaks of it, so it breaks none."""
    if said:
        yield "worth knowing", "yellow"
    shown = said if verbose else said[:REASONS]
    for each in shown:
        yield f"  {each}", ""
    if len(shown) < len(said):
        yield f"  {len(said) - len(shown)} more (-v lists them)", ""


def _left_behind(outcome: Outcome) -> Iterator[tuple[str, str]]:
    resources = outcome.left_behind
    for each in resources[:EXAMPLES]:
        yield f"left behind: {each}", "yellow"
    if len(resources) > EXAMPLES:
        yield f"left behind: {len(resources) - EXAMPLES} more", "yellow"
    if resources and outcome.typed.swept:
        yield f"what runs leave is removed by: {sweeping(outcome)}", "yellow"


def verdict_line(outcome: Outcome) -> str:
    known = len(outcome.of("broken")) - len(outcome.at_fault)
    broken = f"{len(outcome.of('broken'))} broken{f' ({known} known)' if known else ''}"
    every = f"{len(outcome.verdicts)} clause{'' if len(outcome.verdicts) == 1 else 's'}"
    counts = f"{every}: {len(outcome.of('kept'))} kept, {broken}, "
    counts += f"{len(outcome.of('not checked'))} not checked, "
    counts += f"{len(outcome.of('waived'))} waived; "
    counts += f"{outcome.requests} requests, seed {outcome.conditions.settings.seed}"
    return f"{counts}; report: {outcome.report}" if outcome.report else counts


def _broken(found: tuple[ClauseVerdict, ...], *, verbose: bool) -> Iterator[tuple[str, str]]:
    groups = by_cause(found, _observed)
    if verbose or (len(found) <= IN_FULL and all(len(same) < SAME for _, same in groups)):
        for each in sorted(found, key=_subject):
            yield str(each.failures[0][1]), ""
            yield "", ""
        return
    rest = list(found)
    for kind, same in groups:
        if len(same) >= SAME:
            yield f"{len(same)} clauses broken alike, observed {kind}", "red"
            names = ", ".join(each.clause.id for each in same[:EXAMPLES])
            yield f"  {names}, and {len(same) - EXAMPLES} more (-v lists them)", ""
            rest = [each for each in rest if each not in same]
    subject = ""
    for each in sorted(rest, key=_subject):
        if _subject(each) != subject:
            subject = _subject(each)
            yield subject, "red"
        broken = each.failures[0][1]
        yield f"  {each.clause.id}: expected {broken.expected}, observed {broken.observed}", ""


def _observed(each: ClauseVerdict) -> str:
    return each.failures[0][1].observed


def _subject(each: ClauseVerdict) -> str:
    operation = each.clause.operation
    return operation.id if operation is not None else each.clause.resource or each.clause.id


def _unchecked(found: tuple[ClauseVerdict, ...], *, verbose: bool) -> Iterator[tuple[str, str]]:
    if found:
        yield "not checked", "yellow"
    lacking = unlocks(found)
    for line, same in lacking if verbose else lacking[:REASONS]:
        yield f"  give {line}: {len(same)} clause{'s' if len(same) > 1 else ''}", ""
        yield f"      {_named(same, verbose=verbose)}", ""
    waiting = {each.clause.id for _, same in lacking for each in same}
    others = [each for each in found if each.clause.id not in waiting]
    groups = by_cause(others, lambda each: each.reason or "no reason given")
    largest = [same for _, same in groups]
    for same in largest if verbose else largest[:REASONS]:
        yield f"  {len(same)}: {same[0].reason}", ""
        yield f"      {_named(same, verbose=verbose)}", ""
    if not verbose and len(largest) > REASONS:
        rest = sum(map(len, largest[REASONS:]))
        yield f"  {rest} for {len(largest) - REASONS} other reasons (-v lists them)", ""


def _named(same: list[ClauseVerdict], *, verbose: bool) -> str:
    shown = same if verbose else same[:EXAMPLES]
    more = f" and {len(same) - len(shown)} more" if len(shown) < len(same) else ""
    return f"{', '.join(each.clause.id for each in shown)}{more}"


def _deviations(outcome: Outcome) -> Iterator[tuple[str, str]]:
    judged = outcome.deviations
    if judged is None:
        return
    for what, clauses, markup in (
        ("broken, not a known deviation", judged.new, "red"),
        ("known deviation", judged.known, "yellow"),
        ("known deviation that has expired", judged.expired, "red"),
        (
            "known deviation that is repaired: take it out of the file",
            judged.repaired,
            "red" if judged.strict else "yellow",
        ),
    ):
        for each in clauses:
            yield f"{what}: {each}", markup
