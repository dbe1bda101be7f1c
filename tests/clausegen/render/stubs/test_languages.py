"""Who imports whom among the renderers: what two languages need stands in `render/shapes`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from clausegen.render import shapes

RENDER = Path(shapes.__file__).parent.parent
LANGUAGES = ("docs", "python", "typescript")
OUTPUTS = ("python/client", "python/server")
"""Parts of Python that know nothing of each other."""


def imported(folder: Path) -> set[str]:
    """Modules of `render` that a folder imports, as paths: `shapes/names`."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")]
    assert trees
    names = {
        node.module
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    prefix = "clausegen.render."
    return {name.removeprefix(prefix).replace(".", "/") for name in names if prefix in name}


def within(part: str, names: set[str]) -> set[str]:
    return {name for name in names if f"{name}/".startswith(f"{part}/")}


def test_shapes_know_no_language() -> None:
    found = imported(RENDER / "shapes")
    assert found == within("shapes", found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_do_not_know_each_other(language: str) -> None:
    found = imported(RENDER / language)
    assert within("shapes", found)
    assert [within(each, found) for each in LANGUAGES if each != language] == [set(), set()]


@pytest.mark.parametrize("output", OUTPUTS)
def test_client_and_server_do_not_know_each_other(output: str) -> None:
    found = imported(RENDER / output)
    assert within("python", found)
    assert [within(each, found) for each in OUTPUTS if each != output] == [set()]


def test_what_every_python_needs_knows_neither_client_nor_server() -> None:
    found = set().union(*(_module_imports(path) for path in (RENDER / "python").glob("*.py")))
    assert [within(each, found) for each in OUTPUTS] == [set(), set()]


def _module_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = (each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom))
    return {each.removeprefix("clausegen.render.").replace(".", "/") for each in modules}
