"""Arrows between modules point one way, and none is hidden from the interpreter."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "clausegen": ROOT / "generator",
    "clausecheck": ROOT / "contract_tests",
    "giosg_contract": ROOT / "contract_tests",
    "clausemock": ROOT / "mock_server",
    "giosg_mock": ROOT / "mock_server",
}
GENERATED = ("giosg_mock/stub/",)
COPIED = ("clausegen/render/python/runtime/",)
"""Files that are written into stubs and clients as they are."""

FOR_A_QUICK_START = {
    "clausegen": "the public face: a command's --help must not wait for the model",
    "clausegen.commands.clauses": "--help",
    "clausegen.commands.diff": "--help",
    "clausegen.commands.docs": "--help",
    "clausegen.commands.lint": "--help",
    "clausegen.commands.stubs": "--help",
    "clausegen.commands.suggest": "--help",
    "clausegen.output": "--help",
    "clausecheck": "the public face: any pytest process of an installation loads the plugin",
    "clausecheck.cli": "--help",
    "clausecheck.run.hooks": "any pytest process",
    "clausecheck.run.options": "any pytest process",
    "clausecheck.run.plugin": "any pytest process",
    "clausecheck.run.suite": "any pytest process",
    "clausemock.cli": "--help",
}
"""Modules that may name a type without loading it, and who would have to wait."""


def modules() -> dict[str, Path]:
    found = {}
    for package, folder in FOLDERS.items():
        for path in sorted((folder / package).rglob("*.py")):
            place = path.relative_to(folder)
            if not place.as_posix().startswith(GENERATED + COPIED):
                found[".".join(place.with_suffix("").parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imports(path: Path, known: Iterable[str]) -> Iterator[str]:
    """The modules that a file imports: at its top, inside functions, and for types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                yield inner if inner in known else node.module


def circle(arrows: Mapping[str, Iterable[str]]) -> set[str]:
    """What stands in a circle, or above one; nothing if the arrows point one way."""
    left = {name: set(targets) - {name} for name, targets in arrows.items()}
    while free := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in free}
    return set(left)


def test_a_circle_is_seen() -> None:
    assert circle({"a": ["b"], "b": ["c"], "c": []}) == set()
    assert circle({"a": ["b"], "b": ["c"], "c": ["b"]}) == {"a", "b", "c"}


def test_no_import_leads_back() -> None:
    """Neither an import inside a function nor one for types alone holds a circle apart."""
    assert circle({name: imports(path, MODULES) for name, path in MODULES.items()}) == set()


@pytest.mark.parametrize("package", ["clausegen", "clausecheck"])
def test_rooms_stand_above_each_other(package: str) -> None:
    """What lies beside the rooms, such as the public face, is made of all of them."""
    arrows: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        if name.startswith(f"{package}.") and path.parent != FOLDERS[package] / package:
            leading = arrows.setdefault(name.split(".")[1], set())
            leading |= {
                each.split(".")[1]
                for each in imports(path, MODULES)
                if each.startswith(f"{package}.")
            }
    assert len(arrows) > 1
    assert circle({room: targets & arrows.keys() for room, targets in arrows.items()}) == set()


@pytest.mark.parametrize("package", FOLDERS)
def test_types_are_loaded_unless_somebody_would_wait(package: str) -> None:
    hidden = {
        name
        for name, path in MODULES.items()
        if name.partition(".")[0] == package and "TYPE_CHECKING" in path.read_text(encoding="utf-8")
    }
    assert hidden == {each for each in FOR_A_QUICK_START if each.partition(".")[0] == package}


def test_one_place_looks_an_operation_up() -> None:
    """Clauses, requests and what is made hold theirs; people write ids into rules."""
    asking = {
        name
        for name, path in MODULES.items()
        if name.startswith("clausecheck.") and ".document.operation(" in path.read_text("utf-8")
    }
    assert asking == {"clausecheck.http.client"}


SAME_WORD = {"bundle", "dialect", "examples", "streams", "vocabulary"}
"""Names that mean one thing wherever they stand: a command, a rule, a stub, and what it is of."""


@pytest.mark.parametrize("package", ["clausegen", "clausecheck", "clausemock"])
def test_a_name_means_one_thing(package: str) -> None:
    words = {path.stem for path in (ROOT / "generator/clausegen/words").glob("*.py")}
    files = [path.stem for path in (FOLDERS[package] / package).rglob("*.py")]
    twice = {each for each in files if files.count(each) > 1}
    assert twice - words <= SAME_WORD
