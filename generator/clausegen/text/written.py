"""Files that are written for somebody who asked for them."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile


class UnwritableError(Exception):
    """A file cannot be written; the message says which and why."""


def refuse_unwritable(path: Path) -> None:
    """Before long work whose findings would be lost. `path` is a file or folder to be made.

    Raises UnwritableError; what cannot be seen beforehand, `write` tells.
    """
    above = path
    try:
        while not above.exists() and above != above.parent:
            above = above.parent
        if not above.is_dir():
            raise UnwritableError(f"{path} cannot be written: {above} is a file")
        if not os.access(above, os.W_OK):
            raise UnwritableError(f"{path} cannot be written: {above} is read-only")
        with TemporaryFile(dir=above):  # rights do not tell of every file system
            pass
    except OSError as error:
        raise UnwritableError(f"{path} cannot be written: {error.strerror}") from error


def write(path: Path, content: str | bytes) -> None:
    """Writes a file, and makes the folders above it. Raises UnwritableError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise UnwritableError(f"{path} cannot be written: {error.strerror}") from error
