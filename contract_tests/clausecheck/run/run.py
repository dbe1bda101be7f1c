"""One contract run inside pytest: document, target and findings, each made when first needed."""

from __future__ import annotations

import os
import secrets
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import pytest
from clausegen.manifest import Manifest
from clausegen.text.problems import SpecError
from clausegen.words.pagination import pagination_of

from clausecheck.failures import ContractFailure
from clausecheck.http.client import Client
from clausecheck.http.exchange import Exchange
from clausecheck.http.health import UNAUTHORIZED
from clausecheck.http.introduction import introduced
from clausecheck.http.location import located
from clausecheck.http.oauth import signed_in
from clausecheck.http.target import Target, TargetError, load_target
from clausecheck.run.contract import Contract, Settings, UnusableError, contract_of
from clausecheck.run.deviations import Deviation, DeviationsError, judge, load
from clausecheck.run.embedded import EmbeddedMock
from clausecheck.run.findings import Finding, book, from_report
from clausecheck.run.options import manifest_option, path_option
from clausecheck.run.outcome import Outcome, verdicts_of
from clausecheck.run.recognised import refuse_unknown
from clausecheck.run.starting import write_target
from clausecheck.run.suite import modules_of
from clausecheck.search.judging import Judge
from clausecheck.world.lists import items_on


class Tally(msgspec.Struct, kw_only=True):
    """What one process counted; xdist's controller adds up its workers'."""

    modules: set[str] = msgspec.field(default_factory=set)
    """Paths of the suite's modules that were collected."""
    deselected: bool = False
    requests: int = 0
    successes: int = 0
    lost: set[str] = msgspec.field(default_factory=set)
    """Why the target could not be checked to the end."""
    left_behind: list[str] = msgspec.field(default_factory=list)
    shortened: list[str] = msgspec.field(default_factory=list)
    """Items that the clock ended: a run with the same seed may come further, or less far."""
    remarks: dict[str, int] = msgspec.field(default_factory=dict)
    """What no clause speaks of and is worth knowing, and how often it was seen."""

    def add(self, other: Tally) -> None:
        self.modules |= other.modules
        self.deselected |= other.deselected
        self.requests += other.requests
        self.successes += other.successes
        self.lost |= other.lost
        self.left_behind += other.left_behind
        self.shortened += other.shortened
        self.remarks = {**Counter(self.remarks) + Counter(other.remarks)}


class Run:
    """What the hooks of one pytest process share."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.started = datetime.now(UTC)
        self.clock = time.monotonic()
        self.findings: dict[str, list[Finding]] = {}
        self.tally = Tally()
        self.crashed: list[str] = []
        self.probe: str | None = None
        self.outcome: Outcome | None = None
        self.item: pytest.Item | None = None
        """The item at work."""
        self._mock: EmbeddedMock | None = None
        self._is_open = False
        self._interrupted = False
        self._others_failed = False

    # Made when first needed; UnusableError tells what cannot be used

    @cached_property
    def manifest(self) -> Manifest:
        try:
            return manifest_option(self.config)
        except SpecError as error:
            raise UnusableError(str(error)) from error

    @cached_property
    def contract(self) -> Contract:
        return contract_of(self.manifest)

    @cached_property
    def settings(self) -> Settings:
        told = self._from_controller
        given = self.config.getoption("contract_seed")
        seed = told.get("seed", secrets.randbelow(2**31)) if given is None else given
        mark = told.get("mark") or secrets.token_hex(3)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        depth = self.config.getoption("contract_depth")
        return Settings(depth=depth, seed=seed, prefix=f"clausecheck-{mark}{worker}")

    @cached_property
    def target(self) -> Target:
        try:
            told = self._target()
            refuse_unknown(told, self.contract, self._told_by)
            target = located(signed_in(told, self.contract.document), self.contract.document)
            return introduced(target, self.manifest.imported("introduce"))
        except (TargetError, SpecError) as error:
            raise UnusableError(str(error)) from error

    @cached_property
    def client(self) -> Client:
        client = Client(self.contract.document, self.target)
        client.observers.append(self.judge.see)
        return client

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.contract, self._book)

    def _book(self, failure: ContractFailure) -> None:
        if self.item is not None:
            book(self.item, failure)

    @cached_property
    def deviations(self) -> tuple[Deviation, ...] | None:
        file = path_option(self.config, "contract_deviations")
        if file is None:
            return None
        try:
            return load(file, self.contract.by_id)
        except DeviationsError as error:
            raise UnusableError(str(error)) from error

    # In the course of the run

    def open(self) -> None:
        """Makes sure that something answers HTTP at the target, before anything is collected."""
        if self._is_open or self.config.option.collectonly or self._from_controller:
            return
        self._is_open = True
        _ = self.deviations
        start = path_option(self.config, "contract_write_target")
        if start is not None and start.exists():
            raise UnusableError(
                f"{start}: is there already; write the target file to another place"
            )
        exchange = self.client.probe()
        if not exchange.status:
            why = f"no HTTP server answers there ({exchange.problem})"
            raise UnusableError(f"{self.target.base_url}: {why}")
        self._refuse_wrong_credentials(exchange)
        if exchange.operation and not self._is_usual(exchange):
            self.probe = f"{exchange.operation} answered {exchange.answer}"

    def _refuse_wrong_credentials(self, exchange: Exchange) -> None:
        if exchange.status != UNAUTHORIZED or not exchange.operation:
            return
        who, url = exchange.actor, self.target.base_url
        if who.is_anonymous:
            raise UnusableError(f"{url} wants credentials: give [actors.NAME] with a token")
        raise UnusableError(f"{url} refuses the credentials of {who.name}: {exchange.answer}")

    def _is_usual(self, exchange: Exchange) -> bool:
        """The basic request was answered as it should be: where it is not, little else will be."""
        document = self.contract.document
        names = pagination_of(document, document.operation(exchange.operation))
        return exchange.ok and (names is None or items_on(exchange, names) is not None)

    def confirm(self) -> None:
        """Raises NotChecked if refusals are all that the target still has; see Health."""
        if "client" in self.__dict__:
            self.client.health.confirm()

    @property
    def sent(self) -> int:
        """How many requests this process has sent."""
        return self.client.requests if "client" in self.__dict__ else 0

    def gather(self, report: pytest.TestReport) -> None:
        """Takes over what an item found; called where all reports arrive."""
        if str(report.outcome) == "rerun":  # the next attempt decides
            return
        if not hasattr(report, "clausecheck"):
            self._others_failed |= report.failed
            return
        found = from_report(report)
        for each in found:
            self.findings.setdefault(each.clause, []).append(each)
        if report.failed and not any(each.verdict == "broken" for each in found):
            self.crashed.append((report.longreprtext.splitlines() or [report.nodeid])[-1])

    def finish(self, session: pytest.Session) -> None:
        """Closes the books: in a worker for the controller, else for exit code and report."""
        if "client" in self.__dict__:
            self.tally.requests += self.client.requests
            self.tally.successes += self.client.successes.total()
            self.tally.lost |= set(self.client.health.losses)
            self.tally.add(Tally(remarks=dict(self.judge.remarks)))
            self.client.close()
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output["clausecheck"] = msgspec.to_builtins(self.tally)
            return
        if not (self.findings or self.crashed or self.tally.successes):
            return
        self._interrupted = session.exitstatus == pytest.ExitCode.INTERRUPTED
        self.outcome = self._outcome()
        if session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
            session.exitstatus = int(self._others_failed) or self.outcome.exit_code

    def to_worker(self) -> dict[str, Any]:
        mark = self.settings.prefix.removeprefix("clausecheck-")
        file = str(self._mock.target_file) if self._mock is not None else None
        return {"seed": self.settings.seed, "mark": mark, "target_file": file}

    def from_worker(self, told: Mapping[str, Any]) -> None:
        self.tally.add(msgspec.convert(told, Tally))

    def close(self) -> None:
        if self._mock is not None:
            self._mock.stop()

    @property
    def is_whole(self) -> bool:
        """The whole suite was collected and nothing was deselected."""
        return not self.tally.deselected and modules_of(self.manifest) <= self.tally.modules

    def _outcome(self) -> Outcome:
        verdicts = verdicts_of(self.contract, self.findings, whole=self.is_whole)
        plain = {each.clause.id: each.verdict for each in verdicts}
        known, today = self.deviations, self.started.date()
        strict = self.config.getoption("contract_strict")
        outcome = Outcome(
            contract=self.contract,
            verdicts=verdicts,
            requests=self.tally.requests,
            seed=self.settings.seed,
            exercised=self.tally.successes > 0,
            probe=self.probe,
            crashed=tuple(self.crashed),
            left_behind=tuple(self.tally.left_behind),
            shortened=tuple(sorted(self.tally.shortened)),
            remarks=(*self.contract.unread, *_counted(self.tally.remarks)),
            lost=tuple(sorted(self.tally.lost)),
            interrupted=self._interrupted,
            deviations=None if known is None else judge(plain, known, today, strict=strict),
            require_all=self.config.getoption("contract_require_all"),
            min_checked=self.config.getoption("contract_min_checked"),
        )
        start = path_option(self.config, "contract_write_target")
        if start is not None:
            write_target(start, self.target, outcome)
        folder = path_option(self.config, "contract_report")
        if folder is None:
            return outcome
        from clausecheck.report.files import write_report

        written = write_report(folder, outcome, self)
        return msgspec.structs.replace(outcome, report=str(written))

    @property
    def _from_controller(self) -> Mapping[str, Any]:
        """What xdist's controller tells this worker; empty outside workers."""
        told = getattr(self.config, "workerinput", {})
        return dict(told.get("clausecheck", {}))

    @property
    def _told_by(self) -> str:
        file = path_option(self.config, "contract_target")
        return str(file) if file is not None else "the target"

    def _target(self) -> Target:
        base_url = self.config.getoption("base_url", None) or self.config.getini("base_url")
        file = path_option(self.config, "contract_target")
        settings = self.config.getoption("contract_target_set")
        told = self._from_controller.get("target_file")
        if told:
            file, base_url = Path(told), None
        elif file is None and base_url and Path("target.toml").exists():
            file = Path("target.toml")
        elif file is None and not base_url and not settings:
            file = self.manifest.file
            named = ("--contract", str(file)) if file else (str(self.manifest.document),)
            self._mock = EmbeddedMock(*named)
            file = self._mock.target_file
        return load_target(
            file,
            base_url=base_url,
            settings=settings,
            headers=self.config.getoption("contract_header"),
            allow_writes=self.config.getoption("contract_allow_writes"),
            allow_actions=self.config.getoption("contract_allow_actions"),
            manifest=self.manifest,
        )


def _counted(remarks: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{said} ({times} x)" for said, times in sorted(remarks.items()))
