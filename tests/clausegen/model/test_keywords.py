"""Keyword by keyword: which outputs honour it. What none of them does, lint tells the author.

`keywords/whole.yaml` holds every keyword; `keywords/table.tsv` says where each comes out again (x),
and where generated code tells that it leaves it out (t).
UPDATE_CASES=1 writes the table, for a person to review.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from clausegen.lint import choose, lint
from clausegen.load import load
from clausegen.model import Api
from clausegen.render.docs.site import Options, render_site
from clausegen.render.python.client.python_client import python_client
from clausegen.render.python.server.server_stub import server_stub
from clausegen.render.typescript.typescript_client import typescript_client
from clausegen.text.positions import split, step
from clausegen.words.collection import clauses

HERE = Path(__file__).parent / "keywords"
OUTPUTS: dict[str, Callable[[Api], str]] = {
    "docs": lambda api: _texts(_pages(render_site(api, Options()))),
    "server": lambda api: _texts(server_stub(api)[0]),
    "python": lambda api: _texts(python_client(api)[0]),
    "typescript": lambda api: _texts(typescript_client(api)[0]),
    "clauses": lambda api: "\n".join(f"{each.id} {each.sentence}" for each in clauses(api)),
}
NOTES: dict[str, Callable[[Api], Any]] = {
    "server": lambda api: server_stub(api)[1],
    "python": lambda api: python_client(api)[1],
    "typescript": lambda api: typescript_client(api)[1],
}
"""The suite checks what the clauses say, and the mock keeps them."""
GET, POST = "/paths/~1things/get", "/paths/~1things/post"
FORM = "/paths/~1forms/put/requestBody/content/multipart~1form-data/encoding"
THING = "/components/schemas/Thing"
FLAGS = {
    "openapi.security": "/security",
    "operation.deprecated": f"{POST}/deprecated",
    "operation.security": f"{POST}/security",
    "operation.tags": f"{GET}/tags",
    "parameter.required": f"{GET}/parameters/0/required",
    "parameter.deprecated": f"{GET}/parameters/0/deprecated",
    "parameter.allowEmptyValue": f"{GET}/parameters/0/allowEmptyValue",
    "parameter.allowReserved": f"{GET}/parameters/0/allowReserved",
    "parameter.style": f"{GET}/parameters/0/style",
    "parameter.explode": f"{GET}/parameters/1/explode",
    "header.required": f"{GET}/responses/200/headers/@response.headers/required",
    "header.deprecated": f"{GET}/responses/200/headers/@response.headers/deprecated",
    "header.explode": f"{GET}/responses/200/headers/@response.headers/explode",
    "request-body.required": f"{POST}/requestBody/required",
    "encoding.style": f"{FORM}/list/style",
    "encoding.explode": f"{FORM}/many/explode",
    "encoding.allowReserved": f"{FORM}/list/allowReserved",
    "tag.parent": "/tags/1/parent",
    "security-scheme.deprecated": "/components/securitySchemes/key/deprecated",
    "security-scheme.scheme": "/components/securitySchemes/basic/scheme",
    "security-scheme.in": "/components/securitySchemes/key/in",
    "discriminator.defaultMapping": "/components/schemas/Animal/discriminator/defaultMapping",
    "schema.type": f"{THING}/properties/text/type",
    "schema.required": f"{THING}/required",
    "schema.uniqueItems": f"{THING}/properties/list/uniqueItems",
    "schema.readOnly": f"{THING}/properties/own/readOnly",
    "schema.writeOnly": f"{THING}/properties/secret/writeOnly",
    "schema.deprecated": f"{THING}/properties/old/deprecated",
}
"""Keywords that say yes or no, or one of a few words: outputs with and without are compared."""
ELSEWHERE = {
    "openapi.$self": "The loader follows references to it: test_resources.py.",
    "openapi.jsonSchemaDialect": "Lint's rule `dialect` tells which are not honoured.",
}


def _pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the document itself, which the site offers too."""
    return {name: each for name, each in files.items() if not name.startswith("openapi.")}


def _texts(files: Any) -> str:
    return "\n".join(
        each.decode("utf-8", "replace") if isinstance(each, bytes) else each
        for each in files.values()
    )


@cache
def _rows() -> dict[str, str]:
    """Keyword -> the word or number that stands for it in the document."""
    names = dict.fromkeys(re.findall(r"[@#]([a-z-]+\.[$\w]+)", _template()))
    return {name: f"kwd{7001 + index}x" for index, name in enumerate(names)}


