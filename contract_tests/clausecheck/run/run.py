"""One contract run inside pytest: what it stands on, who asks, and the books it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import pytest
from clausegen.text.written import UnwritableError, refuse_unwritable

from clausecheck.failures import ContractFailure
from clausecheck.http.client import Client
from clausecheck.report.outcome import Outcome
from clausecheck.run.basis import Basis
from clausecheck.run.books import Books, Tally
from clausecheck.run.ending import end, tell_repaired
from clausecheck.run.findings import book
from clausecheck.run.gate import FILES
from clausecheck.run.opening import probed
from clausecheck.run.options import path_option
from clausecheck.search.judging import Judge
from clausecheck.world.contract import UnusableError


def _refuse_folders(report: Path | None) -> None:
    """Raises UnusableError where a folder stands in the place of a report's file."""
    found = (report / each for each in FILES) if report is not None else ()
    for each in found:
        if each.is_dir():
            raise UnusableError(f"{each} cannot be written: it is a folder")


class Run:
    """What the hooks of one pytest process share."""

    def __init__(self, config: pytest.Config) -> None:
        self.basis = Basis(config)
        self.books = Books()
        self.outcome: Outcome | None = None
        self.item: pytest.Item | None = None
        """The item at work."""
        self._probe: str | None = None
        self._is_open = False

    @cached_property
    def client(self) -> Client:
        client = Client(self.basis.contract.document, self.basis.target)
        client.observers.append(self.judge.see)
        return client

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.basis.contract, self._book)

    def _book(self, failure: ContractFailure) -> None:
        if self.item is not None:
            book(self.item, failure)

    def open(self) -> None:
        """Before anything is collected. Raises UnusableError for what cannot be used."""
        config = self.basis.config
        if self._is_open or config.option.collectonly or self.basis.is_worker:
            return
        self._is_open = True
        _ = self.basis.deviations
        start = path_option(config, "contract_write_target")
        if start is not None and start.exists():
            raise UnusableError(
                f"{start}: is there already; write the target file to another place"
            )
        for each in filter(None, (path_option(config, "contract_report"), start)):
            try:
                refuse_unwritable(each)
            except UnwritableError as error:
                raise UnusableError(str(error)) from error
        _refuse_folders(path_option(config, "contract_report"))
        self._probe = probed(self.client)

    @property
    def _is_asking(self) -> bool:
        """This process has a client."""
        return "client" in self.__dict__

    def confirm(self) -> None:
        """Raises NotChecked if refusals are all that the target still has; see Health."""
        if self._is_asking:
            self.client.health.confirm()

    @property
    def sent(self) -> int:
        """How many requests this process has sent."""
        return self.client.requests if self._is_asking else 0

    def from_worker(self, told: Mapping[str, Any]) -> None:
        self.books.tally.add(msgspec.convert(told, Tally))

    def tell_repaired(self) -> None:
        """Where all reports arrive."""
        if not (self.basis.is_worker or self.books.is_empty):
            tell_repaired(self.basis, self.books)

    def finish(self, session: pytest.Session) -> None:
        """Closes the books: in a worker for the controller, else for exit code and report."""
        if self._is_asking:
            self.books.count(self.client, self.judge)
            self.client.close()
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["clausecheck"] = msgspec.to_builtins(self.books.tally)
        elif not self.books.is_empty:
            self.outcome = end(session, self.basis, self.books, self._probe)
