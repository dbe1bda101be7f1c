"""An environment for each extra: the wheel beside what its metadata asks for.

Made in a second, where a distribution that is installed here is lent by links: what no requirement
names is not there, so an undeclared import fails as it would for a user. Or made by pip, from an
index, with the newest versions that the metadata allows: `test_installing.py` does so, and with
CLAUSEKIT_NEWEST=1 all tests of this folder.
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
    """A virtual environment with the wheel, and with the requirements of one extra ("" is none).

    `newest`: everything is installed from an index, and nothing lent.
    """

    def __init__(self, folder: Path, wheel: Path, extra: str, *, newest: bool = False) -> None:
        venv.create(folder, symlinks=True, with_pip=False)
        self._newest = newest
        self.bin = folder / "bin"
        self.python = self.bin / "python"
        self._site = folder / f"lib/python{sysconfig.get_python_version()}/site-packages"
        if newest:
            pip(self.python, f"{wheel}[{extra}]" if extra else str(wheel))
        else:
            self._lend(wheel, extra)
        found = distributions(path=[str(self._site)])
        self.brought = {canonicalize_name(each.name): each.version for each in found}
        """Versions by canonical names, our own not among them."""
        del self.brought["clausekit"]

    def _lend(self, wheel: Path, extra: str) -> None:
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(self._site)
        (own,) = distributions(path=[str(self._site)])
        for name in needed_by(own, *extra.split(",")):
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

    def add(self, name: str) -> None:
        """A distribution that the user installs beside ours, with what it requires."""
        if self._newest:
            pip(self.python, name)
            return
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


def pip(python: Path, wanted: str) -> None:
    """Installs from the index that pip knows."""
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-compile"]
    done = subprocess.run([*command, wanted], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


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
