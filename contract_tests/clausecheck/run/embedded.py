"""The embedded mock: a process of its own, started by its command and stopped at the end."""

from __future__ import annotations

import atexit
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from clausecheck.http.target import TargetError

PATIENCE = 20.0  # seconds until the mock must listen


class EmbeddedMock:
    """A running `clausemock serve`. `target_file` tells where it listens."""

    def __init__(self, *arguments: str) -> None:
        """`arguments` are added to the command. Raises TargetError if the mock does not start."""
        self._folder = tempfile.TemporaryDirectory(prefix="clausecheck-")
        self.target_file = Path(self._folder.name) / "target.toml"
        command = [_command(), "serve", "--port", "0", "--target-file", str(self.target_file)]
        # A session of its own: Ctrl-C must not end the mock before the suite has cleaned up.
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        atexit.register(self.stop)
        self._wait()

    def stop(self) -> None:
        """Ends the process; harmless when it has ended."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._folder.cleanup()
        atexit.unregister(self.stop)

    def _wait(self) -> None:
        assert self._process.stdout is not None
        until = time.monotonic() + PATIENCE
        said = b""
        while time.monotonic() < until:
            ready, _, _ = select.select([self._process.stdout], [], [], 0.2)
            line = self._process.stdout.readline() if ready else b""
            said += line
            if b"listening on" in line and self.target_file.exists():
                return
            if ready and not line:
                break
        self.stop()
        lines = said.decode("utf-8", "replace").strip().splitlines()
        raise TargetError(f"the mock did not start: {lines[-1] if lines else 'it said nothing'}")


def _command() -> str:
    beside = Path(sys.executable).parent / "clausemock"
    found = str(beside) if beside.exists() else shutil.which("clausemock")
    if found is None:
        raise TargetError(
            "the command clausemock is missing: install clausekit, or give --base-url"
        )
    return found
