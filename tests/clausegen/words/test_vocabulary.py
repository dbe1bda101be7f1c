"""A word exists only with a file in words, checks and behaviours, and with a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import clausecheck.checks
import clausecheck.sabotage
import giosg_contract
import jsonschema_rs
import pytest
import yaml
from clausegen.lint import lint
from clausegen.load import load, load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from clausegen.words.registry import every, written
from clausegen.words.vocabulary import closed, page, schema
from clausegen.words.word import KEY, Word
from clausemock.behaviours import kinds

SPEC = manifest_of("giosg").document.parent
WRITTEN = {each.name: each for each in written()}
PARCELS = Path(__file__).parents[2] / "cases" / "vocabulary" / "parcels.yaml"
"""Says what the sections of the words take as their examples."""


def modules(package: Path) -> set[str]:
    return {each.stem for each in package.glob("*.py")} - {"__init__"}


def contracts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from (value[KEY] for _ in [0] if KEY in value)
        for each in value.values():
            yield from contracts(each)
    elif isinstance(value, list):
        for each in value:
            yield from contracts(each)


def test_every_word_has_a_check() -> None:
    by_the_suite = {"rules", "responses"}
    names = {each.name for each in every()}
    assert modules(Path(clausecheck.checks.__path__[0])) == names - by_the_suite


def test_every_word_is_broken_on_purpose() -> None:
    names = {each.name for each in every()}
    assert names - modules(Path(clausecheck.sabotage.__path__[0])) == {"rules"}


def test_every_written_word_has_a_behaviour() -> None:
    assert {*kinds(), "rules"} == set(WRITTEN)


def test_rules_are_checked_by_tests_of_their_own() -> None:
    ours = clauses(load_api(manifest_of("giosg").document))
    wanted = {each.id for each in ours if each.word == "rules" and not each.waived}
    folder = Path(giosg_contract.__path__[0])
    text = "".join(each.read_text(encoding="utf-8") for each in folder.glob("test_*.py"))
    assert set(re.findall(r'@rule\(\s*"([^"]+)"', text)) == wanted


def test_the_files_beside_the_document_are_up_to_date() -> None:
    assert (SPEC / "VOCABULARY.md").read_text(encoding="utf-8") == page()
    assert (SPEC / "vocabulary.schema.yaml").read_text(encoding="utf-8") == schema()


@pytest.mark.parametrize("word", WRITTEN.values(), ids=WRITTEN)
def test_a_word_is_explained_and_closed(word: Word) -> None:
    assert word.section is not None
    [(name, value)] = yaml.safe_load(word.section.example).items()
    assert name == word.name
    for kind in word.stands:
        accepting = jsonschema_rs.validator_for(closed(kind))
        assert accepting.is_valid({name: value})
        assert not accepting.is_valid({name: []})


def test_examples_make_the_sentences_that_sections_show() -> None:
    said = {(each.word, each.sentence) for each in clauses(load_api(PARCELS))}
    stated = list(contracts(yaml.safe_load(PARCELS.read_text(encoding="utf-8"))))
    for word in WRITTEN.values():
        assert word.section is not None
        assert (word.name, word.section.sentence) in said
        example = yaml.safe_load(word.section.example)
        assert any(each.get(word.name) == example[word.name] for each in stated), word.name


def test_the_examples_have_no_fault() -> None:
    wrong = [problem for severity, problem in lint(*load(PARCELS)) if severity == "error"]
    assert wrong == []


def test_eighteen_at_most() -> None:
    assert len(WRITTEN) <= 18
