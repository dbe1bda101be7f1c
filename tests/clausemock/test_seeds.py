"""Data of one's own: written, read again, checked, put back."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausemock.app import Options, announced, build, target_of
from clausemock.derived.application import Application
from clausemock.derived.seeds import read, written
from clausemock.derived.service import Service
from clausemock.derived.state import State
from clausemock.guest import SeedError
from mocked import MakeMock, Mocked
from mocked_documents import BIKES

SEED = """
["/bikes"."7"]
frame = "AB123"
colour = "red"
made_at = 2020-01-02T03:04:05Z
["/bikes"."9"]
frame = "CD456"
["/bikes/7/rides"."home"]
name = "home"
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "bikes.yaml"
    file.write_text(BIKES, encoding="utf-8")
    return file


@pytest.fixture
def seed_file(tmp_path: Path) -> Path:
    file = tmp_path / "seed.toml"
    file.write_text(SEED, encoding="utf-8")
    return file


def mock_with(document: Path, told: Any, database: str = ":memory:") -> Mocked:
    api = load_api(document)
    service = Service(api, State(database), start=told)
    return Mocked(Application(api, service), {"x-key": "mock-user"})


def test_what_is_told_is_there_and_nothing_else(document: Path, seed_file: Path) -> None:
    mock = mock_with(document, read(seed_file))
    assert mock("GET", "/bikes").json["data"] == [
        {
            "id": 7,
            "frame": "AB123",
            "colour": "red",
            "gears": 3,
            "made_at": "2020-01-02T03:04:05Z",
        },
        {**mock("GET", "/bikes/9").json, "frame": "CD456", "colour": None, "gears": 3},
    ]
    assert mock("GET", "/bikes/7/rides").json == [{"name": "home"}]
    assert mock("GET", "/bikes/9/rides").json == []
    assert mock("GET", "/bikes/1").status == 404


def test_what_is_made_takes_no_key_of_the_seed(document: Path) -> None:
    mock = mock_with(document, {"/bikes": {"3": {"frame": "AB123"}, "4": {"frame": "CD456"}}})
    made = [mock("POST", "/bikes", {"frame": "EF789"}).json["id"] for _ in range(3)]
    assert len({3, 4, *made}) == 5
    assert mock("GET", "/bikes").json["total"] == 5


def test_reset_goes_back_to_the_seed(document: Path, seed_file: Path) -> None:
    mock = mock_with(document, read(seed_file))
    before = mock("GET", "/bikes").json
    mock("DELETE", "/bikes/7")
    mock("POST", "/bikes", {"frame": "EF789"})
    assert mock("POST", "/__mock__/reset").status == 204
    after = mock("GET", "/bikes").json
    for each in (*before["data"], *after["data"]):
        each.pop("made_at")
    assert after == before
    assert mock("GET", "/bikes/7/rides").json == [{"name": "home"}]


def test_the_mock_tells_what_to_ask_with(document: Path, seed_file: Path) -> None:
    mock = Mocked(build(Options(document=document, seed_file=seed_file)))
    known = mock("GET", "/__mock__/known").json
    mock.headers = {"x-key": known["token"]}
    path = f"/bikes/{known['values']['bikeId']}"
    assert mock("GET", path).status == 200
    assert mock("DELETE", path).status == 204
    assert f"/bikes/{mock('GET', '/__mock__/known').json['values']['bikeId']}" != path
    assert mock("POST", "/__mock__/known").status == 405


def test_a_file_that_holds_something_is_not_filled_again(
    document: Path, seed_file: Path, tmp_path: Path
) -> None:
    database = str(tmp_path / "bikes.db")
    mock = mock_with(document, read(seed_file), database)
    mock("DELETE", "/bikes/7")
    mock._app._service.state.close()
    assert mock_with(document, read(seed_file), database)("GET", "/bikes/7").status == 404


