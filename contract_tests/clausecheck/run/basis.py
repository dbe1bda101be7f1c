"""What a run stands on: its contract, its settings and its target, each read when first needed."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from clausegen.manifest import Manifest
from clausegen.text.problems import SpecError

from clausecheck.http.introduction import introduced
from clausecheck.http.location import located
from clausecheck.http.oauth import signed_in
from clausecheck.http.target import Target, TargetError, load_target
from clausecheck.report.deviations import Deviation, DeviationsError, load
from clausecheck.report.outcome import Conditions
from clausecheck.run.embedded import EmbeddedMock
from clausecheck.run.options import manifest_option, path_option, spelt
from clausecheck.run.recognised import refuse_unknown
from clausecheck.run.typed import command_of
from clausecheck.world.contract import Contract, Settings, UnusableError, contract_of

MARK = "clausecheck-"
"""Starts every name that a run makes."""


class Basis:
    """What the options of one pytest process say. Raises UnusableError for what cannot be used."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self._started = datetime.now(UTC)
        self._clock = time.monotonic()
        self._mock: EmbeddedMock | None = None

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
        return Settings(depth=depth, seed=seed, prefix=f"{MARK}{mark}{worker}")

    @cached_property
    def target(self) -> Target:
        document = self.contract.document
        try:
            target = located(signed_in(self._target(), document), document)
            return introduced(target, self.manifest.imported("introduce"))
        except (TargetError, SpecError) as error:
            raise UnusableError(str(error)) from error

    @cached_property
    def deviations(self) -> tuple[Deviation, ...] | None:
        file = path_option(self.config, "contract_deviations")
        if file is None:
            return None
        try:
            return load(file, self.contract.by_id)
        except DeviationsError as error:
            raise UnusableError(str(error)) from error

    @property
    def today(self) -> date:
        """The day of the run, for what holds until a day."""
        return self._started.date()

    @property
    def conditions(self) -> Conditions:
        return Conditions(
            started=self._started,
            seconds=time.monotonic() - self._clock,
            settings=self.settings,
            target=self.target,
        )

    @property
    def is_worker(self) -> bool:
        """One of the processes of xdist; the controller has looked at the target."""
        return bool(self._from_controller)

    def to_worker(self) -> dict[str, Any]:
        mark = self.settings.prefix.removeprefix(MARK)
        file = str(self._mock.target_file) if self._mock is not None else None
        told = {"seed": self.settings.seed, "mark": mark, "target_file": file}
        return {**told, "is_command": self._is_command}

    @property
    def _is_command(self) -> bool:
        return bool(self._from_controller.get("is_command", command_of(self.config) is not None))

    def spoken(self, hint: str) -> str:
        """With the options that whoever started the run can use."""
        return hint if self._is_command else spelt(hint)

    def close(self) -> None:
        if self._mock is not None:
            self._mock.stop()

    @property
    def _from_controller(self) -> Mapping[str, Any]:
        """What xdist's controller tells this worker; empty outside workers."""
        told = getattr(self.config, "workerinput", {})
        return dict(told.get("clausecheck", {}))

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
            file = self._started_mock()
        target = load_target(
            file,
            base_url=base_url,
            settings=settings,
            headers=self.config.getoption("contract_header"),
            allow_writes=self.config.getoption("contract_allow_writes"),
            allow_actions=self.config.getoption("contract_allow_actions"),
            manifest=self.manifest,
        )
        refuse_unknown(target, self.contract, str(file) if file is not None else "the target")
        return target

    def _started_mock(self) -> Path:
        """The target file of the contract's own mock, which runs until `close`."""
        file = self.manifest.file
        named = ("--contract", str(file)) if file else (str(self.manifest.document),)
        self._mock = EmbeddedMock(*named)
        return self._mock.target_file
