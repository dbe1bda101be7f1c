"""Nothing that a document says disappears between it and its site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from clausegen.load import load_api
from clausegen.render.docs.site import Options, render_site
from corpus import CORPUS, each, needed
from lost_text import lost
from site_reader import Page

HERE = Path(__file__).parent
CASES = HERE / "cases"
DOCUMENTS = (
    *("openai.yaml", "discord.json", "box.json", "adyen-checkout-v71.json", "prefect-31.json"),
    *("redocly-museum.yaml", "readme-train-travel-31.yaml", "typesense.yaml"),
)
LARGE = ("github-api.json", "stripe-2022.yaml")
_MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+)\)")


def rendered(name: str) -> dict[str, bytes]:
    return render_site(load_api(CASES / name), Options())


def shown(files: Mapping[str, bytes], page: str) -> tuple[str, str]:
    """A page as a reader sees it, and its Markdown."""
    return Page(files[f"{page}.html"].decode()).text, files[f"{page}.md"].decode()


@pytest.mark.parametrize(
    ("case", "page", "wanted"),
    [
        ("lost-text", "operations/a", ["Second sentence", "at most 2", "The new parent"]),
        ("lost-text", "operations/a", ["Item words", '"x"', "text/csv", "or null", "default 1"]),
        ("lost-text", "schemas/Kind", ["RED", "Stop.", "GREEN", "Go.", '"red"']),
        ("callbacks", "operations/postX", ["FIRST", "SECOND", "299", "202"]),
        ("examples", "operations/getA", ["Zanzibar", "Timbuktu", "Quiet lake", "still", "windy"]),
        ("examples", "operations/getA", ["default 0", "default false", 'default ""']),
        ("examples", "schemas/Cat", ["Umber", "Ochre"]),
        ("media-types", "operations/createA", ["In JSON", "In a form", "image/png"]),
        ("media-types", "operations/createA", ["As JSON", "text/csv", "csv,row", "multipart"]),
        ("keywords", "schemas/A", ['If kind is "biz" , vat', "application/pdf", "base64"]),
        ("keywords", "schemas/A", ["First thing", "array (string, integer)", "/^x-/", "always 42"]),
        ("keywords", "schemas/A", ["with card also billing", "never a string"]),
        ("oas32", "operations/querySearch", ["QUERY", "/search", "A hit", "Items arrive"]),
        ("oas32", "operations/copySearch", ["COPY", "Query string", "qs"]),
        ("oas32", "tags/cats", ["Our cats", "Little lions"]),
        ("oas32", "tags/animals", ["All animals", "Everything alive"]),
        ("keywords", "schemas/A", ["at least 2 items are 7", "name matches ^zz", "No other"]),
        ("parts", "schemas/Whole", ["weight", "In grams", "A colour's name", "In metres"]),
        ("maps", "schemas/A", ["No other attributes", "any other name", "string (uuid)", "By id"]),
    ],
)  # fmt: skip
def test_a_case_is_told_whole(case: str, page: str, wanted: list[str]) -> None:
    html, markdown = shown(rendered(f"{case}.yaml"), page)
    assert [word for word in wanted if word not in html] == []
    plain = re.sub(r"\]\([^)]*\)|[`*\[]", "", markdown).replace(" ,", ",")
    assert [word for word in wanted if word.replace(" ,", ",") not in plain] == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_text_of_a_case_is_lost(path: Path) -> None:
    api = load_api(path)
    files = render_site(api, Options())
    loss = lost(api, files)
    assert (loss.html, loss.markdown) == ((), ())
    assert dead_markdown_links(files) == []


def test_the_count_sees_what_is_lost() -> None:
    """A page without its descriptions, and only that page."""
    api = load_api(CASES / "lost-text.yaml")
    files = render_site(api, Options())
    for name in ("operations/a.html", "operations/a.md"):
        files[name] = files[name].replace(b"Item words.", b"").replace(b"The new parent.", b"")
    loss = lost(api, files)
    assert [each.text for each in loss.html] == ["The new parent.", "Item words."]
    assert [each.text for each in loss.markdown] == ["The new parent.", "Item words."]


def test_one_file_says_each_thing_once(site: dict[str, bytes]) -> None:
    whole = site["llms-full.txt"].decode()
    assert whole.count("Name that the owner gave the room.") == 1
    assert whole.count("`createRoom.201.success`") == 2  # where it is caused, and as a clause
    assert "\x03" not in whole


def test_markdown_links_lead_somewhere(site: dict[str, bytes]) -> None:
    assert dead_markdown_links(site) == []


def dead_markdown_links(files: Mapping[str, bytes]) -> list[str]:
    found = []
    for name, data in files.items():
        if name.endswith((".md", ".txt")):
            for link in _MARKDOWN_LINK.findall(data.decode()):
                target = normpath(join(dirname(name), link.partition("#")[0]))
                if not link.startswith(("http", "mailto:")) and target not in files:
                    found.append(f"{name}: {link}")
    return found


@needed
@pytest.mark.parametrize("path", each(CORPUS / name for name in DOCUMENTS))
def test_no_text_of_a_real_document_is_lost(path: Path) -> None:
    nothing_is_lost(path)


@pytest.mark.full
@needed
@pytest.mark.parametrize("path", each(CORPUS / name for name in LARGE))
def test_no_text_of_a_large_document_is_lost(path: Path) -> None:
    nothing_is_lost(path)


def nothing_is_lost(path: Path) -> None:
    api = load_api(path)
    loss = lost(api, render_site(api, Options()))
    assert loss.texts
    assert (loss.html, loss.markdown) == ((), ())
