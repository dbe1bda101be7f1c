"""An attribute whose name has a dot is one attribute; another way with a dot leads inwards."""

from __future__ import annotations

import pytest
from mocked import MakeMock

DOTTED = """
openapi: 3.1.0
info: {title: Machines, version: "1"}
components:
  schemas:
    Machine:
      type: object
      required: [id, cpu.load, place]
      properties:
        id: {type: integer, readOnly: true}
        cpu.load: {type: integer}
        place: {type: object, required: [room], properties: {room: {type: string}}}
paths:
  /machines:
    get:
      operationId: listMachines
      parameters:
        - {name: load, in: query, schema: {type: integer},
           x-contract: {filter: {attribute: cpu.load}}}
        - {name: over, in: query, schema: {type: integer},
           x-contract: {filter: {attribute: cpu.load, operator: gt}}}
        - {name: room, in: query, schema: {type: string},
           x-contract: {filter: {attribute: place.room}}}
        - name: sort
          in: query
          schema: {type: string, enum: [load, room]}
          x-contract:
            ordering:
              load: {by: cpu.load, order: ascending}
              room: {by: place.room, order: descending}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Machine"}}
    post:
      operationId: createMachine
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/Machine"}}}
      responses:
        "201":
          description: made
          content: {application/json: {schema: {$ref: "#/components/schemas/Machine"}}}
  /machines/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: getMachine
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "#/components/schemas/Machine"}}}
"""


@pytest.mark.parametrize(
    ("query", "loads"),
    [
        ("load=207", [207]),
        ("over=205", [209, 207]),
        ("room=b", [205]),
        ("sort=load&over=200", [205, 207, 209]),
        ("sort=room&over=200", [207, 205, 209]),
    ],
)
def test_filters_and_orders(mock_of: MakeMock, query: str, loads: list[int]) -> None:
    mock = mock_of(DOTTED)
    for load, room in ((209, "a"), (207, "c"), (205, "b")):
        sent = {"cpu.load": load, "place": {"room": room}}
        assert mock("POST", "/machines", sent).status == 201
    assert [each["cpu.load"] for each in mock("GET", f"/machines?{query}").json] == loads