@cache
def _template() -> str:
    text = (HERE / "whole.yaml").read_text()
    return "\n".join(line for line in text.splitlines() if not line.startswith("# "))


def _marked(text: str) -> str:
    text = re.sub(r"@([a-z-]+\.[$\w]+)", lambda found: _rows()[found[1]], text)
    return re.sub(r"'#([a-z-]+\.\w+)'", lambda found: _rows()[found[1]][3:-1], text)


@cache
def _whole() -> Any:
    return yaml.safe_load(_marked(_template()))


def _loaded(folder: Path, value: Any) -> Any:
    path = folder / "api.json"
    path.write_text(json.dumps(value))
    return load(path)


def _without(pointer: str) -> Any:
    value = copy.deepcopy(_whole())
    *way, last = split(_marked(pointer))
    parent = value
    for token in way:
        parent = step(parent, token)
    del parent[last]
    return value


def test_every_keyword_of_the_specification_has_a_row() -> None:
    text = resources.files("clausegen.lint").joinpath("openapi", "3.2.json").read_text("utf-8")
    known = {each.split(".")[1] for each in (*_rows(), *FLAGS, *ELSEWHERE)}
    structure = {"$ref", "components", "content", "examples", "headers", "schemas", "type", "value"}
    structure |= {"flows", "paths", "info", "openapi", "schema", "responses", "securitySchemes"}
    structure |= {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
    structure |= {"requestBody", "requestBodies", "links", "contact", "license", "servers"}
    structure |= {"pathItems", "mediaTypes", "tags", "variables", "encoding", "operationRef"}
    structure |= {"implicit", "password", "clientCredentials", "authorizationCode"}
    structure |= {"deviceAuthorization", "identifier"}  # beside license.url
    found: set[str] = set()
    stack = [json.loads(text)]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            found |= set(node.get("properties") or ())
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    assert sorted(found - known - structure) == []


def _observed(folder: Path) -> dict[str, list[str]]:
    api, bundle = _loaded(folder, _whole())
    assert api.problems == ()
    unread = " ".join(p.message for _, p in lint(api, bundle, choose(select=["unread"])))
    whole = {name: output(api) for name, output in OUTPUTS.items()}
    rows = {}
    for row, mark in _rows().items():
        wanted = mark if f"@{row}" in _template() else mark[3:-1]
        rows[row] = [_cross(wanted in text.lower()) for text in whole.values()]
    for row, pointer in FLAGS.items():
        api, _ = _loaded(folder, _without(pointer))
        rows[row] = [_cross(output(api) != whole[name]) for name, output in OUTPUTS.items()]
    api, _ = _loaded(folder, _whole())
    notes = {name: {each.message for each in told(api)} for name, told in NOTES.items()}
    for row, crosses in rows.items():
        for index, name in enumerate(whole):
            if f"{row.removeprefix('schema.')} is not checked" in notes.get(name, ()):
                assert crosses[index] == ".", row
                crosses[index] = "t"
    return {row: [*rows[row], _cross(f"`{row}`" in unread)] for row in sorted(rows)}


def _cross(held: object) -> str:
    return "x" if held else "."


def test_the_table(tmp_path: Path) -> None:
    observed = _observed(tmp_path)
    lines = ["\t".join(("keyword", *OUTPUTS, "told"))]
    lines += ["\t".join((row, *crosses)) for row, crosses in observed.items()]
    table = HERE / "table.tsv"
    if os.environ.get("UPDATE_CASES"):
        table.write_text("".join(f"{line}\n" for line in lines))
    assert lines == table.read_text().splitlines()
    lost = [row for row, crosses in observed.items() if "x" not in crosses]
    assert lost == [row for row in observed if row in ELSEWHERE]
    both = [row for row, crosses in observed.items() if crosses[-1] == "x" and "x" in crosses[:-1]]
    assert both == []


@pytest.mark.parametrize("row", sorted(FLAGS))
def test_lint_knows_the_shape_of_flags(tmp_path: Path, row: str) -> None:
    value = copy.deepcopy(_whole())
    *way, last = split(_marked(FLAGS[row]))
    parent = value
    for token in way:
        parent = step(parent, token)
    parent[last] = [[5]]
    api, bundle = _loaded(tmp_path, value)
    at = _marked(FLAGS[row])
    found = [problem.where.pointer for level, problem in lint(api, bundle) if level == "error"]
    assert any(f"{each}/".startswith(f"{at}/") or at.startswith(f"{each}/") for each in found)
