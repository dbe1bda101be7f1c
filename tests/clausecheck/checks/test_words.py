"""Each word has one check, and each check one word."""

from __future__ import annotations

from pathlib import Path

import clausecheck.checks
from clausecheck.checks import WORDS, check_of
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.collection import clauses
from clausegen.words.registry import names as written_names

FOLDER = Path(clausecheck.checks.__file__).parent
BY_MODULES = {"rules", "responses"}
"""Words that the modules of the suite decide."""


def test_one_file_a_word() -> None:
    files = {each.stem for each in FOLDER.glob("*.py")} - {"__init__"}
    assert files == set(WORDS)
    assert all(callable(check_of(each)) for each in WORDS)


def test_every_word_of_the_vocabulary_is_checked() -> None:
    assert set(written_names()) <= {*WORDS, *BY_MODULES}


def test_every_clause_has_somebody_who_decides_it() -> None:
    document = load_api(manifest_of("giosg").document)
    assert {each.word for each in clauses(document)} <= {*WORDS, *BY_MODULES}


def test_checks_name_no_resource() -> None:
    document = load_api(manifest_of("giosg").document)
    names = {each.id for each in document.operations} | set(document.schemas)
    names |= {each.name for operation in document.operations for each in operation.parameters}
    text = "\n".join(each.read_text() for each in FOLDER.glob("*.py"))
    words = set(text.replace('"', " ").replace("'", " ").replace(".", " ").split())
    assert not (names - set(written_names())) & words
