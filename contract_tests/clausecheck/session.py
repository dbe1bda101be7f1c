"""One contract run inside pytest: document, target and ledger, each made when it is first needed."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from clausecheck.api import Client
from clausecheck.embedded import EmbeddedMock
from clausecheck.options import path_option
from clausecheck.run import Contract, Settings
from clausecheck.target import Target, TargetError, load_target
from clausecheck.outcome import Outcome
from clausecheck.verdicts import Finding, from_report
from clausegen.problems import SpecError

UNUSABLE = 2  # exit code for a target or a document that cannot be used


class Run:
    """What the hooks of one pytest process share."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.started = datetime.now(UTC)
        self.clock = time.monotonic()
        self.findings: dict[str, list[Finding]] = {}
        self.modules: set[str] = set()
        """Names of the suite's modules that were collected."""
        self.deselected = False
        self.requests = 0
        self.successes = 0
        self.left_behind: list[str] = []
        self.outcome: Outcome | None = None
        self._mock: EmbeddedMock | None = None

    @property
    def from_controller(self) -> Mapping[str, Any]:
        """What xdist's controller tells this worker; empty outside workers."""
        told = getattr(self.config, "workerinput", {})
        return dict(told.get("clausecheck", {}))

    @cached_property
    def contract(self) -> Contract:
        """Ends pytest with exit code 2 if the document cannot be used."""
        from clausegen.clauses import clauses
        from clausegen.load import default_document, load_api

        chosen = path_option(self.config, "contract_document")
        try:
            api = load_api(chosen or default_document())
        except SpecError as error:
            pytest.exit(f"the document cannot be used:\n{error}", UNUSABLE)
        is_default = chosen is None or chosen.resolve() == default_document().resolve()
        return Contract(document=api, clauses=clauses(api), is_default=is_default)

    @cached_property
    def settings(self) -> Settings:
        told = self.from_controller
        given = self.config.getoption("seed")
        seed = given if given is not None else told.get("seed", secrets.randbelow(2**31))
        mark = told.get("mark") or secrets.token_hex(3)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        return Settings(
            depth=self.config.getoption("depth"), seed=seed, prefix=f"clausecheck-{mark}{worker}"
        )

    @cached_property
    def target(self) -> Target:
        """Ends pytest with exit code 2 if the target cannot be used."""
        try:
            return self._target()
        except TargetError as error:
            pytest.exit(str(error), UNUSABLE)

    @cached_property
    def client(self) -> Client:
        return Client(self.contract.document, self.target)

    def _target(self) -> Target:
        base_url = self.config.getoption("base_url", None)
        file = path_option(self.config, "target")
        settings = self.config.getoption("target_set")
        told = self.from_controller.get("target_file")
        if told:
            file, base_url = Path(told), None
        elif file is None and base_url and Path("target.toml").exists():
            file = Path("target.toml")
        elif file is None and not base_url and not settings:
            self._mock = EmbeddedMock()
            file = self._mock.target_file
        return load_target(
            file,
            base_url=base_url,
            settings=settings,
            allow_writes=self.config.getoption("allow_writes"),
        )

    def open(self) -> None:
        """Makes sure that something answers HTTP at the target, before anything is collected."""
        if self.config.option.collectonly or self.from_controller:
            return
        exchange = self.client.probe()
        if not exchange.status:
            pytest.exit(
                f"{self.target.base_url}: no HTTP server answers there ({exchange.problem})",
                UNUSABLE,
            )

    def to_worker(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "seed": self.settings.seed,
            "mark": self.settings.prefix.removeprefix("clausecheck-"),
        }
        if self._mock is not None:
            told["target_file"] = str(self._mock.target_file)
        return told

    def to_controller(self) -> dict[str, Any]:
        return {
            "modules": sorted(self.modules),
            "deselected": self.deselected,
            "requests": self.requests,
            "successes": self.successes,
            "left_behind": self.left_behind,
        }

    def from_worker(self, told: Mapping[str, Any]) -> None:
        self.modules |= set(told["modules"])
        self.deselected |= told["deselected"]
        self.requests += told["requests"]
        self.successes += told["successes"]
        self.left_behind += told["left_behind"]

    def count(self) -> None:
        """Takes over the client's counters."""
        if "client" in self.__dict__:
            self.requests += self.client.requests
            self.successes += self.client.successes.total()
            self.client.close()

    def close(self) -> None:
        if self._mock is not None:
            self._mock.stop()

    @property
    def is_whole(self) -> bool:
        """The whole suite was collected and nothing was deselected."""
        wanted = {each.stem for each in SUITE.glob("test_*.py")}
        return not self.deselected and wanted <= self.modules
