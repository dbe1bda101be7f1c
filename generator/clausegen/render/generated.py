"""Generated folders: replaced whole, and only where our marker says that they are ours."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from clausegen.command_line import UnusableError
from clausegen.text.written import write

MARKER = ".clausegen"
MARKER_TEXT = b"clausegen writes this folder: whatever else is put here is removed.\n"
TOOL_FOLDERS = frozenset({"__pycache__", "node_modules", ".mypy_cache", ".ruff_cache", ".venv"})
"""What other tools leave behind in a generated folder. Neither drift nor ours to remove."""


class OutputRefused(UnusableError):  # noqa: N818 - what happened
    """The folder holds something that is not ours, so nothing was written."""


class Drift(msgspec.Struct, frozen=True):
    """The difference between a folder and what would be generated into it."""

    files: tuple[str, ...]
    diff: str
    """Unified, from what is there to what would be written."""


def write_tree(
    folder: Path, files: Mapping[str, str | bytes], *, check: bool = False
) -> Drift | None:
    """Make `folder` hold exactly `files` (relative path with slashes -> content).

    Writes what changed and removes what is stale. With `check` nothing is written, and the
    difference is returned if there is one. Raises OutputRefused for a folder without our marker.
    """
    wanted = {MARKER: MARKER_TEXT}
    wanted |= {_safe(name): _bytes(content) for name, content in files.items()}
    _refuse_foreign(folder)
    present = {name: (folder / name) for name in _present(folder)}
    if check:
        return _drift(present, wanted)
    for name in present.keys() - wanted.keys():
        present[name].unlink()
    for name in sorted(wanted):
        _write(folder / name, wanted[name])
    _remove_empty(folder)
    return None


def _safe(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or "\\" in name:
        raise OutputRefused(f"{name!r} is no path inside a generated folder.")
    return name


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _refuse_foreign(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputRefused(f"{folder} is not a folder. Give --out a new folder.")
    if not folder.exists() or (folder / MARKER).is_file() or not any(folder.iterdir()):
        return
    raise OutputRefused(
        f"{folder} holds files that clausegen did not write (no {MARKER} in it). "
        "Give --out a new or empty folder."
    )


def _present(folder: Path) -> Iterator[str]:
    """Every file below the folder; a link to a folder counts as a file and is never followed."""
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if name not in TOOL_FOLDERS and name not in links]
        for name in (*names, *links):
            yield (here / name).relative_to(folder).as_posix()


def _write(path: Path, content: bytes) -> None:
    if path.is_symlink():
        path.unlink()
    if path.is_file() and path.read_bytes() == content:
        return
    write(path, content)


def _remove_empty(folder: Path) -> None:
    for parent, _, _ in os.walk(folder, topdown=False):
        if not any(os.scandir(parent)):
            Path(parent).rmdir()


def _drift(present: Mapping[str, Path], wanted: Mapping[str, bytes]) -> Drift | None:
    changed: list[str] = []
    pieces: list[str] = []
    for name in sorted(present.keys() | wanted.keys()):
        path = present.get(name)
        old = path.read_bytes() if path is not None and path.is_file() else b""
        new = wanted.get(name, b"")
        if name in present and name in wanted and old == new:
            continue
        changed.append(name)
        pieces.append(_diff(name, old, new))
    return Drift(tuple(changed), "".join(pieces)) if changed else None


def _diff(name: str, old: bytes, new: bytes) -> str:
    try:
        before, after = (each.decode().splitlines(keepends=True) for each in (old, new))
    except UnicodeDecodeError:
        return f"{name}: binary content differs\n"
    lines = difflib.unified_diff(before, after, f"{name} (there)", f"{name} (generated)")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
