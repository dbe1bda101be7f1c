"""Real documents render, link and stay small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.render.docs.site import Options, render_site
from corpus import CORPUS, each, needed
from site_reader import dead_links

FILES = sorted(
    file
    for file in CORPUS.rglob("*")
    if file.suffix in {".json", ".yaml"}
    and file.parent == CORPUS
    and file.name != "docker-engine.yaml"
)
"""Without Docker's, which is Swagger 2.0: that it is refused is tested with the loader."""
LINKS_CHECKED_UP_TO = 600_000
"""Bytes of a document. Reading the pages of larger ones takes longer than making them."""
LARGEST_PAGE = 400_000
"""Bytes after gzip."""

pytestmark = needed


def test_the_folder_holds_documents() -> None:
    assert FILES


@pytest.mark.parametrize("path", each(FILES))
def test_a_document_of_the_corpus(path: Path) -> None:
    api = load_api(path)
    site = render_site(api, Options())
    assert {
        found.id for found in api.operations if f"operations/{_slug(found.id)}.html" not in site
    } == set()
    largest = max(
        (name for name in site if name.endswith(".html")), key=lambda name: len(site[name])
    )
    assert len(gzip.compress(site[largest])) <= LARGEST_PAGE
    if path.stat().st_size <= LINKS_CHECKED_UP_TO:
        assert list(dead_links(site)) == []


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-.")[:80]
