"""Toolkits know no API: what belongs to one stands in its own package, and only guests import."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLKITS = {
    "clausegen": ROOT / "generator" / "clausegen",
    "clausecheck": ROOT / "contract_tests" / "clausecheck",
    "clausemock": ROOT / "mock_server" / "clausemock",
}
GUESTS = {
    "giosg_contract": ROOT / "contract_tests" / "giosg_contract",
    "giosg_mock": ROOT / "mock_server" / "giosg_mock",
}
SEES = {"giosg_contract": {"clausecheck", "clausegen"}, "giosg_mock": {"clausemock", "clausegen"}}

FOREIGN = re.compile(
    r"giosg|rooms?|brands?|organizations?|domain_?links?|outsiders?|lapsed|admin(istrators?)?"
)
"""Resources and actors of our guest."""
MEANT = {
    "clausegen/templates/docs/layout.html.jinja": "the class of a site's own title",
    "clausegen/templates/docs/assets/docs.css": "the class of a site's own title",
}
"""File -> what such a word means there."""

WRITTEN = {".py", ".jinja", ".md", ".css", ".js", ".html"}
FILES = [
    (name, path)
    for name, folder in TOOLKITS.items()
    for path in sorted(folder.rglob("*"))
    if path.suffix in WRITTEN
]


def words(text: str) -> set[str]:
    """The words of identifiers and sentences: camel case and underscores taken apart."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return {each.lower() for each in re.findall(r"[A-Za-z]+", apart.replace("_", " "))}


def foreign(text: str) -> set[str]:
    return {each for each in words(text) if FOREIGN.fullmatch(each)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("world.create('createRoom')", {"room"}),
        ("organization_id", {"organization"}),
        ("# an administrator's", {"administrator"}),
        ("mushroom, branded, administrate", set()),
    ],
)
def test_the_scan_sees_names_in_code_and_in_sentences(text: str, found: set[str]) -> None:
    assert foreign(text) == found


@pytest.mark.parametrize(("toolkit", "path"), FILES)
def test_a_toolkit_names_nothing_of_a_guest(toolkit: str, path: Path) -> None:
    name = f"{toolkit}/{path.relative_to(TOOLKITS[toolkit]).as_posix()}"
    found = foreign(path.read_text(encoding="utf-8"))
    assert bool(found) == (name in MEANT), f"{name}: {found}"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_a_toolkit_imports_no_guest(toolkit: str) -> None:
    tops = {each.partition(".")[0] for f in TOOLKITS[toolkit].rglob("*.py") for each in imports(f)}
    assert not tops & GUESTS.keys()


@pytest.mark.parametrize("guest", GUESTS)
def test_a_guest_imports_its_own_toolkits(guest: str) -> None:
    tops = {each.partition(".")[0] for f in GUESTS[guest].rglob("*.py") for each in imports(f)}
    assert tops & {*TOOLKITS, *GUESTS} <= {guest, *SEES[guest]}


def test_the_rules_of_our_guest_use_the_public_faces_alone() -> None:
    used = {each for f in GUESTS["giosg_contract"].rglob("*.py") for each in imports(f)}
    assert {each for each in used if each.startswith("clause")} == {"clausecheck", "clausegen"}


@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_a_public_face_gives_what_it_promises(toolkit: str) -> None:
    module = importlib.import_module(toolkit)
    assert all(getattr(module, name) is not None for name in module.__all__)
    with pytest.raises(AttributeError):
        _ = module.nothing_of_this_name


def test_the_faces_are_known() -> None:
    import clausecheck
    import clausegen

    assert {"rule", "story", "World", "ContractFailure", "NotChecked"} <= set(clausecheck.__all__)
    assert {"Api", "Clause", "Manifest", "load_api", "clauses", "manifest_of"} <= set(
        clausegen.__all__
    )
