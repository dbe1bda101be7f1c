"""Moments in the Python client: `datetime` where the schema says date-time, or texts."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest
from clausegen.commands.docs import command as docs
from clausegen.commands.stubs import command
from click.testing import CliRunner
from running import ended

MOMENT = {"type": "string", "format": "date-time"}
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
        (MOMENT, "datetime"),
        (NAMED, "Moment"),
        ({**MOMENT, "type": ["string", "null"]}, "datetime | None"),
        ({"type": "array", "items": MOMENT}, "list[datetime]"),
        ({"type": "object", "additionalProperties": MOMENT}, "dict[str, datetime]"),
        ({"anyOf": [MOMENT, {"type": "integer"}]}, "datetime | int"),
        ({"anyOf": [MOMENT, {"type": "string"}]}, "str"),
        ({"anyOf": [MOMENT, {"const": "never"}]}, "str"),
        ({**MOMENT, "pattern": "Z$"}, "str"),
        ({**MOMENT, "enum": ["2031-05-04T12:00:00Z"]}, "str"),
        ({"type": "string", "format": "date"}, "str"),
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


def test_an_attribute_may_be_called_datetime(client: Client) -> None:
    models = models_of(client(document(MOMENT, {"datetime": MOMENT, "other": MOMENT})))
    found = msgspec.json.decode(
        json.dumps({"value": TEXT, "datetime": TEXT, "other": TEXT}), type=models.Thing
    )
    assert found.datetime_ == found.other == NOON


def generated(folder: Path, *options: str) -> Path:
    (folder / "openapi.json").write_text(document(MOMENT, {"maybe": NAMED}))
    asked = ["client", str(folder / "openapi.json"), "--package", "moments"]
    asked += ["--out", str(folder / "out"), *options]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 0, result.output
    return folder / "out"


@pytest.mark.parametrize(("options", "kind"), [((), "datetime"), (("--dates", "str"), "str")])
def test_dates_as_they_are_asked_for(tmp_path: Path, options: tuple[str, ...], kind: str) -> None:
    out = generated(tmp_path, *options)
    models = (out / "moments" / "models.py").read_text()
    assert f"Moment: TypeAlias = {kind}\n" in models
    assert ("import datetime" in models) == (kind == "datetime")
    assert ("**Moments**" in (out / "README.md").read_text()) == (kind == "datetime")
    assert f"query: {kind}," in (out / "moments" / "api" / "default.py").read_text()


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
    (tmp_path / "openapi.json").write_text(document(MOMENT))
    asked = [str(tmp_path / "openapi.json"), "--client", "pip install x", "--out"]
    assert CliRunner().invoke(docs, [*asked, str(tmp_path / "site")]).exit_code == 0
    page = (tmp_path / "site" / "operations" / "putThing.md").read_text()
    assert "from datetime import datetime\n\nfrom " in page
    moments = re.findall(r"(\w+)=datetime.fromisoformat\(\"[^\"]+\"\)", page)
    assert moments == ["path", "query", "header", "cookie", "value"]


def test_dates_are_of_python(tmp_path: Path) -> None:
    asked = ["client", "--language", "typescript", "--dates", "str", "--out", str(tmp_path)]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 2
    assert "typescript keeps date-time a text" in result.output
