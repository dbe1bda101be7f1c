"""Which test modules belong to a contract: those of the toolkit, and those of its manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # reading a manifest is for runs that have one
    from clausegen.manifest import Manifest

SUITE = Path(__file__).parent.parent / "suite"
"""What is checked of any API."""
GUESTS = SUITE.parents[1]
"""Where other packages lie beside the toolkit; of these, a run takes only its contract's own."""


def comes_along(path: Path) -> bool:
    """The toolkit's own modules, and those of guests that were installed with it."""
    return path == SUITE or (path.parent == GUESTS and path.name.endswith("_contract"))


def names_suite(config: pytest.Config, manifest: Manifest | None) -> bool:
    """Whether the arguments of pytest lead to the suite, judged before anything is collected.

    Only those that somebody wrote: a folder searched anyway may hold an installed clausekit.
    """
    if not _is_told(config):
        return bool(config.getoption("contract"))
    own = [each.resolve() for each in manifest.suite] if manifest is not None else []
    return any(
        path.is_relative_to(each) or _holds(path, each)
        for path in _paths(config)
        for each in (SUITE, *own)
    )


def add_guest(config: pytest.Config, manifest: Manifest) -> None:
    """Where the whole suite is asked for, the manifest's own modules are as well."""
    if not _is_told(config) and config.getoption("contract"):
        config.args[:] = [str(SUITE)]
    paths = list(_paths(config))
    if not any(_holds(path, SUITE) for path in paths):
        return
    for each in manifest.suite:
        if not any(each.resolve().is_relative_to(path) for path in paths):
            config.args.append(str(each.resolve()))


def is_foreign(path: Path, manifest: Manifest) -> bool:
    """A package beside the toolkit that belongs to another contract."""
    if not path.is_relative_to(GUESTS) or path.is_relative_to(SUITE.parent) or path == GUESTS:
        return False
    own = [each.resolve() for each in manifest.suite]
    return not any(path.is_relative_to(each) or each.is_relative_to(path) for each in own)


def guest_modules(manifest: Manifest) -> list[Path]:
    """Everything that a contract adds to the suite, with what its tests import."""
    return [
        file
        for place in manifest.suite
        for file in (sorted(place.rglob("*.py")) if place.is_dir() else [place])
    ]


def modules_of(manifest: Manifest) -> frozenset[str]:
    """The paths of all test modules of a contract."""
    return frozenset(str(file) for folder in (SUITE, *manifest.suite) for file in _modules(folder))


def _modules(place: Path) -> Iterator[Path]:
    place = place.resolve()
    yield from (place.rglob("test_*.py") if place.is_dir() else [place])


def _holds(folder: Path, suite: Path) -> bool:
    """The folder was named, and no installation lies between: that is no part of a repository."""
    if not suite.is_relative_to(folder):
        return False
    between = [each for each in (suite, *suite.parents) if each.is_relative_to(folder)]
    return not any(_is_installation(each) for each in between)


def _is_installation(folder: Path) -> bool:
    return folder.name in {"site-packages", "dist-packages"} or (folder / "pyvenv.cfg").exists()


def _is_told(config: pytest.Config) -> bool:
    """The command line names what to collect."""
    return config.args_source is pytest.Config.ArgsSource.ARGS


def _paths(config: pytest.Config) -> Iterator[Path]:
    """What the arguments name; a package as its folder."""
    for each in config.args:
        name = each.split("::", 1)[0]
        if name.split(".", 1)[0] == SUITE.parent.name:
            yield SUITE.parent.parent.joinpath(*name.split("."))
        else:
            yield (config.invocation_params.dir / name).resolve()
