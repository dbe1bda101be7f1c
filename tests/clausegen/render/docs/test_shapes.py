"""The odd shapes of documents, as golden files; UPDATE_GOLDEN=1 makes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.render.docs.site import Options, render_site
from site_reader import dead_links

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "docs"
NAMES = (
    *("index.html", "getting-started.html", "tags/Shapes.html", "operations/sendPet.html"),
    *("operations/sendPet.md", "webhooks/petLost.html", "schemas/Pet.html", "schemas/Cat.html"),
    *("schemas/Dog.html", "schemas/Dog.md", "schemas/Node.html", "llms.txt", "sitemap.xml"),
)


@pytest.fixture(scope="module")
def shapes() -> dict[str, bytes]:
    return render_site(
        load_api(HERE / "shapes.yaml"), Options(base_url="https://docs.example/shapes")
    )


def main(page: str) -> str:
    """What the page says: the frame around it is the same everywhere."""
    start = page.find('<main id="page:main">')
    return page[start : page.index("</main>")] + "</main>\n" if start >= 0 else page


@pytest.mark.parametrize("name", NAMES)
def test_golden(shapes: dict[str, bytes], name: str) -> None:
    made = main(shapes[name].decode())
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_links_of_odd_shapes(shapes: dict[str, bytes]) -> None:
    assert list(dead_links(shapes)) == []


def test_canonical_addresses(shapes: dict[str, bytes]) -> None:
    page = shapes["operations/sendPet.html"].decode()
    address = "https://docs.example/shapes/operations/sendPet.html"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f"<loc>{address}</loc>" in shapes["sitemap.xml"].decode()
