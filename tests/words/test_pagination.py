"""pagination: each style is walked to its end, and what is lost on the way is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.sabotage.listed import items
from clausecheck.sabotage.passing import Memory, Passing, Sabotage
from clausecheck.world.paging import links
from clausegen.lint import lint
from clausegen.load import load, load_api
from clausegen.words.pagination import pagination_of
from trying import CASES, Trial, trial

STYLES = ("Linked", "Headed", "Cursored", "Lasting", "Numbered", "Skipped", "Counted")


@pytest.fixture(scope="module")
def books() -> Iterator[Trial]:
    with trial("pagination") as running:
        yield running


def test_the_document_has_no_fault() -> None:
    wrong = [p.message for level, p in lint(*load(CASES / "pagination.yaml")) if level == "error"]
    assert wrong == []


def test_the_mock_keeps_every_style(books: Trial) -> None:
    said = {each.id: books.verdict(each.id) for each in books.of("pagination")}
    assert said == dict.fromkeys(said, "kept")
    assert len(said) == 2 * len(STYLES) + 2 + 4  # complete and size, previous, total


def test_every_break_is_named(books: Trial) -> None:
    assert books.survivors("pagination") == {}


@pytest.mark.parametrize("style", STYLES)
def test_the_same_page_for_ever_breaks_this_word_alone(books: Trial, style: str) -> None:
    def skipping(passing: Passing, _: Memory) -> None:
        if passing.operation is not None and passing.operation.id == f"list{style}":
            passing.query = [pair for pair in passing.query if pair[0] not in ASKING]

    way = Sabotage(told="the first page again", before=skipping)
    broken = books.broken_by(way, lambda each: each.split(".")[0].endswith((style, "Book")))
    assert broken == {f"list{style}.pagination.complete", *also(style)}


ASKING = {"after", "page", "offset", "start", "cursor"}


def also(style: str) -> set[str]:
    return {f"list{style}.pagination.previous"} if style in {"Linked", "Headed"} else set()


def beyond(passing: Passing, _: Memory) -> None:
    """There is no page after the last: 404, as some servers answer."""
    asked = dict(passing.query)
    if asked.keys() & {"page", "offset", "start"} and b'"books":[]' in passing.content:
        passing.status, passing.content = 404, b""


def absent(passing: Passing, _: Memory) -> None:
    """What is null is left out."""
    passing.content = passing.content.replace(b'"next":null,', b"").replace(
        b'"next_cursor":null,', b""
    )


def lower(passing: Passing, _: Memory) -> None:
    """A Link header as others write it."""
    told = passing.headers.get("link", "")
    passing.headers["link"] = told.replace('rel="next"', 'title="a, b"; REL=next')


def limited(passing: Passing, _: Memory) -> None:
    """Pages of less than three are refused, though the document does not say so."""
    if ("limit", "2") in passing.query:
        passing.status, passing.content = 400, b""


def test_a_limit_that_nobody_documents_breaks_no_page(books: Trial) -> None:
    ids = [f"list{STYLES[0]}.pagination.{each}" for each in ("complete", "total", "size")]
    said = books.through(Sabotage(told="lawful", after=limited), ids)
    assert [*said.values()] == ["kept", "kept", f"list{STYLES[0]} gives no small page"]


@pytest.mark.parametrize("lawful", [beyond, absent, lower])
def test_what_is_lawful_is_not_blamed(books: Trial, lawful: object) -> None:
    way = Sabotage(told="lawful", after=lawful)  # type: ignore[arg-type]
    ids = [each.id for each in books.of("pagination") if each.id.endswith("complete")]
    assert set(books.through(way, ids).values()) == {"kept"}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('<https://a.test/b?c=1,2>; rel="next", </d>; rel="last"', {"next", "last"}),
        ('</b>; title="x, y; z"; rel=next', {"next"}),
        ('</b>; rel="next last"', {"next", "last"}),
        ("</b>", set()),
        ("", set()),
    ],
)
def test_link_headers(header: str, found: set[str]) -> None:
    assert set(links(header)) == found


DOCUMENT = """
openapi: 3.1.0
info: {title: Shelf, version: "1"}
paths:
  /books:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      EXTENSION
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties: {value: {type: array, items: {type: object}}, on: {type: string}}
"""


SKIPPING = (
    "x-speakeasy-pagination: {type: offsetLimit, "
    "inputs: [{name: page, in: parameters, type: page}], outputs: {results: $.value}}"
)


@pytest.mark.parametrize(
    ("extension", "style"),
    [
        ("x-ms-pageable: {nextLinkName: on}", "link"),
        ("x-ms-pageable: {nextLinkName: null}", "whole"),
        ("x-ms-pageable: {itemName: value}", None),
        (SKIPPING, "page"),
        ("x-speakeasy-pagination: {type: url, outputs: {nextUrl: $.on, results: $.value}}", "link"),
        ("x-speakeasy-pagination: {type: cursor}", None),
        ("x-speakeasy-pagination: 3", None),
    ],
)
def test_what_others_say_of_pages_is_read(tmp_path: Path, extension: str, style: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT.replace("EXTENSION", extension))
    api = load_api(path)
    page = pagination_of(api, api.operations[0])
    assert (page.style if page is not None else None) == style
    assert page is None or page.items == "value"
    assert api.problems == ()


@pytest.mark.parametrize("style", ["Lasting", "Skipped", "Counted"])
def test_an_item_within_a_page_is_missed_by_who_counts_what_came(books: Trial, style: str) -> None:
    """With two on a page it comes all the same: as if pages held one."""

    def losing(passing: Passing, _: Memory) -> None:
        if passing.operation is not None and passing.operation.id == f"list{style}":
            items(passing, lambda found: [*found[:1], *found[2:]])

    way = Sabotage(told="the second item of each page is lost", after=losing)
    broken = books.broken_by(way, lambda each: each.startswith(f"list{style}.pagination"))
    assert broken == {f"list{style}.pagination.complete"}


@pytest.mark.parametrize("most", ["1", "2"])
def test_a_page_may_hold_less_than_was_asked_for(books: Trial, most: str) -> None:
    """Whoever counts what came sees everything all the same."""

    def capped(passing: Passing, _: Memory) -> None:
        passing.query = [(key, most if key == "limit" else each) for key, each in passing.query]

    ids = [f"list{style}.pagination.complete" for style in ("Lasting", "Skipped", "Counted")]
    said = books.through(Sabotage(told="lawful", before=capped), ids)
    assert set(said.values()) == {"kept"}
