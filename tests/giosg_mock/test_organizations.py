"""Requests of two organizations at the same time: neither ever sees what is the other's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from test_serve import serving

ROUNDS = 12
COLORS = {"primary_color_code": "#112233", "secondary_color_code": "#445566"}
ACTORS = ("admin", "outsider") * 3


@pytest.fixture
def actors(tmp_path: Path) -> Iterator[dict[str, dict[str, str]]]:
    """Of a mock that keeps its data in a file: token, organization_id and base URL of each."""
    file = tmp_path / "target.toml"
    with serving("--target-file", str(file), "--database", str(tmp_path / "mock.db")) as (_, url):
        told = tomllib.loads(file.read_text())["actors"]
        yield {name: {**told[name], "url": url} for name in set(ACTORS)}


def worked(number: int, actor: dict[str, str]) -> tuple[set[str], set[str]]:
    """Makes, reads, lists and removes brands: the ids that it made, and those it was shown."""
    organization = actor["organization_id"]
    brands = f"/api/v5/orgs/{organization}/brands"
    made, seen = set[str](), set[str]()
    headers = {"authorization": f"{actor['scheme']} {actor['token']}"}
    with httpx.Client(base_url=actor["url"], headers=headers, timeout=60) as client:
        for turn in range(ROUNDS):
            answer = client.post(brands, json={**COLORS, "name": f"made by {number}, {turn}"})
            assert answer.status_code == 201
            brand = answer.json()
            made.add(brand["id"])
            assert brand["organization_id"] == organization
            assert client.get(f"{brands}/{brand['id']}").json() == brand
            seen |= {each["id"] for each in listed(client, brands)}
            if turn % 2:
                assert client.delete(f"{brands}/{brand['id']}").status_code == 204
    return made, seen


def listed(client: httpx.Client, path: str) -> Iterator[dict[str, str]]:
    url: str | None = path
    while url:
        page = client.get(url).json()
        yield from page["results"]
        url = page["next"]


def test_neither_sees_what_is_the_others(actors: dict[str, dict[str, str]]) -> None:
    with ThreadPoolExecutor(len(ACTORS)) as pool:
        done = list(pool.map(worked, range(len(ACTORS)), [actors[name] for name in ACTORS]))
    made, seen = ({name: set[str]() for name in actors} for _ in range(2))
    for name, (own, shown) in zip(ACTORS, done, strict=True):
        made[name] |= own
        seen[name] |= shown
    assert all(len(each) == 3 * ROUNDS for each in made.values())
    assert not seen["admin"] & seen["outsider"]
    for name, other in (("admin", "outsider"), ("outsider", "admin")):
        assert made[name] <= seen[name]
        assert not made[other] & seen[name]
