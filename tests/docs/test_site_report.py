"""A contract report beside the clauses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from clausegen.clauses import clauses
from clausegen.model import Api
from clausegen.render.docs.site import Options, render_site
from clausegen.render.docs.verdicts import read_report
from site_reader import Page, dead_links

BROKEN = "createRoom.403.no_settings_permission"
UNCHECKED = "retrieveRoomQueue.200.success"


def entry(id_: str) -> dict[str, Any]:
    if id_ == BROKEN:
        failure = {"expected": "403", "observed": "201 <b>", "curl": "curl -X POST", "seen_in": id_}
        return {"id": id_, "verdict": "broken", "failures": [failure]}
    if id_ == UNCHECKED:
        return {"id": id_, "verdict": "not checked", "reason": "The target gives no queue."}
    return {"id": id_, "verdict": "kept", "reason": None, "failures": []}


@pytest.fixture(scope="module")
def reported(api: Api, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("report") / "contract.json"
    entries = [entry(each.id) for each in clauses(api) if not each.waived]
    data = {"schema": 1, "headline": "One clause is broken.", "clauses": entries, "new": 1}
    path.write_text(json.dumps(data))
    return render_site(api, Options(report=read_report(path)))


def text(site: dict[str, bytes], name: str) -> str:
    return Page(site[name].decode()).text


def test_a_verdict_stands_beside_the_reason_and_the_clause(reported: dict[str, bytes]) -> None:
    page = text(reported, "operations/createRoom.html")
    assert f"{BROKEN} broken" in page
    assert "createRoom.401.unauthenticated kept" in page
    assert page.count(" broken") == 2
    assert "Expected 403 Observed 201 <b>" in page


def test_the_page_of_the_contract(api: Api, reported: dict[str, bytes]) -> None:
    page = text(reported, "contract.html")
    stated = clauses(api)
    waived = sum(each.waived is not None for each in stated)
    assert "What this implementation keeps" in page
    assert "One clause is broken." in page
    kept = len(stated) - waived - 2
    assert f"{kept} kept 1 broken 1 not checked {waived} waived" in page
    assert "The target gives no queue. (1)" in page
    assert [each.id for each in stated if each.id not in page] == []
    assert list(dead_links(reported)) == []


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
