"""Everything that our document says can be read on the site, without JavaScript."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import sys
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
import yaml
from clausegen.model import Api, Operation
from clausegen.words.causes import causes_of
from clausegen.words.collection import clauses
from site_reader import Page, dead_links, pages

CLIENT = Path(__file__).parents[4] / "clients" / "python"


@pytest.fixture(scope="session")
def read(site: dict[str, bytes]) -> dict[str, Page]:
    return pages(site)


def body_of(api: Api, operation: Operation) -> list[str]:
    contents = operation.body.contents if operation.body else ()
    schema = contents[0].schema if contents else None
    return [each.name for each in api.attributes(schema)] if schema else []


def test_every_operation_can_be_read(api: Api, read: dict[str, Page]) -> None:
    missing = []
    for operation in api.operations:
        page = read[f"operations/{operation.id}.html"]
        wanted = [operation.path, operation.verb, operation.summary]
        wanted += [each.name for each in operation.parameters]
        wanted += body_of(api, operation)
        for response in operation.responses:
            wanted += [response.status, response.description]
            wanted += [cause.when[1:] for cause in causes_of(response)]
        wanted += ["curl", "httpx.request(", "await fetch(", "import Client"]
        text = page.text.replace("/ ", "/").replace(" /", "/").replace("} ", "}").replace(" {", "{")
        missing += [(operation.id, word) for word in wanted if word.replace("`", "") not in text]
    assert missing == []


def test_every_place_has_an_address(api: Api, read: dict[str, Page]) -> None:
    missing = []
    for operation in api.operations:
        ids = read[f"operations/{operation.id}.html"].ids
        wanted = [f"{each.location}.{each.name}" for each in operation.parameters]
        wanted += [f"body.{name}" for name in body_of(api, operation)]
        for response in operation.responses:
            wanted.append(response.status)
            wanted += [f"{response.status}.{cause.id}" for cause in causes_of(response)]
        missing += [(operation.id, each) for each in wanted if each not in ids]
    for name, schema in api.schemas.items():
        ids = read[f"schemas/{name}.html"].ids
        missing += [(name, each.name) for each in api.attributes(schema) if each.name not in ids]
    assert missing == []


def test_every_clause_is_stated_where_it_belongs(api: Api, read: dict[str, Page]) -> None:
    missing = []
    for clause in clauses(api):
        folder = (
            ("operations", clause.operation.id)
            if clause.operation
            else ("schemas", clause.resource)
        )
        page = read["{}/{}.html".format(*folder)]
        if f"clause:{clause.id}" not in page.ids or clause.sentence not in page.text:
            missing.append(clause.id)
    assert missing == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", ["required", "not empty"]),
        ("id", ["string (uuid)", "read-only"]),
        ("domain", ["or null", "optional", "immutable", "never changed afterwards"]),
        ("language_code", ["default", '"en"', "optional"]),
        ("token", ["deprecated", "read-only"]),
    ],
)
def test_an_attribute_tells_how_it_may_be_used(
    site: dict[str, bytes], name: str, words: list[str]
) -> None:
    html = site["schemas/Room.html"].decode()
    start = html.index(f'<li id="{name}">')
    row = Page(html[start : html.index("\n<li id=", start + 1)]).text
    assert [word for word in words if word not in row] == []


def test_links_lead_somewhere_and_ids_are_unique(
    site: dict[str, bytes], read: dict[str, Page]
) -> None:
    assert list(dead_links(site)) == []
    repeated = {
        name: twice
        for name, page in read.items()
        if (twice := [each for each, count in Counter(page.ids).items() if count > 1])
    }
    assert repeated == {}


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(
    site: dict[str, bytes], read: dict[str, Page]
) -> None:
    for name, page in read.items():
        assert page.inline == [], name
        assert page.unclosed == [], name
        assert not [each for each in page.fetched if "//" in each], name
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in unescape(
            site[name].decode()
        )
    assert b"url(" not in site["assets/docs.css"]
    assert b"@import" not in site["assets/docs.css"]


def test_machines_find_everything(api: Api, site: dict[str, bytes]) -> None:
    assert json.loads(site["openapi.json"]) == api.bundle
    assert yaml.load(site["openapi.yaml"], yaml.CSafeLoader) == json.loads(site["openapi.json"])
    listed = site["llms.txt"].decode()
    written = [name for name in site if name.endswith(".md")]
    assert [name for name in written if f"]({name})" not in listed] == []
    assert {name[:-3] for name in written} == {name[:-5] for name in site if ".html" in name}
    whole = site["llms-full.txt"].decode()
    assert all(each.path in whole for each in api.operations)


def test_the_example_of_a_schema_is_the_documents_own(site: dict[str, bytes]) -> None:
    example = site["schemas/Room.md"].decode().partition("```json")[2]
    assert '"name": "Returns desk"' in example
    assert '"text"' not in example


def test_examples_of_one_status_are_told_apart(site: dict[str, bytes]) -> None:
    page = Page(site["operations/createRoom.html"].decode()).text
    assert "401 The Authorization header was missing 403 no subscription" in page


def test_samples_of_our_client_fit_our_client(api: Api, site: dict[str, bytes]) -> None:
    sys.path.insert(0, str(CLIENT))
    client_class = importlib.import_module("giosg_rooms_and_brands").Client
    for operation in api.operations:
        text = site[f"operations/{operation.id}.md"].decode()
        source = text.split("```python\n")[1].split("```")[0]
        calls = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)]
        made, called = (
            calls[0],
            next(each for each in calls if ast.unparse(each.func).startswith("client.")),
        )
        inspect.signature(client_class).bind(**{str(each.arg): "" for each in made.keywords})
        with client_class(api_token="") as client:
            method = eval(ast.unparse(called.func), {"client": client})
        inspect.signature(method).bind(**{str(each.arg): "" for each in called.keywords})
