"""A document as a path, or as it stood in a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clausegen.command_line import UnusableError


@contextmanager
def document(name: str, beside: str) -> Iterator[Path]:
    """`name` is a file, `REVISION:FILE`, or a revision of the file `beside`."""
    if Path(name).is_file():
        yield Path(name)
        return
    revision, _, file = name.partition(":")
    path = Path(file or beside)
    if not file and not path.is_file():
        raise UnusableError(f"{name}: there is no such file.")
    with tempfile.TemporaryDirectory() as folder:
        yield _checked_out(revision, path, Path(folder))


def _checked_out(revision: str, path: Path, folder: Path) -> Path:
    """The document's folder of that revision, in which its references lead."""
    here = path.parent.resolve()
    while not here.is_dir():  # the folder may be gone since
        here = here.parent
    top = Path(_git(here, "rev-parse", "--show-toplevel").decode().strip())
    inside = (Path.cwd() / path).resolve().relative_to(top.resolve()).parent.as_posix()
    _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    archive = _git(top, "archive", "--format=tar", revision, "--", inside)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    found = folder / inside / path.name
    if not found.is_file():
        raise UnusableError(f"{path} is not in revision {revision}.")
    return found


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - git
    except FileNotFoundError:
        raise UnusableError("git is needed to read a revision.") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip() or f"{arguments[-1]}: no such revision"
        raise UnusableError(f"git cannot read that revision: {said}") from None
