"""How `clausemock` starts."""

from __future__ import annotations

from clausegen.entry import start


def main() -> None:
    """The command `clausemock`."""
    start("clausemock.cli")
