"""A mock of any document: state, refusals as the document lists them, samples for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.load import load_api
from clausemock.derived.plan import plan
from clausemock.store import StoreError
from corpus import CORPUS, needed
from mocked import MakeMock
from mocked_documents import BIKES, WORDS


def test_the_life_of_a_record(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES, x_key="mock-user".replace("_", "-"))
    mock.headers = {"x-key": "mock-user"}
    made = mock("POST", "/bikes", {"frame": "AB123", "secret": "s"})
    assert made.status == 201
    bike = made.json
    assert bike == {
        "id": bike["id"],
        "frame": "AB123",
        "colour": None,
        "gears": 3,
        "made_at": bike["made_at"],
    }
    where = f"/bikes/{bike['id']}"
    assert made.headers["location"] == where
    assert mock("GET", where).json == bike
    assert bike in mock("GET", "/bikes").json["data"]
    assert mock("PATCH", where, {"colour": "red"}).json == {**bike, "colour": "red"}
    assert mock("PUT", where, {"frame": "CD456", "gears": 9}).json == {
        **bike,
        "frame": "CD456",
        "gears": 9,
    }
    assert mock("DELETE", where).status == 204
    gone = mock("GET", where)
    assert gone.status == 404
    assert gone.json["message"] == f"There is no {where}."
    assert bike["id"] not in [each["id"] for each in mock("GET", "/bikes").json["data"]]


def test_lists_are_filtered_and_paged(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    mock.headers = {"x-key": "mock-user"}
    for index in range(5):
        mock("POST", "/bikes", {"frame": f"AB12{index}", "colour": "blue" if index % 2 else "red"})
    everything = mock("GET", "/bikes?limit=100").json
    assert everything["total"] == len(everything["data"]) == 8
    pages = [mock("GET", f"/bikes?limit=3&page={number}").json["data"] for number in (1, 2, 3)]
    assert [each for page in pages for each in page] == everything["data"]
    blue = mock("GET", "/bikes?colour=blue").json["data"]
    assert blue == [each for each in everything["data"] if each["colour"] == "blue"]
    assert len(blue) >= 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "frame"),
        ({"frame": "nonsense"}, "frame"),
        ({"frame": "AB123", "gears": 0}, "gears"),
        (b"{", "not JSON"),
        ([], "object"),
    ],
)
def test_a_wrong_payload_gets_the_listed_status(mock_of: MakeMock, body: object, told: str) -> None:
    mock = mock_of(BIKES)
    refused = mock("POST", "/bikes", body, x_key="mock-user")
    assert refused.status == 422
    assert told in refused.json["message"]
    assert mock("GET", "/bikes").json["total"] == 3


def test_what_no_answer_could_show_is_refused(mock_of: MakeMock) -> None:
    """The payload's own schema takes any text, the bike's does not."""
    mock = mock_of(BIKES)
    before = mock("GET", "/bikes/1").json
    for sent in ({"colour": "plaid"}, {"gears": 0}):
        refused = mock("PATCH", "/bikes/1", sent)
        assert refused.status == 400
        assert next(iter(sent)) in refused.json["detail"]
    assert mock("GET", "/bikes/1").json == before


def test_what_is_read_only_stays_whatever_the_payload_names(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    before = mock("GET", "/bikes/1").json
    sent = {"made_at": "2001-02-03T04:05:06Z", "id": 9, "gears": 7}
    assert mock("PATCH", "/bikes/1", sent).json == {**before, "gears": 7}


def test_the_page_for_people_tells_what_is_there(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    made = mock("POST", "/bikes", {"frame": "AB123"}, x_key="mock-user").json
    page = mock("GET", "/").content.decode()
    assert "<td><code>/bikes</code></td><td>4</td>" in page
    assert f"{made['id']}</td>" in page
    assert "mock-user" in page


def test_the_first_records_are_the_same_each_time(mock_of: MakeMock) -> None:
    first, second = mock_of(BIKES)("GET", "/bikes").json, mock_of(BIKES)("GET", "/bikes").json
    for body in (first, second):
        for each in body["data"]:
            del each["made_at"]
    assert first == second


def test_reset_goes_back_to_the_beginning(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    mock.headers = {"x-key": "mock-user"}
    before = mock("GET", "/bikes").json["total"]
    mock("POST", "/bikes", {"frame": "AB123"})
    assert mock("POST", "/__mock__/reset").status == 204
    assert mock("GET", "/bikes").json["total"] == before


def test_a_file_keeps_the_state(mock_of: MakeMock, tmp_path: Path) -> None:
    file = str(tmp_path / "bikes.db")
    mock = mock_of(BIKES, database=file)
    made = mock("POST", "/bikes", {"frame": "AB123"}, x_key="mock-user").json
    with pytest.raises(StoreError, match=r"cannot use the database .*locked"):
        mock_of(BIKES, database=file)
    mock._app._service.state.close()
    assert mock_of(BIKES, database=file)("GET", f"/bikes/{made['id']}").json == made


def test_a_foreign_file_is_not_touched(mock_of: MakeMock, tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE mine (a)")
    with pytest.raises(StoreError, match="not made by this version"):
        mock_of(BIKES, database=str(file))


def test_words_are_kept(mock_of: MakeMock) -> None:
    mock = mock_of(WORDS)
    oak = mock("POST", "/shelves", {"code": "A", "wood": "oak", "owner_id": "7"}).json
    assert oak["owner"]["id"] == "7"
    assert mock("POST", "/shelves", {"code": "A"}).status == 409
    pine = mock("POST", "/shelves", {"code": "B", "wood": "pine"}).json
    assert pine["owner"] is None
    where = f"/shelves/{pine['id']}"
    assert mock("PATCH", where, {"code": "A"}).status == 400
    assert mock("PATCH", where, {"code": "B", "wood": "pine"}).status == 200
    assert mock("PATCH", where, {"code": "B", "wood": "oak"}).status == 400


DERIVED = {
    "oai-petstore.yaml": 3,
    "redocly-museum.yaml": 5,
    "readme-train-travel-31.yaml": 4,
    "realworld-31.yaml": 11,
    "loopback-todo.json": 6,
    "xero-projects.yaml": 15,
}


@needed
@pytest.mark.parametrize("name", DERIVED)
def test_documents_of_others_have_a_state(name: str) -> None:
    assert plan(load_api(CORPUS / name)).derived >= DERIVED[name]
