"""What a command needs beside the package itself."""

from __future__ import annotations

from clausegen.command_line import require

MODULES = ("pytest", "httpx2", "hypothesis", "schemathesis")


def need() -> None:
    """Ends the command with 2 and one line unless the extra `check` is installed."""
    require("check", *MODULES)
