"""What generated code leaves out is told once a kind, with the first place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from clausegen.commands.stubs import command
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.render.python.client.python_client import python_client
from clausegen.render.python.server.server_stub import server_stub
from clausegen.render.typescript.typescript_client import typescript_client
from clausegen.text.problems import Problem
from click.testing import CliRunner

DOCUMENT = """
openapi: 3.2.0
info: {title: Silent, version: "1"}
security: [{flow: []}, {cert: []}]
paths:
  /a/{x}:
    get:
      operationId: getA
      requestBody: {content: {application/json: {schema: {type: string}}}}
      parameters:
        - {name: all, in: querystring, content: {application/xml: {schema: {type: object}}}}
        - {name: h, in: header, allowReserved: true, schema: {type: string}}
        - {name: q, in: query, content: {text/csv: {schema: {type: string}}}}
      responses:
        "200":
          description: d
          content:
            application/json: {schema: {$ref: "#/components/schemas/A"}}
            application/xml: {schema: {$ref: "#/components/schemas/A"}}
    post:
      operationId: postA
      servers: [{url: "https://{env}.example", variables: {env: {default: a}}}]
      parameters: [{name: x, in: path, required: true, schema: {type: string}}]
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {f: {type: string}}}
            encoding: {f: {headers: {X-Kind: {schema: {type: string}}}}}
          multipart/mixed: {schema: {type: string}}
      responses: {"204": {description: d}}
    trace:
      operationId: traceA
      parameters: [{name: x, in: path, required: true, schema: {}}]
      responses: {"204": {description: d}}
components:
  securitySchemes:
    flow: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example", scopes: {}}}}
    cert: {type: mutualTLS}
  schemas:
    A:
      type: object
      properties:
        n: {type: integer, format: int64}
        m: {type: integer, format: int64}
        t: {type: array, prefixItems: [{type: string}], items: false}
        u: {type: array, uniqueItems: true, items: {type: string, pattern: '^\\p{L}+$'}}
        c: {if: {required: [n]}, then: {required: [m]}, not: {required: [t]}}
        p: {type: object, minProperties: 1, properties: {x: {}}, unevaluatedProperties: false}
        s: {type: object, maxProperties: 2, additionalProperties: {type: number, multipleOf: 0.5}}
        i: {type: integer, multipleOf: 5}
"""
BOTH = {
    "no parameter describes {x}: it is a text",
    "allowReserved of a parameter in header is left out",
    "a parameter of the type text/csv is a text",
    "a parameter of the type application/xml is a text",
    "a body of the type multipart/mixed is bytes",
}
CLIENTS = BOTH | {
    "variables of servers have their defaults",
    "application/xml is not asked for where there is another type",
    "multipart/mixed is not sent where there is another type",
    "flow: the token is given, no flow is run for it",
    "cert: certificates are given to the transport",
}
EXPECTED = {
    "server": BOTH
    | {"headers of a form's parts are texts, and none is checked (part_headers of a call)"}
    | {
        f"{word} is not checked"
        for word in (
            *("uniqueItems", "if", "not", "prefixItems", "minProperties"),
            *("unevaluatedProperties", "multipleOf"),
        )
    }
    | {"application/xml is not answered where there is another type"}
    | {r"the pattern '^\\p{L}+$' is not checked"},
    "python": CLIENTS
    | {"the items of a tuple share one type"}
    | {"headers of a form's parts are texts, and none is asked for (part_headers of with_options)"},
    "typescript": CLIENTS
    | {"headers of a form's parts are texts, and none is asked for (partHeaders of a call)"}
    | {"fetch sends no body with GET or HEAD", "fetch never sends TRACE"}
    | {"integers beyond 2^53 lose digits: numbers of JavaScript end there (here and in 1 more)"},
}
MAKERS = {"server": server_stub, "python": python_client, "typescript": typescript_client}


@pytest.fixture
def api(tmp_path: Path) -> Api:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT)
    return load_api(path)


@pytest.mark.parametrize("target", MAKERS)
def test_what_is_left_out(api: Api, target: str) -> None:
    _, problems = MAKERS[target](api)
    assert {each.message for each in problems} == EXPECTED[target]
    assert len(problems) == len(EXPECTED[target])
    assert all(each.where.line > 1 for each in problems)


def test_places(api: Api) -> None:
    found: dict[str, Problem] = {each.message: each for each in server_stub(api)[1]}
    pointers = {each.partition(" ")[0]: found[each].where.pointer for each in found}
    assert pointers["uniqueItems"] == "/components/schemas/A/properties/u"
    assert pointers["headers"] == (
        "/paths/~1a~1{x}/post/requestBody/content/multipart~1form-data/encoding/f"
    )


def test_the_command_says_where(tmp_path: Path) -> None:
    """Also in a document of one line, where only the pointer tells places apart."""
    whole = json.dumps(yaml.safe_load(DOCUMENT), default=str)
    (tmp_path / "openapi.json").write_text(whole)
    asked = ["server", str(tmp_path / "openapi.json"), "--out", str(tmp_path / "stub")]
    told = CliRunner().invoke(command, asked).stderr
    line = "left-out: uniqueItems is not checked\n    at /components/schemas/A/properties/u\n"
    assert f"{tmp_path}/openapi.json:1: {line}" in told
    assert told.count("\n    at /") == len(EXPECTED["server"])