def test_a_snapshot_is_put_back(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    mock.headers = {"x-key": "mock-user"}
    made = mock("POST", "/bikes", {"frame": "AB123"}).json
    kept = mock("GET", "/__mock__/snapshot").json
    assert kept["/bikes"][str(made["id"])]["frame"] == "AB123"
    before = mock("GET", "/bikes").json
    mock("DELETE", f"/bikes/{made['id']}")
    assert mock("GET", "/bikes").json != before
    assert mock("PUT", "/__mock__/snapshot", kept).status == 204
    assert mock("GET", "/bikes").json == before
    refused = mock("PUT", "/__mock__/snapshot", {"/bike": {}})
    assert (refused.status, "/bikes" in refused.json["detail"]) == (400, True)
    assert mock("GET", "/bikes").json == before


def test_what_the_mock_starts_with_can_be_told_again(document: Path) -> None:
    api = load_api(document)
    told = Service(api, State()).first_records()
    assert len(told["/bikes"]) == 3
    again = mock_with(document, tomllib.loads(written(told)))
    assert again("GET", "/__mock__/snapshot").json == told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '["/bike"."1"]\nframe = "AB123"',
            '"/bike": the document keeps nothing there; did you mean',
        ),
        (
            '["/bikes"."1"]\nframes = "AB123"',
            "frames: there is no such attribute; did you mean 'frame'",
        ),
        ('["/bikes"."1"]\nframe = "x"', '["/bikes"."1"] frame: '),
        ('["/bikes"."1"]\nframe = "AB123"\nid = 2', "id: 2 is not the key"),
        (
            '["/bikes"."11"]\nframe = "AB123"\n["/bikes/12/rides"."a"]\nname = "a"',
            'there is no ["/bikes"."12"]; did you mean \'11\'',
        ),
        ('[members]\n"/x" = ["/bikes/1"]', 'members "/x": there is no /bikes/1'),
        ('"/bikes" = 1', '"/bikes" holds tables by key'),
        ("[[", "seed.toml: "),
    ],
)
def test_a_wrong_seed_is_refused_with_what_is_near(
    document: Path, tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "seed.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError) as told:
        mock_with(document, read(file))
    assert says in str(told.value)


REFERRING = BIKES.replace(
    "        secret: {type: string, writeOnly: true}\n",
    "        twin_id:\n"
    "          type: integer\n"
    "          x-contract: {references: {operation: getBike, parameter: bikeId}}\n",
)


def test_a_dangling_id_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(REFERRING, encoding="utf-8")
    told = {"/bikes": {"71": {"frame": "AB123"}, "72": {"frame": "AB124", "twin_id": 711}}}
    dangling = r'twin_id: there is no \["/bikes"\."711"\]; did you mean .71'
    with pytest.raises(SeedError, match=dangling):
        mock_with(document, told)
    told["/bikes"]["72"]["twin_id"] = 71
    assert mock_with(document, told)("GET", "/bikes/72").json["twin_id"] == 71


def test_the_target_and_the_first_request_are_of_the_seed(document: Path, seed_file: Path) -> None:
    manifest = manifest_of(None, document)
    told = msgspec.to_builtins(target_of(manifest, seed_file))
    assert told["actors"] == {"user": {"token": "mock-user", "bikeId": "7", "name": "home"}}
    assert announced(manifest, "http://x", seed_file)[1] == "try: curl http://x/bikes"


def test_the_command_writes_what_serve_reads(document: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from clausemock.cli import main; main()",
        "seed",
        str(document),
    ]
    text = subprocess.check_output(command, text=True)
    file = tmp_path / "own.toml"
    file.write_text(text.replace("frame = ", 'colour = "red"\nframe = ', 1), encoding="utf-8")
    told = read(file)
    assert mock_with(document, told)("GET", "/bikes?colour=red").json["total"] >= 1
    as_json = subprocess.check_output([*command, "--json"], text=True)
    assert msgspec.json.decode(as_json).keys() == tomllib.loads(text).keys()
