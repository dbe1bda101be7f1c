"""The site of a product: changes, pages of one's own, logo and colour, samples of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.commands.docs import command
from click.testing import CliRunner
from site_reader import Page, dead_links

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shelf, version: '2'}
x-tagGroups: [{name: Reading, tags: [Books]}]
tags: [{name: Books, x-displayName: All books}, {name: Loans}]
paths:
  /books:
    get:
      operationId: listBooks
      summary: List the books
      tags: [Books]
      x-codeSamples: [{lang: Ruby, source: "Shelf.books.each"}]
      responses: {'200': {description: Books.}}
  /loans: {get: {operationId: listLoans, tags: [Loans], responses: {'200': {description: Loans.}}}}
"""


@pytest.fixture
def made(tmp_path: Path) -> dict[str, bytes]:
    (tmp_path / "new.yaml").write_text(DOCUMENT)
    (tmp_path / "old.yaml").write_text(DOCUMENT.replace("/books:", "/tomes:"))
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "01-lending.md").write_text(
        "# How to lend\n\nTake a book, and [bring it back](returning.md#late).\n"
    )
    (tmp_path / "guides" / "returning.md").write_text(
        "# How to return\n\n## Late\n\n```yaml title=fees.yaml\nday: 1\n```\n"
    )
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    out = tmp_path / "site"
    asked = ["--previous", "old.yaml", "--pages", "guides", "--logo", "logo.svg"]
    asked = [each if each.startswith("--") else str(tmp_path / each) for each in asked]
    asked += ["--accent", "#105a3c", "--client", "pip install shelf", "--out", str(out)]
    result = CliRunner().invoke(command, [str(tmp_path / "new.yaml"), *asked])
    assert result.exit_code == 0, result.output
    return {
        each.relative_to(out).as_posix(): each.read_bytes()
        for each in out.rglob("*")
        if each.is_file()
    }


def text(made: dict[str, bytes], name: str) -> str:
    return Page(made[name].decode()).text


def test_a_page_of_changes(made: dict[str, bytes]) -> None:
    page = text(made, "changes.html")
    assert "2 changes: 1 breaking for clients, 1 breaking for servers." in page
    assert "GET /tomes is gone. removed listBooks" in page
    assert "GET /books is new. added listBooks" in page
    assert "- **removed** `listBooks`: GET /tomes is gone." in made["changes.md"].decode()
    assert "Changes" in text(made, "index.html")
    assert list(dead_links(made)) == []


def test_pages_of_ones_own_stand_in_the_navigation(made: dict[str, bytes]) -> None:
    assert "Take a book" in text(made, "pages/01-lending.html")
    assert "How to lend" in text(made, "operations/listBooks.html")


def test_pages_of_ones_own_are_listed_as_they_are_given(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(DOCUMENT)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# Page {name}\n")
    out = tmp_path / "site"
    asked = ["--pages", str(tmp_path / "c.md"), "--pages", str(tmp_path)]
    result = CliRunner().invoke(command, [str(tmp_path / "new.yaml"), *asked, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "Page c Page a Page b" in Page((out / "index.html").read_text()).text


def test_two_pages_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(DOCUMENT)
    asked = [str(tmp_path / "new.yaml"), "--out", str(tmp_path / "site")]
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lending.md").write_text("# Lending\n")
        asked += ["--pages", str(tmp_path / name)]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 2
    assert "would both be pages/lending.html: rename one." in result.output


def test_pages_of_ones_own_lead_to_each_other(made: dict[str, bytes]) -> None:
    assert b'<a href="../pages/returning.html#late"' in made["pages/01-lending.html"]
    assert b"(../pages/returning.md#late)" in made["pages/01-lending.md"]
    assert list(dead_links(made)) == []


def test_the_name_of_a_file_stands_above_its_text(made: dict[str, bytes]) -> None:
    assert b"<p><code>fees.yaml</code></p>\n<pre" in made["pages/returning.html"]


def test_logo_and_colour(made: dict[str, bytes]) -> None:
    assert b'<img src="../assets/logo.svg" alt="">' in made["operations/listBooks.html"]
    assert "assets/logo.svg" in made
    assert b"--accent: light-dark(#105a3c, " in made["assets/docs.css"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("brand/mark.svg", ""),
        ("https://x.example/a.svg", "x-logo is at https://x.example/a.svg, and pages load nothing"),
        ("//x.example/a.svg", "pages load nothing from elsewhere"),
        ("../mark.svg", "x-logo ../mark.svg is no picture in the folder of the document."),
        ("new.yaml", "is no picture in the folder of the document."),
        ("brand/none.png", "x-logo brand/none.png is not beside the document."),
    ],
)
def test_the_logo_that_the_document_names(tmp_path: Path, url: str, told: str) -> None:
    folder = tmp_path / "spec"
    (folder / "brand").mkdir(parents=True)
    for path in (tmp_path / "mark.svg", folder / "brand" / "mark.svg"):
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    named = f"{{title: Shelf, x-logo: {{url: '{url}', altText: Shelf}}"
    (folder / "new.yaml").write_text(DOCUMENT.replace("{title: Shelf", named))
    out = tmp_path / "site"
    result = CliRunner().invoke(command, [str(folder / "new.yaml"), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert told in result.stderr
    assert bool(told) is bool(result.stderr)
    shown = b'<img src="../assets/mark.svg" alt="">' in (out / "tags" / "Books.html").read_bytes()
    assert shown is (out / "assets" / "mark.svg").is_file() is (not told)


def test_samples_of_ones_own_and_of_a_client_that_exists(made: dict[str, bytes]) -> None:
    page = text(made, "operations/listBooks.html")
    assert "Ruby" in page
    assert "Shelf.books.each" in page
    assert "# pip install shelf" in page


def test_tags_are_grouped_and_named(made: dict[str, bytes]) -> None:
    assert "Reading All books List the books More Loans" in text(made, "tags/Books.html")


def test_a_colour_is_a_colour(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(DOCUMENT)
    asked = [str(tmp_path / "new.yaml"), "--out", str(tmp_path / "site"), "--accent", "red;}"]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 2
    assert "--accent is a colour such as #2f4bb8, not red;}." in result.output
