"""What the papers point to exists."""

from __future__ import annotations

import re

import pytest
import yaml
from environments import ROOT

MADE = ("build/", "dist/")
PAPERS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")


@pytest.mark.parametrize("paper", PAPERS)
def test_paths_exist(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    inline = re.findall(r"`([\w.-]+/[\w./-]*)`", text)
    paths = [each for each in inline if "NAME" not in each and not each.startswith(MADE)]
    assert paths
    assert [each for each in paths if not _stands(each)] == []


def _stands(path: str) -> bool:
    """From the root, or a room that ARCHITECTURE.md and CONTRIBUTING.md name by itself."""
    rooms = (
        "",
        "contract_tests",
        "contract_tests/clausecheck",
        "generator",
        "generator/clausegen",
        "mock_server",
    )
    return any((ROOT / room / path).exists() for room in rooms)


def test_the_architecture_fits_on_a_page() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_forms_and_workflows_are_yaml_with_their_parts() -> None:
    for form in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"):
        read = yaml.safe_load(form.read_text(encoding="utf-8"))
        assert read.keys() >= {"name", "description", "body"}, form
    ci = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    steps = [step.get("run", "") for job in ci["jobs"].values() for step in job["steps"]]
    asked = {name for each in steps for name in each.partition("make ")[2].split()}
    assert asked >= {"test", "lint", "types", "drift"}
    assert asked <= targets
