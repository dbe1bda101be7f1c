"""A contract report beside the clauses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from clausegen.model import Api
from clausegen.render.docs.site import Options, render_site
from clausegen.render.docs.verdicts import read_report
from clausegen.words.collection import clauses
from site_reader import Page, dead_links

BROKEN = "createRoom.403.no_settings_permission"
ACCEPTED = "listRooms.ordering.default"
UNCHECKED = "retrieveRoomQueue.200.success"


def entry(id_: str) -> dict[str, Any]:
    if id_ == BROKEN:
        failure = {"expected": "403", "observed": "201 <b>", "curl": "curl -X POST", "seen_in": id_}
        return {"id": id_, "verdict": "broken", "failures": [failure]}
    if id_ == ACCEPTED:
        known = {"reason": "Sorted from release 2.4 on.", "expires": "2027-01-31"}
        return {"id": id_, "verdict": "broken", "deviation": known}
    if id_ == UNCHECKED:
        return {"id": id_, "verdict": "not checked", "reason": "The target gives no queue."}
    return {"id": id_, "verdict": "kept", "reason": None, "failures": []}


@pytest.fixture(scope="module")
def reported(api: Api, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("report") / "contract.json"
    entries = [entry(each.id) for each in clauses(api) if not each.waived]
    data = {"schema": 1, "headline": "Two clauses are broken.", "clauses": entries, "new": 1}
    data["run"] = {"started": "2026-11-21T06:12:00+00:00", "requests": 14413}
    data["target"] = {"base_url": "https://tried.example"}
    path.write_text(json.dumps(data))
    return render_site(api, Options(report=read_report(path)))


def text(site: dict[str, bytes], name: str) -> str:
    return Page(site[name].decode()).text


def test_a_verdict_stands_beside_the_reason_and_the_clause(reported: dict[str, bytes]) -> None:
    page = text(reported, "operations/createRoom.html")
    assert f"{BROKEN} broken" in page
    assert "createRoom.401.unauthenticated kept" in page
    assert "broken createRoom answers 403 if the caller lacks the settings permission." in page
    # In the list of pages, above, beside the reason, in the count, beside the clause.
    assert page.count(" broken") == 5
    assert "Expected 403 Observed 201 <b> Request curl -X POST" in page


def test_the_list_of_pages_and_the_start_tell_verdicts(reported: dict[str, bytes]) -> None:
    page = reported["schemas/Room.html"].decode()
    dots = re.findall(r'href="([^"]+)">[^<]*<span class="dot ([a-z-]+)"', page)
    told = {href.partition("operations/")[2]: verdict for href, verdict in dots}
    assert {name for name, verdict in told.items() if verdict != "kept"} == {
        "createRoom.html",
        "retrieveRoomQueue.html",
    }
    assert len(told) == 31
    start = text(reported, "index.html")
    assert "Two clauses are broken." in start
    cards = start[start.index("Operations Rooms") :]
    assert re.search(r" 2 broken \d+ kept Room users", cards)
    assert re.search(r"Room queues .+ 1 not checked \d+ kept Brands", cards)


def test_the_page_of_the_contract(api: Api, reported: dict[str, bytes]) -> None:
    page = text(reported, "contract.html")
    stated = clauses(api)
    waived = sum(each.waived is not None for each in stated)
    assert "What this implementation keeps" in page
    assert "Two clauses are broken." in page
    kept = len(stated) - waived - 3
    assert f"{kept} kept 2 broken 1 not checked {waived} waived" in page
    assert "Checked https://tried.example on 21 November 2026 at 06:12 UTC with 14,413" in page
    assert "The target gives no queue. (1)" in page
    assert [each.id for each in stated if each.id not in page] == []
    assert list(dead_links(reported)) == []


def test_the_page_tells_first_what_is_broken(reported: dict[str, bytes]) -> None:
    page = text(reported, "contract.html")
    broken = page[page.index("Broken") : page.index("Overview")]
    new, _, accepted = broken.partition("Known, and accepted for a while")
    told = "Expected 403 Observed 201 <b> Request curl -X POST"
    assert "Create a room createRoom answers 403" in new
    assert f"{BROKEN} · spec/" in new
    assert told in new
    assert ACCEPTED not in new
    assert ACCEPTED in accepted
    assert "Accepted until 2027-01-31: Sorted from release 2.4 on." in accepted
    assert "Create a room (30, 1 broken)" in page


def test_what_is_waived_does_not_count_as_missing(reported: dict[str, bytes]) -> None:
    page = text(reported, "contract.html")
    row = page[page.index("Delete a room 7") :][:60]
    assert row.startswith("Delete a room 7 /7 1 /1 2 /2")
    waived = page[page.index("Waived What the document states") :]
    assert "Statistics are not part of this API. (1)" in waived


def test_markdown_tells_the_verdict(reported: dict[str, bytes]) -> None:
    assert "**broken**" in reported["operations/createRoom.md"].decode()


def test_without_a_report_there_are_no_verdicts(site: dict[str, bytes]) -> None:
    assert 'class="mark' not in site["operations/createRoom.html"].decode()
    assert "The contract" in text(site, "contract.html")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no contract report"),
        ('{"schema": 1}', "is no contract report"),
        ('{"schema": 2, "clauses": []}', "has schema 2"),
    ],
)
def test_an_unusable_report_is_one_message(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "contract.json"
    path.write_text(content)
    with pytest.raises(click.ClickException, match=message):
        read_report(path)
