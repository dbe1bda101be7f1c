"""Servers that a test starts and ends."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 300  # seconds until something listens


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def listening(process: subprocess.Popen[str], port: int) -> Iterator[None]:
    def answers() -> bool:
        assert process.poll() is None, "it ended before it listened"
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", port)) == 0

    try:
        until(answers)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def until(happens: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 10):
        if happens():
            return
        time.sleep(0.1)
    pytest.fail(f"not within {PATIENCE} s: {happens}")
