"""The command-line options of the suite.

Their names start with --contract-, as plain ones belong to whoever writes tests beside ours.
`clausecheck run` takes them without that prefix, too.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # a pytest process that does not use the suite must not wait
    from clausegen.manifest import Manifest

PREFIX = "--contract-"


def _share(text: str) -> float:
    """80% as 0.8."""
    share = float(text.removesuffix("%")) / 100
    if not 0 <= share <= 1:
        raise ValueError
    return share


OPTIONS: dict[str, dict[str, Any]] = {
    "target": {
        "metavar": "FILE",
        "default": os.environ.get("CLAUSECHECK_TARGET"),
        "help": "TOML file of the implementation under test: base URL, actors, ids "
        "(default: target.toml of the current folder, if there is one and --base-url is given; "
        "without both, the embedded mock is started)",
    },
    "target-set": {
        "metavar": "KEY=VALUE",
        "action": "append",
        "default": [],
        "help": "put one value over the target file, such as actors.NAME.token='${TOKEN}'",
    },
    "header": {
        "metavar": "NAME:VALUE",
        "action": "append",
        "default": [],
        "help": "send a header with every request, such as 'X-Tenant: ${TENANT}'",
    },
    "document": {
        "metavar": "FILE",
        "help": "OpenAPI document to check against, without a contract.toml",
    },
    "report": {
        "metavar": "DIR",
        "help": "write contract.json, index.html and contract.sarif there",
    },
    "deviations": {
        "metavar": "FILE",
        "help": "TOML file of known deviations; broken clauses that it lists do not fail the run",
    },
    "strict": {
        "action": "store_true",
        "help": "fail when a known deviation is repaired, so that its entry goes",
    },
    "allow-writes": {
        "action": "store_true",
        "help": "create and remove resources although the target is not loopback",
    },
    "allow-actions": {
        "action": "store_true",
        "help": "also send POSTs of which the document does not say what they change",
    },
    "require-all": {
        "action": "store_true",
        "help": "fail when a clause could not be checked",
    },
    "min-checked": {
        "metavar": "PERCENT",
        "type": _share,
        "help": "fail when fewer of the clauses were checked, such as 80%%",
    },
    "write-target": {
        "metavar": "FILE",
        "help": "write a target file to go on from: what this run lacked, with its use",
    },
    "depth": {
        "choices": ("quick", "standard", "deep"),
        "default": "standard",
        "help": "how many generated requests are sent (default: standard)",
    },
    "seed": {"type": int, "help": "repeat a run: the seed that its last line names"},
}
"""What follows the prefix, and how it is added to pytest's parser."""


SPELT = re.compile(rf"(?<![\w-])--({'|'.join(OPTIONS)})(?![\w-])")


def spelt(text: str) -> str:
    """A hint of the suite, which names options as `clausecheck run` does, as pytest takes them."""
    return SPELT.sub(rf"{PREFIX}\1", text)


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("clausecheck", "contract suite (clausecheck)")
    group.addoption(
        PREFIX.rstrip("-"),
        metavar="PATH|NAME",
        help="contract.toml of the API, its folder, or an installed guest (default: contract.toml "
        "of the current folder, else its openapi.yaml, .yml or .json)",
    )
    for name, settings in OPTIONS.items():
        group.addoption(f"{PREFIX}{name}", **settings)


def manifest_option(config: pytest.Config) -> Manifest:
    """Raises SpecError if there is none, or it cannot be used."""
    from clausegen.manifest import manifest_of

    return manifest_of(config.getoption("contract"), path_option(config, "contract_document"))


def path_option(config: pytest.Config, name: str) -> Path | None:
    value: Any = config.getoption(name)
    return Path(value) if value else None
