"""What somebody typed to start the run, and whether data is asked for instead of words."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
import pytest
from clausegen.command_line import UNUSABLE
from clausegen.entry import INTERRUPTED

from clausecheck.report.outcome import NOTHING_CHECKED, Typed
from clausecheck.run.arguments import documents
from clausecheck.run.options import OPTIONS, PREFIX, path_option

CODES = {
    int(pytest.ExitCode.NO_TESTS_COLLECTED): NOTHING_CHECKED,
    int(pytest.ExitCode.USAGE_ERROR): UNUSABLE,
}
"""Of pytest, and what they are called here."""
SWEPT = (
    *("base_url", "contract_target", "contract_target_set", "contract_header"),
    *("contract", "contract_document", "contract_allow_writes"),
)
"""What `clausecheck sweep` has to know, too."""
NOISE = ("rootdir: ", "configfile: ")
"""What pytest heads a run with."""


class Command:
    """`clausecheck run`: registered with pytest, which is given other arguments than were typed."""

    def __init__(self, arguments: Sequence[str], folder: Path) -> None:
        self.words = ("clausecheck", "run", *arguments)
        self.folder = folder
        """Where a document lies that was fetched for this run alone."""
        self.wants_data = "--json" in arguments
        self.data: Mapping[str, Any] | None = None
        """Of contract.json, once the run has ended."""
        self._is_interrupted = False

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_parse(self) -> Generator[None, pytest.Config, pytest.Config]:
        """Pytest would tell its usage, and of files that nobody named."""
        try:
            return (yield)
        except pytest.UsageError as error:
            raise SystemExit(_refused(str(error))) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_report_header(self) -> Generator[None, list[Any], list[Any]]:
        """Without what pytest says of its own folder and configuration: they are not the user's."""
        found = yield
        return [_without_noise(each) if isinstance(each, list) else each for each in found]

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self._is_interrupted |= isinstance(excinfo.value, KeyboardInterrupt)

    def exit_code(self, code: int) -> int:
        """What the command ends with where pytest ended with `code`."""
        if self._is_interrupted:
            return INTERRUPTED
        return CODES.get(code, code)


def _without_noise(lines: list[str]) -> list[str]:
    return [each for each in lines if not each.startswith(NOISE)]


def _refused(message: str) -> int:
    """Says in one line what an argument lacks; gives the exit code."""
    said = re.search(r"error: (.*)", message)
    told = said[1] if said else message.strip()
    if unknown := re.fullmatch(r"unrecognized arguments: (-[^\s=]*).*", told):
        known = ("--base-url", "--contract", "--json", *(f"--{each}" for each in OPTIONS))
        known += tuple(f"{PREFIX}{each}" for each in OPTIONS)
        close = get_close_matches(unknown[1], known, 1, 0.75)
        hint = f"; did you mean {close[0]}?" if close else ""
        told = f"{unknown[1]}: no such option{hint}"
    click.echo(f"clausecheck: {told}", err=True)
    return UNUSABLE


def command_of(config: pytest.Config) -> Command | None:
    """None where pytest itself was called."""
    return next(
        (each for each in config.pluginmanager.get_plugins() if isinstance(each, Command)), None
    )


def typed(config: pytest.Config) -> Typed:
    command = command_of(config)
    contract, document = config.getoption("contract"), path_option(config, "contract_document")
    named: tuple[str, ...] = ("--contract", contract) if contract else ()
    if document is not None:
        named = ("--document", str(document))
    listed = config.getoption("contract_deviations")
    if listed:
        named = (*named, "--deviations", listed)
    gone = command is not None and document is not None and command.folder in document.parents
    words = command.words if command else ("pytest", *config.invocation_params.args)
    swept = [*_swept(config, but="contract_document" if gone else "")]
    swept += documents(words[2:]) if gone else []
    return Typed(words=words, document=None if gone else named, swept=tuple(swept))


def _swept(config: pytest.Config, *, but: str) -> Iterator[str]:
    for name in SWEPT:
        value: Any = config.getoption(name) if name != but else None
        option = f"--{name.removeprefix('contract_').replace('_', '-')}"
        if value is True:
            yield option
        elif value:
            for each in value if isinstance(value, list) else [value]:
                yield from (option, str(each))
