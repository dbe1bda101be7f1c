"""What a document says beside its records: forms, parameters, credentials, servers, samples."""

from __future__ import annotations

from mocked import MakeMock
from mocked_documents import BIKES, SHIPS


def test_what_is_sent_in_another_form_is_shown_in_the_answers(mock_of: MakeMock) -> None:
    """A line gets its id, a name in place of a person is no person."""
    mock = mock_of(SHIPS)
    sent = {"tagList": ["fast"], "master": "Ada", "cargo": [{"what": "tea"}]}
    where = mock("POST", "/ships", sent).headers["location"]
    ship = mock("GET", where).json
    assert [(line["what"], type(line["id"])) for line in ship["cargo"]] == [("tea", str)]
    assert isinstance(ship["master"]["name"], str)
    assert mock("GET", "/ships?tag=fast").json == [ship]
    assert mock("GET", "/ships?tag=slow").json == []


def test_a_wrong_parameter_is_refused(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    assert mock("GET", "/bikes?limit=0").status == 400
    assert mock("GET", "/bikes/abc").status == 404


def test_credentials_are_asked_for_where_the_document_does(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    assert mock("GET", "/bikes").status == 200
    assert mock("POST", "/bikes", {"frame": "AB123"}).status == 401
    assert mock("POST", "/bikes", {"frame": "AB123"}, x_key="wrong").status == 401


def test_what_lies_below_goes_with_it(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    mock.headers = {"x-key": "mock-user"}
    id_ = mock("POST", "/bikes", {"frame": "AB123"}).json["id"]
    assert mock("GET", f"/bikes/{id_}/rides").json == []
    assert mock("POST", f"/bikes/{id_}/rides", {"name": "home"}).status == 201
    assert mock("POST", f"/bikes/{id_}/rides", {"name": "home"}).status == 409
    assert mock("GET", f"/bikes/{id_}/rides").json == [{"name": "home"}]
    mock("DELETE", f"/bikes/{id_}")
    assert mock("GET", f"/bikes/{id_}/rides").status == 404


def test_the_path_of_the_server_may_be_given(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    assert mock("GET", "/v2/bikes").json == mock("GET", "/bikes").json


def test_what_nobody_can_derive_is_a_sample(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    assert mock("GET", "/weather").json == {"sun": True}


def test_an_example_that_breaks_its_schema_is_not_answered(mock_of: MakeMock) -> None:
    wrong = "{schema: {type: object, properties: {sun: {type: integer}}}, example: {sun: true}}"
    kept = "{schema: {type: object}, example: {sun: true}}"
    assert kept in BIKES
    mock = mock_of(BIKES.replace(kept, wrong))
    assert isinstance(mock("GET", "/weather").json["sun"], int)
    assert mock("GET", "/weather").json["sun"] is not True


def test_where_keys_are_few_one_is_refused_at_last(mock_of: MakeMock) -> None:
    few = BIKES.replace("{name: {type: string}}", "{name: {enum: [a, b]}}")
    mock = mock_of(few)
    mock.headers = {"x-key": "mock-user"}
    bike = mock("POST", "/bikes", {"frame": "AB123"}).json["id"]
    made = [mock("POST", f"/bikes/{bike}/rides", {}).status for _ in range(4)]
    assert made[0] == 201
    assert made[-1] == 409
    names = [each["name"] for each in mock("GET", f"/bikes/{bike}/rides").json]
    assert len(names) == len(set(names)) == made.count(201)


def test_methods_that_are_not_documented(mock_of: MakeMock) -> None:
    mock = mock_of(BIKES)
    refused = mock("DELETE", "/bikes")
    assert refused.status == 405
    assert refused.headers["allow"] == "GET, OPTIONS, POST"
    assert mock("OPTIONS", "/bikes").status == 204
    head = mock("HEAD", "/bikes")
    assert (head.status, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0
    assert mock("GET", "/nowhere").status == 404
