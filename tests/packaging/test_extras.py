"""What each extra brings, and that it is enough for the commands that it is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from environments import ROOT, Environment

Environments = Callable[[str], Environment]
DOCUMENT = ROOT / "tests" / "clausecheck" / "cases" / "library.yaml"
SUITE_ONLY = {"pytest", "schemathesis", "hypothesis", "httpx2", "requests"}
SERVERS = {"uvicorn", "httptools"}
VALIDATOR = {"openapi-spec-validator", "pydantic"}


def test_the_core_brings_no_suite_and_no_server(environment: Environments) -> None:
    assert not (SUITE_ONLY | SERVERS | VALIDATOR | {"httpx"}) & set(environment("").brought)


def test_check_and_mock_bring_their_own_and_all_brings_both(environment: Environments) -> None:
    check, mock = set(environment("check").brought), set(environment("mock").brought)
    assert check >= SUITE_ONLY
    assert not check & SERVERS
    assert mock >= SERVERS
    assert not mock & SUITE_ONLY
    lint = set(environment("lint").brought)
    assert lint >= VALIDATOR
    assert set(environment("all").brought) == check | lint | mock


@pytest.mark.parametrize(
    "command",
    [
        "clausegen lint {document}",
        "clausegen clauses {document}",
        "clausegen bundle {document} --output made/bundle.json",
        "clausegen docs {document} --out made/docs",
        "clausegen stubs server {document} --out made/server",
        "clausegen stubs client {document} --language python --out made/python",
        "clausegen stubs client {document} --language typescript --out made/typescript",
    ],
)
def test_the_core_is_enough_for_clausegen(
    environment: Environments, tmp_path: Path, command: str
) -> None:
    done = environment("").run(*command.format(document=DOCUMENT).split(), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("extra", "command", "advice"),
    [
        ("", "clausecheck run", "clausekit[check]"),
        ("", "clausecheck sweep --base-url http://127.0.0.1:9", "clausekit[check]"),
        ("mock", "clausecheck run", "clausekit[check]"),
        ("", "clausemock serve", "clausekit[mock]"),
        ("", "clausegen lint --cross-check {document}", "clausekit[lint]"),
        ("check", "clausegen lint --select cross_check {document}", "clausekit[lint]"),
        ("check", "clausemock serve", "clausekit[mock]"),
    ],
)
def test_a_missing_extra_is_named_in_one_line(
    environment: Environments, tmp_path: Path, extra: str, command: str, advice: str
) -> None:
    done = environment(extra).run(*command.format(document=DOCUMENT).split(), cwd=tmp_path)
    assert done.returncode == 2
    assert f"pip install '{advice}'" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def test_help_and_version_need_no_extra(environment: Environments, tmp_path: Path) -> None:
    for command in ("clausegen", "clausecheck", "clausemock"):
        for option in ("--help", "--version"):
            done = environment("").run(command, option, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            assert done.stdout


def test_pytest_beside_a_plain_install_is_as_before(
    environment: Environments, tmp_path: Path
) -> None:
    """The plugin is found in every environment; what it needs may not be there."""
    (tmp_path / "test_mine.py").write_text("def test_mine():\n    pass\n")
    done = environment("check").run(
        "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_all_checks_the_embedded_mock(environment: Environments, tmp_path: Path) -> None:
    chosen = ("--contract", "giosg", "-k", "listBrands and ordering")
    done = environment("all").run("clausecheck", "run", *chosen, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
    assert "warning" not in done.stdout
