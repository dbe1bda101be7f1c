"""The catalogue is sound, and a sample of it is found by the suite."""

from __future__ import annotations

import asyncio
from collections import Counter

import httpx
import pytest
from clausecheck.sabotage import sabotages
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from clausemock import app as mock_app
from giosg_mock.seed import identifier

from mutants.catalogue import every
from mutants.exchange import ACTORS
from mutants.mutant import KINDS, Mutant
from mutants.run import run_one
from mutants.stage import Stage
from mutants.verdict import line

API = load_api(manifest_of("giosg").document)
CLAUSES = {each.id: each for each in clauses(API)}
AT_LEAST = 150

SAMPLE = ("deleteBrand-brand_not_found-as-204", "Brand-created_by_user_id-writable-by-replaceBrand")
MORE = (
    "listRooms-forgets-no_settings_permission",
    "listRooms-forgets-is_shared-in-next",
    "updateBrand-resets-logo_asset_id",
    "listRoomQueues-pages-overlap-by-one",
)
"""One a kind of change, of parts of the suite that are quick alone."""


def test_names_are_unique() -> None:
    names = Counter(each.id for each in every())
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) >= AT_LEAST


@pytest.mark.parametrize("mutant", every(), ids=lambda each: each.id)
def test_mutant_is_sound(mutant: Mutant) -> None:
    assert mutant.breaks
    assert sorted((mutant.breaks | mutant.also) - CLAUSES.keys()) == []
    assert [each for each in mutant.breaks if CLAUSES[each].waived] == []
    assert not mutant.breaks & mutant.also
    assert mutant.because or not mutant.also
    stage = Stage()
    with stage.opened():
        mutant.change(stage)
        assert stage.changes


def _operation(clause: Clause) -> str | None:
    return clause.operation.id if clause.operation is not None else None


def test_everything_is_covered() -> None:
    broken = [CLAUSES[each] for mutant in every() for each in mutant.breaks]
    observable = [each for each in CLAUSES.values() if not each.waived]
    assert {each.kind for each in every()} == set(KINDS)
    assert {_operation(each) for each in broken} == {_operation(each) for each in observable}
    assert {each.word for each in broken} == {each.word for each in observable}


def test_every_clause_is_broken_by_somebody() -> None:
    """By a mutant, or by a sabotage that is made from the clause; `make full` runs them."""
    by_mutants = {clause for mutant in every() for clause in mutant.breaks}
    observable = [each for each in CLAUSES.values() if not each.waived]
    unbroken = [each.id for each in observable if each.id not in by_mutants and not sabotages(each)]
    assert unbroken == []


def _one_a_maker() -> list[Mutant]:
    """Mutants whose changes are different code."""
    seen: dict[str, Mutant] = {}
    for each in every():
        seen.setdefault(each.change.__qualname__, each)
    return list(seen.values())


@pytest.mark.parametrize("mutant", _one_a_maker(), ids=lambda each: each.id)
def test_mutant_works_apart_from_its_fault(mutant: Mutant) -> None:
    stage = Stage()
    with stage.opened():
        mutant.change(stage)
        transport = httpx.ASGITransport(mock_app.build())
        statuses = asyncio.run(_tried(transport))
    assert [each for each in statuses if each >= 500] == []


async def _tried(transport: httpx.ASGITransport) -> list[int]:
    """The statuses of some requests, among them writes of everything that can be written."""
    headers = {"Authorization": f"Token {ACTORS['admin']}"}
    home = f"/api/v5/orgs/{identifier('organization', 'home')}"
    shop = f"{home}/rooms/{identifier('room', 'shop')}"
    links = f"{shop}/domain_links"
    brand = {"name": "Spring", "primary_color_code": None, "secondary_color_code": "#ffffff"}
    requests = [
        ("POST", f"{home}/rooms", {"name": "Lobby", "is_open": True}),
        ("PATCH", shop, {"name": "Shop", "domain": "shop.example.com"}),
        ("PUT", shop, {"name": "Shop", "id": "x"}),
        ("PATCH", f"{shop}/settings", {"brand_id": identifier("brand", "winter")}),
        ("POST", f"{shop}/allowed_tags", {"name": "New"}),
        ("DELETE", f"{shop}/allowed_tags/New", None),
        ("POST", links, {"domain_room_id": identifier("room", "blog")}),
        ("DELETE", f"{links}/{identifier('room', 'blog')}", None),
        ("POST", f"{home}/brands", brand),
        ("PATCH", f"{home}/brands/{identifier('brand', 'summer')}", {"name": "Summer"}),
        ("DELETE", f"{home}/brands/{identifier('brand', 'winter')}", None),
        ("GET", f"{home}/rooms?ordering=-created_at&is_shared=false", None),
        ("GET", f"{home}/brands", None),
        ("GET", f"{home}/allowed_tags", None),
        ("GET", f"{shop}/queues/", None),
        ("GET", f"/api/v5/users/{identifier('user', 'admin')}/rooms", None),
        ("DELETE", f"{home}/rooms/{identifier('room', 'returns')}", None),
    ]
    async with httpx.AsyncClient(
        transport=transport, base_url="http://mock", headers=headers
    ) as client:
        return [
            (await client.request(method, path, json=body)).status_code
            for method, path, body in requests
        ]


@pytest.mark.parametrize(
    "name", [*SAMPLE, *(pytest.param(name, marks=pytest.mark.full) for name in MORE)]
)
def test_suite_names_exactly_what_is_broken(name: str) -> None:
    mutant = next(each for each in every() if each.id == name)
    verdict = run_one(mutant, seed=1, scope="near")
    assert verdict.fate == "killed", line(verdict)
