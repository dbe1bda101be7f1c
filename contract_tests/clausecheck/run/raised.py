"""From what an item raised to what it says: findings, and text without tracebacks."""

from __future__ import annotations

import traceback
from pathlib import Path

import msgspec
import pytest
from _pytest.outcomes import Skipped

from clausecheck.broken import Broken
from clausecheck.failures import ContractFailure
from clausecheck.http.target import without
from clausecheck.report.verdicts import Finding
from clausecheck.run.findings import booked_by, from_report, to_report
from clausecheck.run.items import clause_of
from clausecheck.run.run import Run

SENT = pytest.StashKey[int]()


def finish(
    run: Run, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport
) -> pytest.TestReport:
    """The report of one phase of an item, with its findings in `report.clausecheck`."""
    if call.when == "setup":
        item.stash[SENT] = run.sent
    error = call.excinfo.value if call.excinfo is not None else None
    if call.when == "setup" and error is None:
        return report
    if call.when == "teardown":  # the clean-up is answered, too
        return _with_findings(report, _booked(run, item))
    requests = run.sent - item.stash.get(SENT, 0)
    own = clause_of(item)
    findings = _booked(run, item)
    if isinstance(error, ContractFailure):
        broken = _masked(run, error.broken)
        report.longrepr = str(broken)
        findings.append(_broken(broken, item))
    elif isinstance(error, pytest.skip.Exception):
        _skip(run, item, report, _reason(run, error))
    elif error is not None and own is not None:
        report.longrepr = f"{item.name}: the check itself failed: {_hidden(run, _where(error))}"
    if own is not None and not any(each.clause == own.id for each in findings):
        findings.append(_own(run, own.id, item, error, report))
    _accept(run, item, report, findings)
    counted = [
        _with_requests(each, requests if own and each.clause == own.id else 0) for each in findings
    ]
    return _with_findings(report, counted)


def _hidden(run: Run, text: str) -> str:
    """The last line of defence: an answer may hold another caller's token."""
    return without(run.basis.target.secrets, text)


def _reason(run: Run, error: Skipped) -> str:
    return run.basis.spoken(_hidden(run, str(error.msg or "skipped")))


def _masked(run: Run, broken: Broken) -> Broken:
    """Only what comes of an answer is looked at: a token may be a word of the document, too."""
    told = {name: getattr(broken, name) for name in ("expected", "observed", "curl", "detail")}
    hidden = {name: text and _hidden(run, text) for name, text in told.items()}
    return msgspec.structs.replace(broken, **hidden)


def _booked(run: Run, item: pytest.Item) -> list[Finding]:
    return [_broken(_masked(run, each), item) for each in booked_by(item)]


def _with_findings(report: pytest.TestReport, findings: list[Finding]) -> pytest.TestReport:
    report.clausecheck = to_report(findings)  # type: ignore[attr-defined]
    return report


def status(report: pytest.TestReport) -> tuple[str, str, str]:
    """(category, letter, word) of pytest's progress."""
    verdicts = [each.verdict for each in from_report(report)]
    if report.failed:
        word = "broken" if "broken" in verdicts else "error"
        return "failed", "F", word
    if report.skipped:
        return "skipped", "s", "known" if "broken" in verdicts else "not checked"
    return "passed", ".", "kept"


def _own(
    run: Run, clause: str, item: pytest.Item, error: BaseException | None, report: pytest.TestReport
) -> Finding:
    if error is None:
        return Finding(clause=clause, verdict="kept", seen_in=item.name)
    if isinstance(error, pytest.skip.Exception):
        reason = _reason(run, error)
    elif isinstance(error, ContractFailure):
        reason = f"the check ended early: {error.broken.clause} is broken"
    else:
        reason = str(report.longrepr)
    return Finding(clause=clause, verdict="not checked", seen_in=item.name, reason=reason)


def _skip(run: Run, item: pytest.Item, report: pytest.TestReport, reason: str) -> None:
    if run.basis.config.getoption("contract_require_all"):
        report.outcome = "failed"
        report.longrepr = f"{item.name} was not checked: {reason}"
        report.clausecheck_demanded = True  # type: ignore[attr-defined]
        return
    path, line, _ = item.reportinfo()
    report.outcome = "skipped"
    report.longrepr = (str(path), (line or 0) + 1, reason)


def _accept(
    run: Run, item: pytest.Item, report: pytest.TestReport, findings: list[Finding]
) -> None:
    """Skips an item that found known deviations and nothing else: JUnit knows no warning."""
    broken = [each.clause for each in findings if each.verdict == "broken"]
    held = {each.clause: each for each in run.basis.deviations or () if each.holds(run.basis.today)}
    if not report.failed:
        return
    if broken and held.keys() >= set(broken):
        told = [f"{each}: {held[each].reason} (until {held[each].expires})" for each in broken]
        path, line, _ = item.reportinfo()
        report.outcome = "skipped"
        report.longrepr = (str(path), (line or 0) + 1, f"known deviation {'; '.join(told)}")
        return
    told = [
        f"{each.clause}: known deviation that expired on {each.expires}: {each.reason}"
        for each in run.basis.deviations or ()
        if each.clause in broken and each.clause not in held
    ]
    if told and isinstance(report.longrepr, str):
        report.longrepr = "\n".join([*told, report.longrepr])


def _broken(broken: Broken, item: pytest.Item) -> Finding:
    return Finding(clause=broken.clause, verdict="broken", seen_in=item.name, broken=broken)


def _with_requests(finding: Finding, requests: int) -> Finding:
    return msgspec.structs.replace(finding, requests=requests)


def _where(error: BaseException) -> str:
    """One line: what was raised, and the last line of ours that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "clausecheck" in each.filename] or list(frames)
    place = f" ({Path(ours[-1].filename).name}:{ours[-1].lineno})" if ours else ""
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}{place}" if text else f"{type(error).__name__}{place}"
