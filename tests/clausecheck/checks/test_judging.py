"""What one answer breaks, remarks or leaves open, document by document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from clausecheck.failures import ContractFailure
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.exchange import NO_JSON, Exchange
from clausecheck.http.target import load_target
from clausecheck.run.books import Tally
from clausecheck.search.judging import Judge, judged
from clausecheck.world import contract as run
from clausecheck.world.contract import Contract
from clausegen.manifest import Manifest, Tolerates
from clausegen.text.problems import Place, Problem, SpecError
from tiny_servers import http

CALLER = Actor(name="caller", token="secret")
JSON = {"content-type": "application/json"}
THING = {"type": "object", "required": ["q"]}


def contract_of(
    folder: Path,
    responses: Mapping[str, Any],
    schemas: Mapping[str, Any] | None = None,
    method: str = "get",
) -> Contract:
    """A document with one operation, getA on /a."""
    file = folder / "openapi.yaml"
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {method: {"operationId": "getA", "responses": dict(responses)}}},
        "components": {"schemas": dict(schemas or {})},
    }
    file.write_text(yaml.safe_dump(document))
    return run.contract_of(Manifest(document=file))


def listed(status: str, contents: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    content = {name: {"schema": each} if each else {} for name, each in (contents or {}).items()}
    return {status: {"description": "d", "content": content, **more}}


def answer(
    body: Any = None, *, status: int = 200, headers: Mapping[str, str] = JSON, **more: Any
) -> Exchange:
    """`body` is a JSON value; a bytes one is text as it is."""
    is_text = isinstance(body, bytes)
    text = body.decode() if is_text else msgspec.json.encode(body).decode()
    return Exchange(
        actor=CALLER,
        method="GET",
        url="http://127.0.0.1/a",
        status=status,
        headers=headers,
        text=text,
        json=NO_JSON if is_text else body,
        **more,
    )


def said(contract: Contract, exchange: Exchange, **how: Any) -> list[str]:
    """Ids of broken clauses, texts of remarks, reasons of what was not read."""
    asked = msgspec.structs.replace(exchange, operation=contract.document.operation("getA"))
    return [
        each.broken.clause
        if isinstance(each, ContractFailure)
        else getattr(each, "said", None) or f"unread: {getattr(each, 'reason', '')}"
        for each in judged(contract, asked, **how)
    ]


BROKEN = ["getA.responses"]
CSV_FIRST = {"text/csv": {"type": "string"}, "application/json": THING}


@pytest.mark.parametrize(
    ("status", "documented", "expected"),
    [
        (200, "200", []),
        (201, "2XX", []),
        (202, "200", BROKEN),
        (302, "302", []),
        (304, "304", []),
        (302, "200", BROKEN),
        (404, "4XX", []),
        (404, "default", []),
        (404, "200", ["answered 404, which the document does not list (200)"]),
        (405, "200", []),
        (429, "200", []),
        (500, "200", BROKEN),
        (503, "200", BROKEN),
        (500, "5XX", ["answered 500, as documented: a failure of the server"]),
        (500, "default", ["answered 500, as documented: a failure of the server"]),
    ],
)
def test_statuses(status: int, documented: str, expected: list[str], tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed(documented))
    assert said(contract, answer(b"", status=status)) == expected


def test_a_server_that_asks_to_wait_says_nothing_about_the_contract(tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed("200"))
    assert said(contract, answer(b"", status=503, headers={"retry-after": "1"})) == []


def test_a_path_that_was_made_up_may_lead_anywhere(tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed("200"))
    remark = "answered 302, which the document does not list (200)"
    assert said(contract, answer(b"", status=302), made_up=True) == [remark]
    led = answer(b"", status=302)
    nobody = msgspec.structs.replace(led, actor=Actor(name="anonymous"))
    assert said(contract, nobody) == BROKEN, "nobody is asked who he is"
    to_login = {**led.headers, "location": "/accounts/login/?next=/a"}
    nobody = msgspec.structs.replace(nobody, headers=to_login)
    assert said(contract, nobody) == [remark], "to where one logs in"


@pytest.mark.parametrize(
    ("documented", "media_type", "body", "expected"),
    [
        ({"text/plain": {"type": "string"}}, "text/plain; charset=utf-8", b"hello", []),
        ({"text/plain": {"type": "string", "maxLength": 3}}, "text/plain", b"hello", BROKEN),
        ({"image/*": None}, "image/png", b"\x01", []),
        ({"text/csv": None}, "text/csv", b"a,b", []),
        (CSV_FIRST, *("application/json", {}), BROKEN),
        (CSV_FIRST, *("text/csv", b"a"), []),
        ({"application/json": THING, "application/*": None}, *("application/pdf", b"a"), []),
        ({"application/json": THING, "application/*": None}, *("application/json", {}), BROKEN),
        ({"*/*": THING}, *("application/json", {}), BROKEN),
        ({"application/json": THING}, *("text/html", b"<p>"), BROKEN),
        ({"application/json": THING}, *("application/json", b"<p>"), BROKEN),
        ({"application/json": THING}, *("application/json", b""), BROKEN),
        ({"application/json": THING}, *("", {"q": 1}), []),
        ({"application/json": THING}, *("", {}), BROKEN),
        ({"application/problem+json": THING}, *("application/problem+json", {}), BROKEN),
        ({"application/json; v=2": THING}, *("application/json; v=1", {"q": 1}), BROKEN),
        (
            {"application/xml": THING},
            *("application/xml", b"<q/>"),
            ["unread: bodies of application/xml are not read"],
        ),
        ({"application/pdf": {"format": "binary"}}, *("application/pdf", b"a"), []),
    ],
)  # fmt: skip
def test_media_types(
    documented: dict[str, Any], media_type: str, body: Any, expected: list[str], tmp_path: Path
) -> None:
    contract = contract_of(tmp_path, listed("200", documented))
    assert said(contract, answer(body, headers={"content-type": media_type})) == expected


def test_bodies_that_http_does_not_send(tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed("204", {"application/json": THING}))
    assert said(contract, answer(b"", status=204, headers={})) == []
    contract = contract_of(tmp_path, listed("200", {"application/json": THING}))
    head = msgspec.structs.replace(answer(b""), method="HEAD")
    assert said(contract, head) == []


@pytest.mark.parametrize(
    ("schema", "required", "value", "expected"),
    [
        ("integer", True, None, BROKEN),
        ("integer", False, None, []),
        ("integer", True, "7", []),
        ("integer", True, "many", BROKEN),
        ("boolean", True, "true", []),
        ("boolean", True, "yes", BROKEN),
        ("string", True, "7", []),
    ],
)
def test_headers(
    schema: str,
    required: bool,  # noqa: FBT001 - a column of the table
    value: str | None,
    expected: list[str],
    tmp_path: Path,
) -> None:
    headers = {"X-Total": {"required": required, "schema": {"type": schema}}}
    contract = contract_of(tmp_path, listed("200", headers=headers))
    given = {} if value is None else {"x-total": value}
    assert said(contract, answer(b"", headers=given)) == expected


def test_bodies_of_failures_are_held_against_their_schemas_unless_they_are_tolerated(
    tmp_path: Path,
) -> None:
    contract = contract_of(tmp_path, listed("400", {"application/json": THING}))
    assert said(contract, answer({}, status=400)) == BROKEN
    assert said(contract, answer({"q": 1}, status=400)) == []
    tolerating = Manifest(document=tmp_path, tolerates=Tolerates(failure_bodies=True))
    loose = msgspec.structs.replace(contract, manifest=tolerating)
    assert said(loose, answer({}, status=400)) == []


def test_a_creation_may_be_bare_where_that_is_tolerated(tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed("201", {"application/json": THING}), method="post")
    bare = answer(b"", status=201, headers={})
    assert said(contract, bare) == BROKEN
    tolerating = Manifest(document=tmp_path, tolerates=Tolerates(bare_creations=True))
    loose = msgspec.structs.replace(contract, manifest=tolerating)
    assert said(loose, bare) == []
    assert said(loose, answer({}, status=201)) == BROKEN


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        ({"additionalProperties": THING}, {"k": {}}),
        ({"patternProperties": {"^z": THING}}, {"z": {}}),
        ({"type": "array", "prefixItems": [THING]}, [{}]),
        ({"type": "array", "items": THING}, [{}]),
        ({"dependentSchemas": {"x": {"required": ["q"]}}}, {"x": 1}),
        ({"dependentRequired": {"x": ["q"]}}, {"x": 1}),
        ({"if": {"required": ["x"]}, "then": {"required": ["q"]}}, {"x": 1}),
        ({"type": "array", "contains": THING}, []),
        ({"allOf": [{"anyOf": [THING, THING]}]}, {}),
        ({"not": THING}, {"q": 1}),
        ({"propertyNames": {"pattern": "^x"}}, {"y": 1}),
    ],
)  # fmt: skip
def test_nothing_that_the_validator_finds_is_lost(
    schema: dict[str, Any], body: Any, tmp_path: Path
) -> None:
    schema = {"type": "object", **schema}
    contract = contract_of(tmp_path, listed("200", {"application/json": schema}))
    assert said(contract, answer(body)) == BROKEN


def test_what_lacks_in_a_map_breaks_the_clause_of_the_attribute(tmp_path: Path) -> None:
    named = {"V": {"type": "object", "required": ["q"], "properties": {"q": {"type": "integer"}}}}
    schema = {"additionalProperties": {"$ref": "#/components/schemas/V"}}
    contract = contract_of(tmp_path, listed("200", {"application/json": schema}), named)
    assert said(contract, answer({"k": {}})) == ["V.q.type"]
    assert said(contract, answer({"k": {"q": "text"}})) == ["V.q.type"]


PETS = {
    "Pet": {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {
            "propertyName": "t",
            "mapping": {"kitty": "#/components/schemas/Cat"},
        },
    },
    "Cat": {
        "type": "object",
        "required": ["t", "meow"],
        "properties": {"t": {"type": "string"}, "meow": {"type": "boolean"}},
    },
    "Dog": {
        "type": "object",
        "required": ["t", "bark"],
        "properties": {"t": {"type": "string"}, "bark": {"type": "boolean"}},
    },
}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"t": "kitty", "meow": True}, []),
        ({"t": "Dog", "bark": True}, []),
        ({"t": "kitty", "bark": True}, ["Cat.meow.type"]),
        ({"t": "Dog", "meow": True}, ["Dog.bark.type"]),
        ({"t": "unheard of", "meow": True}, []),
    ],
)
def test_a_value_is_of_the_type_that_it_names(
    body: Any, expected: list[str], tmp_path: Path
) -> None:
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
    contract = contract_of(tmp_path, listed("200", {"application/json": schema}), PETS)
    assert said(contract, answer([body])) == expected


def test_what_is_write_only_may_lack_and_is_told_where_it_is_not(tmp_path: Path) -> None:
    user = {
        "type": "object",
        "required": ["name", "password"],
        "properties": {
            "name": {"type": "string"},
            "password": {"type": "string", "writeOnly": True},
        },
    }
    contract = contract_of(tmp_path, listed("200", {"application/json": user}))
    assert said(contract, answer({"name": "a"})) == []
    told = ["answered with password, which is write-only"]
    assert said(contract, answer({"name": "a", "password": "b"})) == told


def test_a_schema_that_nobody_can_read_leaves_the_answers_undecided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unusable(*_: Any) -> None:
        raise SpecError([Problem("schema", "this is no usable JSON Schema", Place("a.yaml", 1))])

    contract = contract_of(tmp_path, listed("200", {"application/json": THING}))
    monkeypatch.setattr("clausecheck.search.blame.validator", unusable)
    (reason,) = said(contract, answer({"q": 1}))
    assert reason.startswith("unread: ")
    assert "no usable JSON Schema" in reason


def served(
    contract: Contract, answer: Callable[[Any], tuple[int, dict[str, str], bytes]]
) -> tuple[Exchange, list[str]]:
    """What the operation answers a client that a judge listens to, and the clauses it booked."""
    booked: list[str] = []
    with http(answer) as url:
        client = Client(contract.document, load_target(None, base_url=url))
        client.observers.append(Judge(contract, lambda each: booked.append(each.broken.clause)).see)
        exchange = client.call("getA", actor="anonymous")
        client.close()
    return exchange, booked


def test_whoever_asks_the_answer_is_judged(tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed("200", {"application/json": THING}))
    exchange, booked = served(contract, lambda _: (200, dict(JSON), b"{}"))
    assert exchange.ok
    assert booked == BROKEN


@pytest.mark.parametrize(("documented", "status"), [("302", 302), ("3XX", 302), ("200", 200)])
def test_a_documented_redirection_is_an_answer_and_not_followed(
    documented: str, status: int, tmp_path: Path
) -> None:
    contract = contract_of(tmp_path, listed(documented))

    def answer(request: Any) -> tuple[int, dict[str, str], bytes]:
        return (302, {"Location": "/b"}, b"") if request.path == "/a" else (200, {}, b"")

    exchange, booked = served(contract, answer)
    assert exchange.status == status
    assert booked == []


def test_what_workers_count_comes_together() -> None:
    """As plain values, which is all that crosses between processes."""
    one, other = Tally(remarks={"a": 1, "b": 2}), Tally(remarks={"b": 3})
    one.add(msgspec.convert(msgspec.to_builtins(other), Tally))
    assert one.remarks == {"a": 1, "b": 5}


def test_an_item_of_a_stream_is_a_part_of_the_answer(tmp_path: Path) -> None:
    content = {"application/jsonl": {"itemSchema": THING}}
    contract = contract_of(tmp_path, {"200": {"description": "d", "content": content}})
    headers = {"content-type": "application/jsonl"}
    assert said(contract, answer(b'{"q": 1}\n{"q": 2}\n', headers=headers)) == []
    assert said(contract, answer(b'{"q": 1}\n{"r": 2}\n', headers=headers)) == BROKEN
    assert said(contract, answer(b'{"q": 1}\n{"q":\n', headers=headers)) == BROKEN


def test_lines_of_json_are_not_one_value(tmp_path: Path) -> None:
    contract = contract_of(tmp_path, listed("200", {"application/x-ndjson": THING}))
    lines = answer(b'{"q": 1}\n{"q": 2}\n', headers={"content-type": "application/x-ndjson"})
    assert said(contract, lines) == ["unread: bodies of application/x-ndjson are not read"]
