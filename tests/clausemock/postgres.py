"""A real PostgreSQL for tests, in a folder of theirs; Debian's package `postgresql` is enough."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = ("postgres", "nobody")
"""Who runs it where the tests are root's, whom it refuses."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where there is none."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((each for each in places if (each / "pg_ctl").exists()), None)


def missing() -> str | None:
    """Why there can be no server."""
    try:
        import psycopg  # noqa: F401 - whether it is there
    except ImportError:
        return 'psycopg is missing: pip install "clausekit[postgres]"'
    return None if programs() else "PostgreSQL is missing: apt-get install postgresql"


needed = pytest.mark.skipif(missing() is not None, reason=missing() or "")


@contextmanager
def running() -> Iterator[str]:
    """A fresh server that listens on a socket in a folder of its own alone; gives its URL."""
    found = programs()
    assert found is not None
    # Not below pytest's folders, which are closed to all users but one.
    with tempfile.TemporaryDirectory(prefix="pg-") as made:
        folder = Path(made)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam(_user()).pw_uid, -1)
        data, log = folder / "data", folder / "log"
        _run(folder, found / "initdb", "-D", data, "-U", "mock", "-A", "trust", "-N", "-E", "UTF8")
        settings = f"-k {folder} -c listen_addresses= -c fsync=off"
        control = (found / "pg_ctl", "-D", data, "-l", log, "-w")
        _run(folder, *control, "-o", settings, "start")
        try:
            yield f"postgresql://mock@/postgres?host={folder}"
        finally:
            _run(folder, *control, "-m", "immediate", "stop")


def _user() -> str:
    known = {each.pw_name for each in pwd.getpwall()}
    return next(each for each in NOBODY if each in known)


def _run(folder: Path, *command: object) -> None:
    user = {"user": _user()} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **user,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
