"""Where a clause stands, as readers of a report find it: by its path in the repository."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables with which GitHub and GitLab tell where they put the repository."""
INSTALLED = frozenset({"site-packages", "dist-packages", "node_modules"})


def repository(start: Path) -> Path:
    """The folder that CI names, else the next one upwards with a .git, else `start`."""
    here = start.resolve()
    for name in ROOTS:
        told = os.environ.get(name)
        if told and here.is_relative_to(Path(told).resolve()):
            return Path(told).resolve()
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), here)


def in_repository(file: str, start: Path) -> str:
    """The path from the repository's root, with slashes; absolute for a file that is not of it.

    `start` is the working folder, which `file` may be relative to.
    """
    path, root = (start / file).resolve(), repository(start)
    if not path.is_relative_to(root) or INSTALLED & set(path.parts):
        return str(path)
    return path.relative_to(root).as_posix()


def is_elsewhere(file: str) -> bool:
    """A file that platforms cannot show, as it is not of the repository."""
    return Path(file).is_absolute()


def uri(file: str) -> str:
    """Relative for a file of the repository, a file URI for others; escaped."""
    return Path(file).as_uri() if is_elsewhere(file) else quote(file)
