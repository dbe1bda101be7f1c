"""What holds on every page: no accessibility violation, no sideways scrolling, a silent console.

Each page is opened once and looked at in every width and both themes: opening costs the most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, CDPSession, Page
from strict_page import listen

KINDS = (
    *("index.html", "getting-started.html", "contract.html", "discrepancies.html"),
    *("vocabulary.html", "tags/Rooms.html", "operations/createRoom.html", "schemas/index.html"),
    *("operations/replaceRoomSettings.html", "operations/listUserRooms.html", "schemas/Room.html"),
)
REPORTED = (
    *("reported/contract.html", "reported/operations/listRooms.html"),
    *("reported/index.html", "reported/changes.html"),
)
WIDTHS = (1440, 768, 360)
OPEN_ALL = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
VARYING = ("color-contrast", "scrollable-region-focusable", "link-in-text-block", "target-size")
"""Rules of axe whose verdict may differ between themes and widths."""
RUN_AXE = """axe.run({resultTypes: ["violations"]%s}).then((told) => told.violations.map(
  (each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" ")}`))"""


class Found(msgspec.Struct, frozen=True):
    """Page -> what is wrong with it."""

    wide: dict[str, list[int]]
    light: dict[str, list[str]]
    dark: dict[str, list[str]]
    said: list[str]


def names(folder: Path, *, every: bool) -> list[str]:
    """Every page, or one of each kind."""
    found = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.html"))
    plain = [name for name in found if not name.startswith("reported/")]
    return [*(plain if every else KINDS), *REPORTED]


@pytest.fixture(scope="module")
def found(
    browser: Browser, folder: Path, site: str, axe: str, pytestconfig: pytest.Config
) -> Found:
    made = Found({}, {}, {}, [])
    with opened(browser, made.said) as (page, session):
        for name in names(folder, every=pytestconfig.getoption("--full")):
            page.goto(f"{site}/{name}")
            page.evaluate(OPEN_ALL)
            made.wide[name] = [width for width in WIDTHS if scrolls(page, width)]
            # Not by a script on the page: its policy forbids that, and stays in force here.
            session.send("Runtime.evaluate", {"expression": axe})
            made.dark[name] = violations(page, session, "dark", WIDTHS[-1], VARYING)
            made.light[name] = violations(page, session, "light", WIDTHS[0])
    return made


@contextmanager
def opened(browser: Browser, said: list[str]) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context()
    page = context.new_page()
    listen(page, said)
    yield page, context.new_cdp_session(page)
    context.close()


def scrolls(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def violations(
    page: Page, session: CDPSession, theme: str, width: int, rules: Sequence[str] = ()
) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    only = f", runOnly: {list(rules)}" if rules else ""
    asked = {"expression": RUN_AXE % only, "awaitPromise": True, "returnByValue": True}
    told = session.send("Runtime.evaluate", asked)["result"]["value"]
    assert isinstance(told, list)
    return told


def wrong(pages: Mapping[str, Sequence[object]]) -> dict[str, Sequence[object]]:
    return {name: told for name, told in pages.items() if told}


def test_axe_finds_nothing_in_the_light_theme(found: Found) -> None:
    assert found.light
    assert wrong(found.light) == {}


def test_axe_finds_nothing_in_the_dark_theme_of_a_phone(found: Found) -> None:
    assert wrong(found.dark) == {}


def test_no_page_scrolls_sideways(found: Found) -> None:
    assert wrong(found.wide) == {}


def test_every_page_is_silent(found: Found) -> None:
    assert found.said == []
