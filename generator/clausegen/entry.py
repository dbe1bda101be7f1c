"""How the three commands start: a module that loads nothing of theirs, and so is loaded at once."""

from __future__ import annotations

import sys
from importlib import import_module

INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count


def start(module: str) -> None:
    """Runs `main` of the module. Ctrl-C while that loads ends as it does later, without a word."""
    try:
        command = import_module(module).main
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    command()


def main() -> None:
    """The command `clausegen`."""
    start("clausegen.cli")
