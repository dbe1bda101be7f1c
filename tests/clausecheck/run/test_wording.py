"""What a newcomer reads: values that are seen, pages that are no dump, advice that can be taken."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from clausecheck.failures import SERVED, _placed, shown
from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.report.advice import _what_lacks
from clausegen.text.problems import Place
from clausegen.words import english

POINTER = "/paths/~1a/get"
LONG = f"an action{'!' * 100}; say `effect` in the document"


@pytest.mark.parametrize(
    ("value", "text"),
    [("", '""'), (" ", '" "'), ("a", "a"), (0, "0"), (None, "null"), (" a", '" a"')],
)
def test_a_value_can_be_seen(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<!DOCTYPE html>\n<html><title> My\nError </title>", "a page called 'My Error'"),
        ("<html><body>Oh</body></html>", "a page"),
        ('{"detail": "<html>"}', '{"detail": "<html>"}'),
        ("", "empty body"),
    ],
)
def test_a_page_is_told_by_its_title(text: str, says: str) -> None:
    actor = Actor(name="a", token="secret")
    exchange = Exchange(actor=actor, method="GET", url="http://a/b", status=500, text=text)
    assert exchange.answer.removeprefix("500 Internal Server Error").lstrip(", ") == says


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("api.yaml", 7, 1, POINTER), "api.yaml:7"),
        (Place("api.json", 1, 900, POINTER), f"api.json#{POINTER}"),
        (Place(f"/tmp/{SERVED}x/openapi.json", 7, 1, POINTER), f"openapi.json as served#{POINTER}"),
    ],
)
def test_a_place_can_be_found(place: Place, text: str) -> None:
    assert _placed(place) == text


@pytest.mark.parametrize(
    ("reasons", "advice"),
    [
        (["its item did not run"] * 3, ""),
        (["no Cat with tail was seen"], ""),
        (["no answer", LONG], f"1 of 2 clauses wait for one thing: {LONG}"),
        ([LONG, "no a: give [values] a"], "give [values] a: 1 of 2 clauses wait for it"),
    ],
)
def test_advice_says_what_somebody_can_do(reasons: list[str], advice: str) -> None:
    unchecked: Any = tuple(SimpleNamespace(reason=each) for each in reasons)
    assert _what_lacks(unchecked) == advice


def test_an_article_fits() -> None:
    assert [english.a(each) for each in ("Index", "Cat")] == ["an Index", "a Cat"]
