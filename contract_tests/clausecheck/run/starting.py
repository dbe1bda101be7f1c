"""A target file to go on from: the base URL, and what the run lacked, each with its use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
from clausegen.text.written import write

from clausecheck.report.outcome import Outcome
from clausecheck.report.unlocks import unlocks

KEY = re.compile(r"\[?([a-z]+)\]?[. ]([A-Za-z_][\w-]*)")
"""As reasons write it: ids.NAME, [values] NAME, [headers] NAME, [actors.NAME]."""


def write_target(file: Path, outcome: Outcome) -> None:
    """Nothing of it is a secret: tokens are read from the environment. Raises UnwritableError."""
    lines = [f"base_url = {_quoted(_base_url(outcome))}", *_tables(outcome)]
    write(file, "\n".join(lines) + "\n")


def _base_url(outcome: Outcome) -> str:
    return outcome.conditions.target.shown_url.replace("//$TOKEN@", "//${TOKEN}@")


def _tables(outcome: Outcome) -> Iterator[str]:
    lacking = unlocks(outcome.of("not checked"))
    if lacking:
        yield "# Uncomment what you can give; the number of clauses that wait for it stands beside."
    tables: dict[str, list[str]] = {}
    for line, clauses in lacking:
        key = KEY.match(line)
        count = f"{len(clauses)} clause{'s' if len(clauses) > 1 else ''}"
        if key is None:
            yield f"# {count}: {line}"
        elif key[1] == "actors":
            tables.setdefault(f"# [actors.{key[2]}]", []).extend(_credentials(key[2], line, count))
        else:
            tables.setdefault(f"[{key[1]}]", []).append(f'# {key[2]} = ""  # {count}')
    for table, entries in tables.items():
        yield from (f"\n{table}", *entries)


def _credentials(actor: str, line: str, count: str) -> Iterator[str]:
    if not line.endswith(" password"):
        yield f'# token = "${{{actor.upper()}_TOKEN}}"  # {count}'
        return
    yield f'# username = ""  # {count}'
    yield f'# password = "${{{actor.upper()}_PASSWORD}}"'


def _quoted(text: str) -> str:
    """A basic string of TOML is written as one of JSON."""
    return msgspec.json.encode(text).decode()
