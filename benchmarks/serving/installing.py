"""Puts a service into an environment of its own, by name from PyPI and npm."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

from serving.service import Service

NPM = "install --silent --no-audit --no-fund --no-package-lock --prefix"


def install(service: Service, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if service.like:
        _borrow(folder.parent / service.like, folder)
    pip = folder / "env" / "bin" / "pip"
    if service.pip and not pip.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
        subprocess.run([str(pip), "install", "--quiet", *service.pip], check=True)
    if service.npm and not (folder / "node_modules").exists():
        subprocess.run(["npm", *NPM.split(), str(folder), *service.npm], check=True)
    if not service.is_served and not any(folder.glob("openapi.*")):
        _unpack(service, folder, str(pip))


def _borrow(other: Path, folder: Path) -> None:
    for each in (other / "env", other / "node_modules", *other.glob("openapi.*")):
        if each.exists() and not (folder / each.name).exists():
            (folder / each.name).symlink_to(each)


def _unpack(service: Service, folder: Path, pip: str) -> None:
    """The document of the installed version, from its source distribution."""
    name = service.pip[0]
    told = subprocess.run([pip, "show", name], check=True, capture_output=True, text=True).stdout
    version = next(each for each in told.splitlines() if each.startswith("Version: "))[9:]
    command = [pip, "download", "--quiet", "--no-deps", "--no-binary", name, "-d", str(folder)]
    subprocess.run([*command, f"{name}=={version}"], check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        member = next(each for each in archive.getnames() if each.endswith(service.document))
        file = archive.extractfile(member)
        assert file is not None
        (folder / f"openapi{Path(member).suffix}").write_bytes(file.read())
