"""A word exists only with five things of its name: schema, section, check, behaviour, tests."""

from __future__ import annotations

import re
from pathlib import Path

import clausecheck.checks
import clausecheck.suite
import clausemock.behaviours
import pytest
import yaml
from clausegen.load import default_document, load_api
from clausegen.words.collection import clauses
from clausegen.words.vocabulary import WORDS

SPEC = default_document().parent
PLACES = yaml.safe_load((SPEC / "vocabulary.schema.yaml").read_text(encoding="utf-8"))["places"]


def modules(package: Path) -> set[str]:
    return {each.stem for each in package.glob("*.py")}


def test_schema() -> None:
    assert {word for place in PLACES.values() for word in place["properties"]} == set(WORDS)


def test_vocabulary_page() -> None:
    text = (SPEC / "VOCABULARY.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == list(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_check(word: str) -> None:
    if word == "rules":  # a rule is checked by a plain test of its own
        ours = clauses(load_api(default_document()))
        wanted = {each.id for each in ours if each.word == "rules" and not each.waived}
        folder = Path(clausecheck.suite.__path__[0])
        text = "".join(each.read_text(encoding="utf-8") for each in folder.glob("test_*.py"))
        assert set(re.findall(r'@rule\(\s*"([^"]+)"', text)) == wanted
    else:
        assert word in modules(Path(clausecheck.checks.__path__[0]))


def test_behaviours() -> None:
    found = modules(Path(clausemock.behaviours.__path__[0])) - {"__init__"}
    assert found == set(WORDS)


def test_twelve_at_most() -> None:
    assert len(WORDS) <= 12
