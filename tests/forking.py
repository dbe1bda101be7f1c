"""A pytest process that starts in a fraction of a second: forked where the libraries are loaded.

Hundreds of tests run the suite in a process of its own; most of such a run would be imports.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

LOADED = ("pytest", "hypothesis", "schemathesis.openapi", "jsonschema_rs", "clausegen.load")
"""None of clausecheck's own: pytest rewrites and patches what it loads as a plugin."""
QUIET = ("-W", "ignore:Module already imported so cannot be rewritten")
"""What pytest says of LOADED, and of no run that a user starts."""

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(list(LOADED))


def start(
    asked: Sequence[str], *, folder: Path, environment: Mapping[str, str], out: Path, err: Path
) -> ForkServerProcess:
    """Pytest with these arguments in `folder`; what it says goes into two files or one."""
    settings = ([*QUIET, *asked], folder, dict(environment), out, err)
    process = _forks.Process(target=_pytest, args=settings)
    process.start()
    return process


def ended(
    asked: Sequence[str], *, folder: Path, environment: Mapping[str, str], patience: float
) -> tuple[int, str, str]:
    """Exit code and what was said; TimeoutError if it takes more than `patience` seconds."""
    with tempfile.TemporaryDirectory(prefix="said-") as said:
        out, err = Path(said, "out"), Path(said, "err")
        process = start(asked, folder=folder, environment=environment, out=out, err=err)
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError
        return process.exitcode, out.read_text(), err.read_text()


def _pytest(
    asked: list[str], folder: Path, environment: dict[str, str], out: Path, err: Path
) -> None:
    """In the new process, which shall be as if it had been started by a shell."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    tests = str(Path(__file__).parent)
    sys.path[:] = [str(folder), *(each for each in sys.path if not each.startswith(tests))]
    sys.argv = ["pytest", *asked]
    code = pytest.main(asked)
    atexit._run_exitfuncs()  # a forked process ends without them
    sys.exit(code)
