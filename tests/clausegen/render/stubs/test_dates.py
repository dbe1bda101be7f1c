"""Moments, days and UUIDs in the Python client: values of their classes, or texts."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from clausegen.commands.docs import command as docs
from clausegen.commands.stubs import command
from click.testing import CliRunner
from running import ended

MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
UUID_TEXT = {"type": "string", "format": "uuid"}
ID = "7f9e9580-095b-42c7-838c-c04e667b26f7"
NAMED = {"$ref": "#/components/schemas/Moment"}
NOON = datetime(2031, 5, 4, 12, 0, 0, 250_000, timezone(timedelta(hours=2)))
TEXT = "2031-05-04T12:00:00.250000+02:00"
Client = Callable[[str], ModuleType]


def document(value: dict[str, Any], others: dict[str, Any] | None = None) -> str:
    """One operation that takes moments in every place, and answers what it was sent."""
    properties = {"value": value, **(others or {})}
    thing = {"type": "object", "required": ["value"], "properties": properties}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    parameters = [
        {"name": place, "in": place, "required": True, "schema": MOMENT}
        for place in ("path", "query", "header", "cookie")
    ]
    listed = {"name": "several", "in": "query", "schema": {"type": "array", "items": NAMED}}
    put = {
        "operationId": "putThing",
        "parameters": [*parameters, listed],
        "requestBody": {"required": True, **body},
        "responses": {"200": {"description": "It.", **body}},
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Moments", "version": "1"},
            "paths": {"/things/{path}": {"put": put}},
            "components": {"schemas": {"Thing": thing, "Moment": MOMENT}},
        }
    )


def models_of(package: ModuleType) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.models")


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (MOMENT, "dt.datetime"),
        (NAMED, "Moment"),
        ({**MOMENT, "type": ["string", "null"]}, "dt.datetime | None"),
        ({"type": "array", "items": MOMENT}, "list[dt.datetime]"),
        ({"type": "object", "additionalProperties": MOMENT}, "dict[str, dt.datetime]"),
        ({"anyOf": [MOMENT, {"type": "integer"}]}, "dt.datetime | int"),
        ({"anyOf": [MOMENT, {"type": "string"}]}, "str"),
        ({"anyOf": [MOMENT, {"const": "never"}]}, "str"),
        ({**MOMENT, "pattern": "Z$"}, "str"),
        ({**MOMENT, "enum": ["2031-05-04T12:00:00Z"]}, "Open[Literal['2031-05-04T12:00:00Z']]"),
        ({"type": "string", "format": "date"}, "dt.date"),
        ({"type": "string", "format": "uuid"}, "UUID"),
        ({"type": ["string", "null"], "format": "uuid"}, "UUID | None"),
        ({"anyOf": [{"type": "string", "format": "uuid"}, MOMENT]}, "str"),
        ({"type": "string", "format": "uuid", "pattern": "^0"}, "str"),
        ({"type": "string", "format": "time"}, "str"),
        ({"format": "date-time"}, "Any"),
    ],
)
def test_types(client: Client, schema: dict[str, Any], expected: str) -> None:
    models = models_of(client(document(schema)))
    assert models.Thing.__annotations__["value"] == expected
    msgspec.json.Decoder(models.Thing)


class Sent:
    """One call that puts a moment everywhere, what went out, and what came back."""

    def __init__(self, package: ModuleType, answer: Any = None) -> None:
        def reply(request: httpx.Request) -> httpx.Response:
            self.request = request
            return httpx.Response(200, content=answer or request.content)

        with package.Client(
            base_url="https://api.example.com", transport=httpx.MockTransport(reply)
        ) as client:
            self.answer = client.default.put_thing(
                **dict.fromkeys(("path", "query", "header", "cookie"), NOON),
                several=[NOON, NOON],
                body=models_of(package).Thing(value=NOON),
            )


def test_moments_on_the_wire(client: Client) -> None:
    sent = Sent(client(document(MOMENT)))
    assert sent.request.url.path == f"/things/{TEXT}"
    assert sent.request.url.params["query"] == TEXT
    assert sent.request.url.params.get_list("several") == [TEXT, TEXT]
    assert sent.request.headers["header"] == TEXT
    assert json.loads(sent.request.content) == {"value": TEXT}
    assert sent.answer.value == NOON


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2031-05-04T10:00:00Z", datetime(2031, 5, 4, 10, tzinfo=UTC)),
        ("2031-05-04T12:00:00.25+02:00", NOON),
        ("2031-05-04T10:00:00", datetime(2031, 5, 4, 10)),  # noqa: DTZ001 - no zone came
    ],
)
def test_moments_of_answers(client: Client, text: str, moment: datetime) -> None:
    answer = json.dumps({"value": text, "more": text}).encode()
    found = Sent(client(document(MOMENT)), answer).answer
    assert (found.value, found.additional) == (moment, {"more": text})


def test_what_is_no_moment_breaks_the_schema(client: Client) -> None:
    package = client(document(MOMENT))
    with pytest.raises(package.UnexpectedAnswer, match="RFC3339"):
        Sent(package, b'{"value": "yesterday"}')


def test_attributes_may_be_called_like_their_classes(client: Client) -> None:
    others = {"datetime": MOMENT, "date": DAY, "uuid": UUID_TEXT, "UUID": UUID_TEXT, "dt": DAY}
    models = models_of(client(document(MOMENT, others)))
    given = {"value": TEXT, "datetime": TEXT, "date": "2031-05-04", "uuid": ID, "UUID": ID}
    found = msgspec.json.decode(json.dumps({**given, "dt": "2031-05-05"}), type=models.Thing)
    assert (found.datetime, found.date, found.dt_) == (NOON, date(2031, 5, 4), date(2031, 5, 5))
    assert found.uuid == found.uuid_2 == UUID(ID)


def test_days_and_uuids_on_the_wire(client: Client) -> None:
    """In every place; a text that is given instead arrives as well."""
    text = document(DAY).replace(json.dumps(MOMENT), json.dumps(UUID_TEXT))
    package = client(text)
    requests: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, content=request.content)

    transport = httpx.MockTransport(reply)
    places = ("path", "query", "header", "cookie")
    body = models_of(package).Thing(value=date(2031, 5, 4))
    with package.Client(base_url="https://api.example.com", transport=transport) as sending:
        for given in (UUID(ID), ID):
            put = sending.default.put_thing
            answer = put(**dict.fromkeys(places, given), several=[given, given], body=body)
            assert answer == body
    for request in requests:
        assert request.url.path == f"/things/{ID}"
        assert request.url.query == f"query={ID}&several={ID}&several={ID}".encode()
        assert (request.headers["header"], request.headers["cookie"]) == (ID, f"cookie={ID}")
        assert json.loads(request.content) == {"value": "2031-05-04"}


def generated(folder: Path, *options: str) -> Path:
    (folder / "openapi.json").write_text(document(MOMENT, {"maybe": NAMED, "id": UUID_TEXT}))
    asked = ["client", str(folder / "openapi.json"), "--package", "moments"]
    asked += ["--out", str(folder / "out"), *options]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 0, result.output
    return folder / "out"


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ((), ("dt.datetime", "UUID")),
        (("--dates", "str"), ("str", "UUID")),
        (("--uuids", "str"), ("dt.datetime", "str")),
    ],
)
def test_texts_as_they_are_asked_for(
    tmp_path: Path, options: tuple[str, ...], kinds: tuple[str, str]
) -> None:
    out = generated(tmp_path, *options)
    models = (out / "moments" / "models.py").read_text()
    dates, uuids = kinds
    assert f"Moment: TypeAlias = {dates}\n" in models
    assert f"    id: {uuids} | UnsetType = UNSET\n" in models
    assert ("import datetime as dt" in models) == (dates == "dt.datetime")
    assert ("from uuid import UUID" in models) == (uuids == "UUID")
    assert ("**Moments**" in (out / "README.md").read_text()) == (dates == "dt.datetime")
    assert f"query: {dates}," in (out / "moments" / "api" / "default.py").read_text()


def test_the_code_is_formatted_and_typed(tmp_path: Path) -> None:
    out = generated(tmp_path)
    (out / "use.py").write_text(
        "from moments.models import Thing\n\n\n"
        "def year(thing: Thing) -> int:\n    return thing.value.year\n"
    )
    style = ("--no-cache", "--isolated", "--config", "line-length=100")
    for command_ in (
        ("ruff", "format", *style, "--diff", "moments"),
        ("ruff", "check", *style, "--select", "F,I,UP", "--ignore", "UP040,UP046,UP047", "moments"),
        ("mypy", "--strict", "--cache-dir", str(tmp_path / "mypy"), "moments", "use.py"),
    ):
        done = ended([sys.executable, "-m", *command_], cwd=out)
        assert done.returncode == 0, done.stdout + done.stderr


def test_samples_of_the_documentation_pass_what_the_client_takes(tmp_path: Path) -> None:
    text = document(MOMENT, {"day": DAY, "id": UUID_TEXT})
    text = text.replace('"required": ["value"]', '"required": ["value", "day", "id"]')
    (tmp_path / "openapi.json").write_text(text)
    asked = [str(tmp_path / "openapi.json"), "--client", "pip install x", "--out"]
    assert CliRunner().invoke(docs, [*asked, str(tmp_path / "site")]).exit_code == 0
    page = (tmp_path / "site" / "operations" / "putThing.md").read_text()
    assert "from datetime import date, datetime\nfrom uuid import UUID\n\nfrom " in page
    assert re.findall(r"(\w+)=(?:UUID|date.fromisoformat)\(\"", page) == ["day", "id"]
    moments = re.findall(r"(\w+)=datetime.fromisoformat\(\"[^\"]+\"\)", page)
    assert moments == ["path", "query", "header", "cookie", "value"]


def test_dates_are_of_python(tmp_path: Path) -> None:
    for option in ("--dates", "--uuids"):
        asked = ["client", "--language", "typescript", option, "str", "--out", str(tmp_path)]
        result = CliRunner().invoke(command, asked)
        assert result.exit_code == 2
        assert f"{option} is of Python: typescript does without." in result.output
