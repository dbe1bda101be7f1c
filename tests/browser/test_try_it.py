"""The form that sends a request: against the mock."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect


def fill(page: Page, target: dict[str, Any], **values: str) -> None:
    page.get_by_text("Try it", exact=True).click()
    form = page.locator("[data-try]")
    admin = target["actors"]["admin"]
    given = {"organization_id": admin["organization_id"]} | values
    form.locator("[name=server]").fill(target["base_url"])
    form.locator("[name=key]").first.fill(f"Token {admin['token']}")
    for name, value in given.items():
        form.locator(f"[name={name}]").fill(value)


def test_an_answer_is_shown_and_compared(page: Page, site: str, mock: dict[str, Any]) -> None:
    page.goto(f"{site}/operations/listRooms.html")
    fill(page, mock)
    page.locator("[data-try] [name=ordering]").select_option("-created_at")
    page.get_by_role("button", name="Send").click()
    answer = page.locator("[data-answer]")
    expect(answer).to_contain_text("200 OK")
    expect(answer).to_contain_text("Matches the schema.")
    expect(answer).to_contain_text('"results"')


def test_a_body_is_sent(page: Page, site: str, mock: dict[str, Any]) -> None:
    page.goto(f"{site}/operations/createRoom.html")
    fill(page, mock, body='{"name": "Made on a page"}')
    page.get_by_role("button", name="Send").click()
    answer = page.locator("[data-answer]")
    expect(answer).to_contain_text("201 Created")
    expect(answer).to_contain_text("Made on a page")
    expect(answer).to_contain_text("Matches the schema.")


def test_what_is_entered_is_kept_for_the_tab_only(
    page: Page, site: str, mock: dict[str, Any]
) -> None:
    page.goto(f"{site}/operations/listBrands.html")
    fill(page, mock)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-answer]")).to_contain_text("200 OK")
    assert page.evaluate("JSON.stringify([{...localStorage}, document.cookie])") == '[{},""]'
    page.goto(f"{site}/operations/listRooms.html")
    page.get_by_text("Try it", exact=True).click()
    admin = mock["actors"]["admin"]
    expect(page.locator("[data-try] [name=key]").first).to_have_value(f"Token {admin['token']}")
    expect(page.locator("[data-try] [name=server]")).to_have_value(mock["base_url"])
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-answer]")).to_contain_text("200 OK")


def test_the_sample_follows_the_form(page: Page, site: str) -> None:
    page.goto(f"{site}/operations/createRoom.html")
    page.get_by_text("Try it", exact=True).click()
    form = page.locator("[data-try]")
    form.locator("[name=way]").select_option("accessToken")
    form.locator("[data-kept^=accessToken]").fill("Bearer it's mine")
    form.locator("[name=body]").fill('{"name": "Typed"}')
    sample = page.locator("#samples pre:visible")
    expect(sample).to_contain_text("-H 'Authorization: Bearer it'\\''s mine'")
    expect(sample).to_contain_text("""--data '{"name": "Typed"}'""")


def test_the_mock_tells_whom_it_knows_and_what_it_holds(
    page: Page, site: str, mock: dict[str, Any]
) -> None:
    page.goto(f"{site}/operations/listRooms.html")
    page.get_by_text("Try it", exact=True).click()
    page.locator("[data-try] [name=server]").fill(mock["base_url"])
    page.get_by_role("button", name="Take token and ids of the mock").click()
    sample = page.locator("#samples pre:visible")
    expect(sample).to_contain_text(f"Token {mock['actors']['admin']['token']}")
    page.goto(f"{site}/operations/retrieveRoomQueue.html")  # samples of other pages follow
    expect(sample).to_contain_text(mock["ids"]["queue_id"])
    expect(sample).to_contain_text(mock["base_url"])
    page.get_by_text("Try it", exact=True).click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-answer]")).to_contain_text("200 OK")
    page.locator("[data-try] [name=server]").fill("https://api.example.com")
    expect(page.get_by_role("button", name="Take token and ids of the mock")).to_be_hidden()


def test_a_phone_shows_the_text_before_the_form(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/operations/listRooms.html")
    expect(page.get_by_role("button", name="Send")).to_be_hidden()
    page.get_by_text("Try it", exact=True).click()
    expect(page.get_by_role("button", name="Send")).to_be_visible()


@pytest.mark.parametrize(
    ("schema", "value", "fault"),
    [
        ({"type": "string"}, 1, "is integer, not string"),
        ({"type": ["string", "null"]}, None, None),
        ({"type": "string", "nullable": True}, None, None),
        ({"required": ["a"]}, {}, "lacks a"),
        ({"properties": {"a": {"enum": [1, 2]}}}, {"a": 3}, "a is none of the listed values"),
        ({"items": {"format": "uuid"}}, ["x"], "[0] is no uuid"),
        ({"additionalProperties": False}, {"a": 1}, "a should not be there"),
        ({"oneOf": [{"type": "number"}, {"type": "integer"}]}, 1, "exactly one"),
        ({"anyOf": [{"type": "null"}, {"type": "object"}]}, {}, None),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1}, "lacks b"),
        ({"$ref": "#/$defs/a~1b", "$defs": {}}, 1, None),
    ],
)
def test_what_the_comparison_finds(
    page: Page, site: str, schema: dict[str, Any], value: object, fault: str | None
) -> None:
    page.goto(f"{site}/operations/listRooms.html")
    page.add_script_tag(url=f"{site}/assets/try.js")
    found = page.evaluate("([schema, value]) => docsFaults(schema, schema, value)", [schema, value])
    assert found == [] if fault is None else fault in "".join(found)
