"""What pytest asks the suite in the course of a run."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from clausecheck.run.binding import RULE_OF, WORDS_OF
from clausecheck.run.options import manifest_option
from clausecheck.run.suite import add_guest, comes_along, is_foreign, names_suite

if TYPE_CHECKING:
    from clausegen.manifest import Manifest

    from clausecheck.run.items import ClauseItem
    from clausecheck.run.progress import Progress
    from clausecheck.run.run import Run

NAME = "clausecheck-hooks"
PLUGIN = "clausecheck.run.plugin"
UNUSABLE = 2  # exit code for a target or a document that cannot be used
OTHER_WORK = ("help", "version", "markers", "showfixtures", "show_fixtures_per_test", "cacheshow")
"""Options with which pytest runs no test."""


def hooks_of(config: pytest.Config) -> Hooks:
    """The hooks of a pytest process; registered at the first call."""
    known = config.pluginmanager.getplugin(NAME)
    if known is None:
        known = Hooks(config)
        config.pluginmanager.register(known, NAME)
    assert isinstance(known, Hooks)
    return known


def run_of(config: pytest.Config) -> Run:
    """The run of a pytest process; made at the first call."""
    return hooks_of(config).run


class Hooks:
    """Registered for every pytest session; works only when the suite is used."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._run: Run | None = None
        self._progress: Progress | None = None

    @property
    def run(self) -> Run:
        if self._run is None:
            from clausecheck.run.run import Run

            self._run = Run(self._config)
        return self._run

    def unusable(self) -> int | None:
        """Exit code and one line if the arguments lead to the suite and it cannot run."""
        asked = [name for name in OTHER_WORK if getattr(self._config.option, name, None)]
        if asked or not names_suite(self._config, self._manifest()):
            return None
        from clausecheck.world.contract import UnusableError

        stop_as_ctrl_c()
        try:
            add_guest(self._config, self.run.basis.manifest)
            self.run.open()
        except UnusableError as error:
            self.run.basis.close()
            told = self.run.basis.spoken(str(error))
            print(f"clausecheck: {told}", file=sys.stderr)  # noqa: T201 - before pytest's own output
            return UNUSABLE
        return None

    def _manifest(self) -> Manifest | None:
        """Of a pytest process that may have nothing to do with the suite: then it costs nothing."""
        if not (self._config.getoption("contract") or Path("contract.toml").exists()):
            return None
        from clausegen.text.problems import SpecError

        try:
            return manifest_option(self._config)
        except SpecError:
            return None  # it is told when the suite turns out to be meant

    @pytest.hookimpl(wrapper=True)
    def pytest_report_header(self) -> Generator[None, list[Any], list[Any]]:
        """Other plugins tell the base URL, and what stands in it."""
        told = yield
        if self._run is None:
            return told
        basis = self._run.basis
        lines = [each for some in told for each in ([some] if isinstance(some, str) else some)]
        own = f"contract: {basis.manifest}"
        url = basis.target.base_url
        return [own, *(each.replace(url, basis.target.shown_url) for each in lines)]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if self._run is None or not any(map(_is_of_suite, session.items)):
            return
        from clausecheck.run.progress import progress_of

        self._progress = progress_of(self._config)
        if self._progress is not None:
            self._progress.collected(len(session.items))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if self._progress is not None:
            self._progress.start(nodeid.rpartition("::")[2])

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """The suite runs where it was named, not where it happens to be installed."""
        if comes_along(collection_path) and not names_suite(self._config, self._manifest()):
            return True
        if self._run is not None and is_foreign(collection_path, self._run.basis.manifest):
            return True
        return None

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        if self._run is not None:
            node.workerinput["clausecheck"] = self._run.basis.to_worker()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        told = getattr(node, "workeroutput", {}).get("clausecheck")
        if told is not None:
            self.run.from_worker(told)

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        if self._run is not None and isinstance(collector, pytest.Module):
            self._run.books.tally.modules.add(str(collector.path.resolve()))

    def pytest_pycollect_makeitem(
        self, collector: pytest.Module | pytest.Class, name: str, obj: Any
    ) -> list[ClauseItem] | None:
        if not (hasattr(obj, WORDS_OF) or hasattr(obj, RULE_OF)):
            return None
        from clausecheck.run.items import items_of
        from clausecheck.world.contract import UnusableError

        try:
            self.run.open()
        except UnusableError as error:
            pytest.exit(self.run.basis.spoken(str(error)), UNUSABLE)
        return items_of(collector, name, obj, self.run.basis.contract)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Whoever asked for a wrong answer: the item at work tells of it."""
        if self._run is not None:
            self._run.item = item
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        found = yield
        if self._run is not None and _is_of_suite(pyfuncitem):
            self._run.confirm()
        return found

    def pytest_deselected(self) -> None:
        if self._run is not None:
            self._run.books.tally.deselected = True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if self._run is None or not _is_of_suite(item):
            return report
        from clausecheck.run.raised import finish

        return finish(self._run, item, call, report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._run is not None:
            self._run.books.gather(report)

    def pytest_report_teststatus(
        self, report: pytest.TestReport | pytest.CollectReport
    ) -> tuple[str, str, str] | None:
        if (
            report.when == "teardown"
            or str(report.outcome) == "rerun"
            or not getattr(report, "clausecheck", None)
            or not isinstance(report, pytest.TestReport)
        ):
            return None
        from clausecheck.run.raised import status

        category, letter, word = status(report)
        if self._progress is None:
            return category, letter, word
        self._progress.end(word)
        return category, "", ""

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        if self._progress is not None:
            self._progress.clear()
        if self._run is None or self._config.option.collectonly:
            return (yield)
        self._run.tell_repaired()
        found = yield
        self._run.finish(session)
        return found

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, exitstatus: int
    ) -> Generator[None, None, None]:
        if self._run is None or self._config.option.collectonly:
            return (yield)
        from clausecheck.report.terminal import quietly, write, write_nothing

        with quietly(terminalreporter):
            yield
        if self._run.outcome is not None:
            write(terminalreporter, self._run.outcome)
        elif exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            write_nothing(terminalreporter, chosen(self._config))
        return None

    def pytest_unconfigure(self) -> None:
        if self._run is not None:
            self._run.basis.close()


def chosen(config: pytest.Config) -> str:
    """The options that chose among the items, as they were typed; empty without one."""
    given = (("-k", config.option.keyword), ("-m", config.option.markexpr))
    return " ".join(f"{option} {value!r}" for option, value in given if value)


def stop_as_ctrl_c() -> None:
    """SIGTERM, with which CI systems cancel jobs, leaves time to clean up as well."""
    import signal
    import threading

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _is_of_suite(item: pytest.Item) -> bool:
    """The item decides a clause, or asks for a fixture of ours: by type and origin, not by name."""
    from clausecheck.run.items import ClauseItem

    if isinstance(item, ClauseItem):
        return True
    asked = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    return any(each[-1].func.__module__ == PLUGIN for each in asked.values() if each)
