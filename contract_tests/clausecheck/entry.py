"""How `clausecheck` starts."""

from __future__ import annotations

from clausegen.entry import start


def main() -> None:
    """The command `clausecheck`."""
    start("clausecheck.cli")
