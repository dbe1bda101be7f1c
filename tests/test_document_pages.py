"""The two pages beside the document keep up with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from clausegen.load import default_document, load_api
from clausegen.words.collection import clauses
from clausegen.words.vocabulary import KEY, WORDS

SPEC = default_document().parent
PLACES: dict[str, Any] = yaml.safe_load((SPEC / "vocabulary.schema.yaml").read_text())
SECTIONS = re.split(r"^## ", (SPEC / "VOCABULARY.md").read_text(), flags=re.MULTILINE)[1:]
CLAUSES = clauses(load_api(default_document()))
LINKS = re.compile(r"`([\w./-]+\.yaml|[\w-]+/examples/)`")


def test_a_section_for_every_word() -> None:
    assert tuple(each.partition("\n")[0] for each in SECTIONS) == WORDS


def test_every_word_has_a_place() -> None:
    placed = {word for place in PLACES["places"].values() for word in place["properties"]}
    assert placed == set(WORDS)


@pytest.mark.parametrize("section", SECTIONS, ids=WORDS)
def test_sections_are_complete(section: str) -> None:
    parts = re.findall(r"^\*\*(\w+)\*\*: ", section, flags=re.MULTILINE)
    assert parts == ["Summary", "Where", "Value", "Sentence"]


@pytest.mark.parametrize("section", SECTIONS, ids=WORDS)
def test_examples_of_words_are_valid(section: str) -> None:
    word = section.partition("\n")[0]
    [text] = re.findall(r"```yaml\n(.*?)```", section, flags=re.DOTALL)
    value = yaml.safe_load(text)[KEY]
    assert list(value) == [word]
    rule = {"$defs": PLACES["$defs"], "$ref": f"#/$defs/{word}"}
    assert jsonschema_rs.validator_for(rule).is_valid(value[word])


def test_sentences_of_words_are_those_of_clauses() -> None:
    said = {(each.word, each.sentence) for each in CLAUSES}
    for section in SECTIONS:
        word = section.partition("\n")[0]
        [sentence] = re.findall(r'^\*\*Sentence\*\*:[^"]*"([^"]*)"$', section, flags=re.MULTILINE)
        assert (word, sentence) in said


@pytest.mark.parametrize(("letter", "count"), [("C", 48), ("N", 38)])
def test_every_doubtful_place_has_a_row(letter: str, count: int) -> None:
    rows = re.findall(rf"^\| {letter}(\d\d) \|", _discrepancies(), flags=re.MULTILINE)
    assert rows == [f"{number:02}" for number in range(1, count + 1)]


def test_discrepancies_name_files_that_exist() -> None:
    named = set(LINKS.findall(_discrepancies()))
    assert named
    assert [name for name in sorted(named) if not (SPEC / name).exists()] == []


def _discrepancies() -> str:
    return Path(SPEC / "DISCREPANCIES.md").read_text()
