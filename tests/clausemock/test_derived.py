"""A mock of any document: state, refusals as the document lists them, samples for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.load import load_api
from clausemock.derived.plan import plan
from clausemock.store import StoreError
from corpus import CORPUS, needed
from mocked import MakeMock

BIKES = """
openapi: 3.1.0
info: {title: Bikes, version: "1"}
servers: [{url: "https://bikes.example/v2"}]
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Bike:
      type: object
      required: [id, frame, made_at]
      additionalProperties: false
      properties:
        id: {type: integer, readOnly: true}
        frame: {type: string, pattern: "^[A-Z]{2}[0-9]{3}$"}
        colour: {type: [string, "null"], enum: [red, blue, null]}
        gears: {type: integer, minimum: 1, default: 3}
        secret: {type: string, writeOnly: true}
        made_at: {type: string, format: date-time, readOnly: true}
    Problem:
      type: object
      required: [code, message]
      properties: {code: {type: integer}, message: {type: string}}
  responses:
    Refused:
      description: no
      content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}
paths:
  /bikes:
    get:
      operationId: listBikes
      parameters:
        - {name: colour, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1}}
        - {name: page, in: query, schema: {type: integer}}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [total, data]
                properties:
                  total: {type: integer}
                  data: {type: array, items: {$ref: "#/components/schemas/Bike"}}
    post:
      operationId: createBike
      security: [{key: []}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Bike"}}}
      responses:
        "201":
          description: made
          content: {application/json: {schema: {$ref: "#/components/schemas/Bike"}}}
        "401": {$ref: "#/components/responses/Refused"}
        "422": {$ref: "#/components/responses/Refused"}
  /bikes/{bikeId}:
    parameters: [{name: bikeId, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: getBike
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Bike"}}}
        "404": {$ref: "#/components/responses/Refused"}
    put:
      operationId: replaceBike
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Bike"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Bike"}}}
    patch:
      operationId: updateBike
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {colour: {type: [string, "null"]}, gears: {type: integer}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Bike"}}}
    delete: {operationId: deleteBike, responses: {"204": {description: gone}}}
  /bikes/{bikeId}/rides:
    parameters: [{name: bikeId, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: listRides
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: array
                items: {type: object, properties: {name: {type: string}}}
    post:
      operationId: createRide
      requestBody:
        content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
      responses:
        "201":
          description: made
          content:
            application/json: {schema: {type: object, properties: {name: {type: string}}}}
  /bikes/{bikeId}/rides/{name}:
    parameters:
      - {name: bikeId, in: path, required: true, schema: {type: integer}}
      - {name: name, in: path, required: true, schema: {type: string}}
    delete: {operationId: deleteRide, responses: {"204": {description: gone}}}
  /weather:
    get:
      operationId: getWeather
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: object}, example: {sun: true}}}
"""


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


SHIPS = """
openapi: 3.1.0
info: {title: Ships, version: "1"}
components:
  schemas:
    Line:
      type: object
      required: [id, what]
      additionalProperties: false
      properties: {id: {type: string}, what: {type: string}}
    Ship:
      type: object
      required: [id, master, cargo]
      properties:
        id: {type: integer, readOnly: true}
        tagList: {type: array, items: {type: string}}
        master: {type: object, required: [name], properties: {name: {type: string}}}
        cargo: {type: array, items: {$ref: "#/components/schemas/Line"}}
paths:
  /ships:
    get:
      operationId: listShips
      parameters: [{name: tag, in: query, schema: {type: string}}]
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Ship"}}
    post:
      operationId: createShip
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                tagList: {type: array, items: {type: string}}
                master: {type: string}
                cargo:
                  type: array
                  items: {type: object, properties: {what: {type: string}}}
      responses: {"201": {description: made}}
  /ships/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: getShip
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Ship"}}}
"""


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


WORDS = """
openapi: 3.1.0
info: {title: Shelves, version: "1"}
components:
  schemas:
    Shelf:
      type: object
      required: [id, code]
      properties:
        id: {type: integer, readOnly: true}
        code: {type: string, x-contract: {uniqueness: {within: shelf_id}}}
        wood: {type: string, x-contract: {mutability: immutable}}
        owner_id: {type: [string, "null"]}
        owner:
          anyOf: [{$ref: "#/components/schemas/Owner"}, {type: "null"}]
          readOnly: true
          x-contract: {object_of: owner_id}
    Owner: {type: object, required: [id], properties: {id: {type: string}}}
paths:
  /shelves:
    post:
      operationId: createShelf
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
      responses:
        "201":
          description: made
          content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
        "400": {description: refused}
        "409": {description: taken}
  /shelves/{shelf_id}:
    parameters: [{name: shelf_id, in: path, required: true, schema: {type: integer}}]
    patch:
      operationId: updateShelf
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
        "400": {description: refused}
"""


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
