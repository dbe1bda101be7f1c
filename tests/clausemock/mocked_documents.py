"""Documents of things that a mock can keep."""

from __future__ import annotations

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
