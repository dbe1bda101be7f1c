"""What a run ends with: its outcome, what is written of it, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import msgspec
import pytest
from clausegen.command_line import UNUSABLE
from clausegen.text.written import UnwritableError

from clausecheck.http.target import without
from clausecheck.report.deviations import judge
from clausecheck.report.outcome import Outcome
from clausecheck.report.verdicts import verdicts_of
from clausecheck.run.basis import Basis
from clausecheck.run.books import Books, Tally
from clausecheck.run.junit import tell_junit
from clausecheck.run.options import path_option
from clausecheck.run.starting import write_target
from clausecheck.run.suite import modules_of
from clausecheck.run.typed import command_of, typed


def end(session: pytest.Session, basis: Basis, books: Books, probe: str | None) -> Outcome:
    """Writes what was asked for, and sets the session's exit code."""
    interrupted = session.exitstatus == pytest.ExitCode.INTERRUPTED
    outcome = _outcome(basis, books, probe, interrupted=interrupted)
    try:
        outcome = _written(outcome, basis.config)
    except UnwritableError as error:
        print(f"clausecheck: {error}", file=sys.stderr)  # noqa: T201 - what was found follows
        session.exitstatus = UNUSABLE
    if session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        session.exitstatus = int(books.others_failed) or outcome.exit_code
    return outcome


def tell_repaired(basis: Basis, books: Books) -> None:
    """Before JUnit's file is written: until then another item may still break the clause."""
    if basis.deviations is None:
        return
    kept = {
        each.clause.id: each.verdict
        for each in verdicts_of(basis.contract, books.findings, whole=False)
    }
    strict = bool(basis.config.getoption("contract_strict"))
    judged = judge(kept, basis.deviations, basis.today, strict=strict)
    tell_junit(basis.config, judged)


def _outcome(basis: Basis, books: Books, probe: str | None, *, interrupted: bool) -> Outcome:
    tally, known = books.tally, basis.deviations
    verdicts = verdicts_of(basis.contract, books.findings, whole=_is_whole(basis, tally))
    plain = {each.clause.id: each.verdict for each in verdicts}
    secrets, strict = basis.target.secrets, basis.config.getoption("contract_strict")
    return Outcome(
        contract=basis.contract,
        conditions=basis.conditions,
        verdicts=verdicts,
        requests=tally.requests,
        exercised=tally.successes > 0,
        probe=probe and without(secrets, probe),
        crashed=tuple(books.crashed),
        left_behind=tuple(tally.left_behind),
        shortened=tuple(sorted(tally.shortened)),
        remarks=(*basis.contract.unread, *_counted(tally.remarks, secrets)),
        lost=tuple(sorted(without(secrets, each) for each in tally.lost)),
        interrupted=interrupted,
        deviations=None if known is None else judge(plain, known, basis.today, strict=strict),
        require_all=basis.config.getoption("contract_require_all"),
        min_checked=basis.config.getoption("contract_min_checked"),
        typed=typed(basis.config),
    )


def _is_whole(basis: Basis, tally: Tally) -> bool:
    """The whole suite was collected and nothing was deselected."""
    return not tally.deselected and modules_of(basis.manifest) <= tally.modules


def _counted(remarks: Mapping[str, int], secrets: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{without(secrets, said)} ({times} x)" for said, times in sorted(remarks.items()))


def _written(outcome: Outcome, config: pytest.Config) -> Outcome:
    start = path_option(config, "contract_write_target")
    if start is not None:
        write_target(start, outcome)
    folder, command = path_option(config, "contract_report"), command_of(config)
    wants_data = command is not None and command.wants_data
    if folder is None and not wants_data:
        return outcome
    from clausecheck.report.files import data_of, write_files

    data = data_of(outcome, folder)
    if command is not None:
        command.data = data
    if folder is None:
        return outcome
    return msgspec.structs.replace(outcome, report=str(write_files(folder, data)))
