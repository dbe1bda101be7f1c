"""The site as people use it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect


def test_a_reader_finds_an_operation_by_its_links(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.get_by_role("main").get_by_role("link", name="Brands").click()
    page.get_by_role("main").get_by_role("link", name="Create a brand").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Create a brand")
    expect(page.locator(".side [aria-current=page]")).to_have_text("Create a brand")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Brands").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brands")


def test_neighbours_and_their_keys(page: Page, site: str) -> None:
    page.goto(f"{site}/operations/createRoom.html")
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile("retrieveRoom"))
    page.keyboard.press("[")
    expect(page).to_have_url(re.compile("createRoom"))


def test_the_search_finds_while_typing(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("purge")
    first = page.locator("dialog li a").first
    expect(first).to_contain_text("sensitive_data_purge_ttl")
    page.keyboard.press("Control+A")
    page.keyboard.type("no_settings_permission createRoom")
    expect(first).to_contain_text("createRoom.403.no_settings_permission")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"createRoom\.html#clause:createRoom\.403"))


def test_the_search_finds_the_middle_of_a_word(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("caled")
    expect(page.locator("dialog li a")).to_contain_text(["Brand.logo_asset.formats"])


def test_nothing_typed_is_lost_while_the_search_is_fetched(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/assets/search*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright cannot take a built-in
    page.goto(f"{site}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("purge")
    expect(page.get_by_role("status")).to_have_text("Loading …")
    for each in held:
        each.continue_()
    expect(page.locator("dialog li a").first).to_contain_text("sensitive_data_purge_ttl")


def test_the_search_works_from_a_disk(page: Page, folder: Path) -> None:
    page.goto((folder / "operations" / "listRooms.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("delete a brand")
    expect(page.locator("dialog li a").first).to_contain_text("Delete a brand")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete a brand")


def test_what_is_searched_comes_out_as_text(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("<img src=x onerror=alert(1)>")
    expect(page.get_by_role("status")).to_have_text("Nothing found.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_theme_follows_the_system_until_it_is_chosen(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/index.html")
    dark = _ground(page)
    page.get_by_role("button", name="Light or dark").click()
    light = _ground(page)
    page.goto(f"{site}/getting-started.html")
    assert _ground(page) == light != dark
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Light or dark").click()
    assert _ground(page) == dark
    context.close()


def _ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_everything_can_be_reached_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/operations/createRoom.html")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Reference")
    page.locator("[name=sample]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#samples pre:visible")).to_contain_text("httpx.request")
    page.reload()
    expect(page.locator("#samples pre:visible")).to_contain_text("httpx.request")


def test_an_address_opens_what_it_points_into(page: Page, site: str) -> None:
    page.goto(f"{site}/schemas/Room.html#organization.name")
    expect(page.locator('[id="organization.name"]')).to_be_in_viewport()
    page.goto(f"{site}/operations/createRoom.html#403.no_settings_permission")
    expect(page.locator('[id="403.no_settings_permission"]')).to_be_in_viewport()


def test_a_link_to_a_place_is_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/schemas/Room.html")
    page.locator("a.name", has_text="domain").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site}/schemas/Room.html#domain"
    page.goto(f"{site}/operations/listRooms.html")
    page.get_by_role("button", name="Copy").first.click()
    assert "curl" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_the_menu_of_a_phone(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/index.html")
    link = page.get_by_role("navigation", name="Site").get_by_role("link", name="Getting started")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Getting started")
    context.close()


def test_paper_is_light_and_shows_everything(page: Page, site: str) -> None:
    page.goto(f"{site}/operations/createRoom.html")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.set_viewport_size({"width": 660, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert _ground(page) == "rgb(255, 255, 255)"
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.locator("[id='201.organization.name']")).to_be_visible()
    cut = "each.clientHeight < each.scrollHeight - 1 || each.clientWidth < each.scrollWidth - 1"
    found = f"[...document.querySelectorAll('pre, .aside')].filter((each) => {cut}).length"
    assert page.evaluate(found) == 0


def test_operations_read_without_scripts(browser: Browser, folder: Path, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for file in sorted((folder / "operations").glob("*.html")):
        page.goto(f"{site}/operations/{file.name}")
        expect(page.locator(".endpoint .path").first).to_be_visible()
        expect(page.get_by_role("heading", name="Responses")).to_be_visible()
        expect(page.locator("#samples pre").first).to_be_visible()
    page.get_by_text("JavaScript", exact=True).click()
    expect(page.locator("#samples pre:visible")).to_contain_text("await fetch(")
    context.close()
