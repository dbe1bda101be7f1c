"""What holds on every page: no accessibility violation, no sideways scrolling, a silent console."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

KINDS = (
    *("index.html", "getting-started.html", "contract.html", "discrepancies.html"),
    *("vocabulary.html", "tags/Rooms.html", "operations/createRoom.html", "schemas/index.html"),
    *("operations/replaceRoomSettings.html", "operations/listUserRooms.html", "schemas/Room.html"),
)
OPEN_ALL = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
RUN_AXE = """async () => (await axe.run()).violations.map(
  (each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" ")}`)"""


def names(folder: Path) -> list[str]:
    """Every page where a browser is required, else one of each kind."""
    found = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.html"))
    everything = os.environ.get("CLAUSEKIT_REQUIRE_BROWSER") == "1"
    return found if everything else [name for name in found if name in KINDS]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, folder: Path, site: str, axe: str, theme: str) -> None:
    # The policy of the pages forbids to inject a script, and so it forbids axe.
    context = browser.new_context(color_scheme=theme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for name in names(folder):
        page.goto(f"{site}/{name}")
        page.evaluate(OPEN_ALL)
        page.evaluate(axe)
        violations = page.evaluate(RUN_AXE)
        if violations:
            found[name] = violations
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_scrolls_sideways(page: Page, folder: Path, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for name in names(folder):
        page.goto(f"{site}/{name}")
        page.evaluate(OPEN_ALL)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert wide == []
