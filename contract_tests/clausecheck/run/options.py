"""The command-line options of the suite."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("clausecheck", "contract suite (clausecheck)")
    group.addoption(
        "--target",
        metavar="FILE",
        default=os.environ.get("CLAUSECHECK_TARGET"),
        help="TOML file of the implementation under test: base URL, actors, ids "
        "(default: target.toml of the current folder, if there is one and --base-url is given; "
        "without both, the embedded mock is started)",
    )
    group.addoption(
        "--target-set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="put one value over the target file, such as actors.admin.token='${TOKEN}'",
    )
    group.addoption(
        "--contract-document",
        metavar="FILE",
        help="OpenAPI document to check against (default: the one that comes with clausekit)",
    )
    group.addoption(
        "--contract-report",
        metavar="DIR",
        help="write contract.json, index.html and contract.sarif there",
    )
    group.addoption(
        "--deviations",
        metavar="FILE",
        help="TOML file of known deviations; broken clauses that it lists do not fail the run",
    )
    group.addoption(
        "--allow-writes",
        action="store_true",
        help="create and remove resources although the target is not loopback",
    )
    group.addoption(
        "--require-all",
        action="store_true",
        help="fail when a clause could not be checked",
    )
    group.addoption(
        "--depth",
        choices=("quick", "standard", "deep"),
        default="standard",
        help="how many generated requests are sent (default: standard)",
    )
    group.addoption("--seed", type=int, help="repeat a run: the seed that its last line names")


def path_option(config: pytest.Config, name: str) -> Path | None:
    value: Any = config.getoption(name)
    return Path(value) if value else None
