"""An environment for each extra, made in a second: the wheel beside what its metadata asks for.

A distribution that is installed here is lent by links. What no requirement names is not there, so
an undeclared import fails as it would for a user. `benchmarks/install.py` installs for real.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def build_wheel(folder: Path) -> Path:
    """The project's wheel, built from this checkout without downloading anything."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


class Environment:
    """A virtual environment with the wheel, and with the requirements of one extra ("" is none)."""

    def __init__(self, folder: Path, wheel: Path, extra: str) -> None:
        venv.create(folder, symlinks=True, with_pip=False)
        self.bin = folder / "bin"
        self.python = self.bin / "python"
        self._site = folder / f"lib/python{sysconfig.get_python_version()}/site-packages"
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(self._site)
        (own,) = distributions(path=[str(self._site)])
        self.lent = sorted(needed_by(own, extra))
        for name in self.lent:
            self._link(distribution(name))
        for each in own.entry_points.select(group="console_scripts"):
            self._script(each.name, each.value)

    @property
    def variables(self) -> dict[str, str]:
        """With nothing of this checkout in reach."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        return {**kept, "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}"}

    def run(self, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """A command of the environment, to its end."""
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=cwd,
            env=self.variables,
            timeout=600,
            check=False,
        )

    def start(self, *command: str, cwd: Path) -> subprocess.Popen[str]:
        """A command of the environment that goes on until somebody ends it."""
        return subprocess.Popen(
            [str(self.bin / command[0]), *command[1:]],
            cwd=cwd,
            env=self.variables,
            text=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def lend(self, name: str) -> None:
        """A distribution that the user installs beside ours, with what it requires."""
        for each in {name} | needed_by(distribution(name)):
            self._link(distribution(each))

    def _link(self, lent: Distribution) -> None:
        for top in {Path(str(each)).parts[0] for each in lent.files or ()} - {"..", "__pycache__"}:
            source, here = Path(str(lent.locate_file(top))), self._site / top
            if source.exists() and not here.exists():
                here.symlink_to(source)

    def _script(self, name: str, value: str) -> None:
        module, function = value.split(":")
        script = self.bin / name
        call = f"from {module} import {function}; import sys; sys.exit({function}())"
        script.write_text(f"#!{self.python}\n{call}\n", encoding="utf-8")
        script.chmod(0o755)


def needed_by(wanted: Distribution, *extras: str) -> set[str]:
    """Canonical names of all distributions that it requires here, and of what those require."""
    found: set[str] = set()
    ahead: list[tuple[Distribution, str]] = [(wanted, each) for each in extras or ("",)]
    seen: set[tuple[str, str]] = set()
    while ahead:
        each, extra = ahead.pop()
        if (each.name, extra) in seen:
            continue
        seen.add((each.name, extra))
        for requirement in _requirements(each, extra):
            name = canonicalize_name(requirement.name)
            known = wanted if name == canonicalize_name(wanted.name) else distribution(name)
            found.add(name)
            ahead += [(known, inner) for inner in ("", *requirement.extras)]
    return found - {canonicalize_name(wanted.name)}


def _requirements(of: Distribution, extra: str) -> Iterator[Requirement]:
    for each in of.requires or ():
        requirement = Requirement(each)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement
