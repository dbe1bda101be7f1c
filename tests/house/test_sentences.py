"""Each sentence of the documentation has its clauses, and each clause its sentence.

A clause without a sentence would blame a server for what nobody promised. A wildcard stands for
ids of one word below a named operation or schema: those come with attributes and statuses, which
test_document.py compares one by one. A rule is always named.
"""

from __future__ import annotations

from collections import Counter

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from running import ROOT
from sentences import sentences

TABLE = sentences(ROOT / "spec" / "facts.tsv")
PAGES = {"rooms", "brands", "general"}
"""What both presuppose stands on general pages of the same documentation."""


@pytest.fixture(scope="module")
def api() -> Api:
    return load_api(manifest_of("giosg").document)


@pytest.fixture(scope="module")
def said(api: Api) -> dict[str, Clause]:
    return {each.id: each for each in clauses(api)}


def test_rows_have_their_place(api: Api) -> None:
    operations = {each.id for each in api.operations}
    assert {each.page for each in TABLE} == PAGES
    assert {each.section for each in TABLE} - operations - api.schemas.keys() == set()
    assert operations - {each.section for each in TABLE} == set()
    twice = Counter((each.section, each.fact) for each in TABLE)
    assert [each for each, times in twice.items() if times > 1] == []


def test_every_sentence_is_held_or_says_why_not(said: dict[str, Clause]) -> None:
    for each in TABLE:
        assert each.held_by.removeprefix("- ").strip(), each
        assert [name for name, ids in each.held(said).items() if not ids] == [], each


def test_wildcards_are_narrow(said: dict[str, Clause]) -> None:
    for each in TABLE:
        for name, ids in each.held(said).items():
            words = {said[found].word for found in ids}
            assert "*" not in name or "*" not in name.split(".")[0], each
            assert "*" not in name or (len(words) == 1 and words != {"rules"}), each


def test_every_clause_has_a_sentence(said: dict[str, Clause]) -> None:
    held = {found for each in TABLE for ids in each.held(said).values() for found in ids}
    assert said.keys() - held == set()
