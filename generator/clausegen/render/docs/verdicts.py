"""Clauses as the pages show them, with the verdicts of a contract report when one is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from clausegen.command_line import UnusableError
from clausegen.model import Api
from clausegen.render.docs.addresses import ROOT, Addresses, anchor
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses

VERDICTS = ("broken", "not checked", "kept", "waived")


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    expected: str = ""
    observed: str = ""
    curl: str | None = None


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """A breach that the owners of the implementation accept until a day."""

    reason: str
    expires: str


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """One clause of contract.json; fields that the pages do not show are skipped."""

    id: str
    verdict: str
    reason: str | None = None
    failures: tuple[Failure, ...] = ()
    deviation: Deviation | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    started: str = ""
    seconds: float = 0
    requests: int = 0


class Target(msgspec.Struct, frozen=True, kw_only=True):
    base_url: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """contract.json, schema 1."""

    schema: int
    clauses: tuple[Reported, ...]
    headline: str = ""
    verdict: str = ""
    run: Run = Run()
    target: Target = Target()


class ClauseView(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    anchor: str
    href: str
    """The place on the site where it is stated."""
    word: str
    sentence: str
    place: str
    operation: str | None
    schema: str | None
    attribute: str | None
    parameter: str | None
    verdict: str
    """Empty without a report."""
    reason: str
    failures: tuple[Failure, ...]
    deviation: Deviation | None


def read_report(path: Path) -> Report:
    try:
        report = msgspec.json.decode(path.read_text(encoding="utf-8-sig"), type=Report)
    except OSError as error:
        raise UnusableError(f"{path}: {error.strerror}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnusableError(f"{path} is no contract report: {error}.") from None
    if report.schema != 1:
        raise UnusableError(f"{path} has schema {report.schema}; this version reads schema 1.")
    return report


def clause_views(api: Api, addresses: Addresses, report: Report | None) -> tuple[ClauseView, ...]:
    told = {each.id: each for each in report.clauses} if report else {}
    return tuple(_view(each, addresses, told, report) for each in clauses(api))


def _view(
    clause: Clause, addresses: Addresses, told: Mapping[str, Reported], report: Report | None
) -> ClauseView:
    verdict = told.get(clause.id)
    here = f"clause:{anchor(clause.id)}"
    operation = clause.operation.id if clause.operation is not None else None
    page = addresses.ids.get(operation or "") or addresses.schemas.get(clause.resource or "")
    missing = ("waived" if clause.waived else "not checked") if report else ""
    return ClauseView(
        id=clause.id,
        anchor=here,
        href=f"{ROOT}{page or 'contract'}.html#{here}",
        word=clause.word,
        sentence=clause.sentence,
        place=str(clause.place),
        operation=operation,
        schema=clause.resource,
        attribute=clause.attribute,
        parameter=getattr(getattr(clause, "parameter", None), "name", None),
        verdict=verdict.verdict if verdict else missing,
        reason=(verdict.reason if verdict else None)
        or clause.waived
        or ("The report does not mention it." if report and not verdict else ""),
        failures=verdict.failures if verdict else (),
        deviation=verdict.deviation if verdict else None,
    )


def worst(views: Iterable[ClauseView]) -> str:
    """The worst verdict, empty without a report; accepted breaches are not held against it."""
    return worst_of(each.verdict for each in views if not each.deviation)


def worst_of(verdicts: Iterable[str]) -> str:
    told = set(verdicts)
    return next((verdict for verdict in VERDICTS if verdict in told), "")


def by_operation(views: Iterable[ClauseView]) -> dict[str, str]:
    """Operation id -> the worst verdict of its clauses; nothing without a report."""
    found: dict[str, list[ClauseView]] = {}
    for each in views:
        if each.operation and each.verdict:
            found.setdefault(each.operation, []).append(each)
    return {name: worst(clauses) for name, clauses in found.items()}


def counts(views: Iterable[ClauseView]) -> dict[str, int]:
    """Verdict -> how many, worst first, all four always."""
    counted = Counter(each.verdict for each in views)
    return {verdict: counted[verdict] for verdict in VERDICTS}
