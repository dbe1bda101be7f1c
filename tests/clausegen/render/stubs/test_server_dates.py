"""Moments, days and UUIDs in the server: texts, or values of their classes where asked for."""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest
from clausegen.commands.stubs import command
from click.testing import CliRunner
from running import ended

ID = "7f9e9580-095b-42c7-838c-c04e667b26f7"
DOCUMENT = """
openapi: 3.1.0
info: {title: Moments, version: "1"}
paths:
  /things/{id}:
    put:
      operationId: putThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: at, in: query, schema: {$ref: "#/components/schemas/Moment"}}
        - {name: days, in: query, schema: {type: array, items: {type: string, format: date}}}
        - {name: since, in: query, schema: {type: string, format: date, default: "2031-05-04"}}
        - name: until
          in: query
          schema: {$ref: "#/components/schemas/Moment", default: "2031-05-04T12:00:00Z"}
        - name: either
          in: query
          schema: {anyOf: [{$ref: "#/components/schemas/Moment"}, {type: integer}]}
        - {name: odd, in: query, schema: {type: string, format: uuid, default: none}}
        - name: span
          in: query
          schema: {type: object, properties: {to: {type: string, format: date}}}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: "#/components/schemas/Thing"}}
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Thing"}}
      responses:
        "200":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
components:
  schemas:
    Moment: {type: string, format: date-time}
    Thing:
      type: object
      required: [made]
      properties:
        made: {$ref: "#/components/schemas/Moment"}
        day: {type: [string, "null"], format: date}
        owner: {type: string, format: uuid}
"""


def written(folder: Path, name: str, *options: str) -> Path:
    (folder / "openapi.yaml").write_text(DOCUMENT)
    asked = ["server", str(folder / "openapi.yaml"), "--out", str(folder / name), *options]
    result = CliRunner().invoke(command, asked)
    assert result.exit_code == 0, result.output
    return folder / name


@pytest.fixture
def stub(tmp_path: Path) -> Iterator[ModuleType]:
    """With classes for all three formats."""
    written(tmp_path, "moments_stub", "--dates", "datetime", "--uuids", "uuid")
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    yield importlib.import_module("moments_stub")
    sys.path.remove(str(tmp_path))
    for name in [each for each in sys.modules if each.partition(".")[0] == "moments_stub"]:
        del sys.modules[name]


class Sent:
    """One request, what the method received, and what was answered."""

    def __init__(self, stub: ModuleType, path: str, **request: Any) -> None:
        self.given: dict[str, Any] = {}

        def put_thing(_: Any, __: Any, **given: Any) -> Any:
            self.given = given
            return given["body"]

        made = type("Things", (stub.DefaultApi,), {"put_thing": put_thing})()
        transport = httpx.ASGITransport(stub.create_app(made))

        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport) as http:
                return await http.put(f"http://t{path}", **request)

        self.answer = asyncio.run(send())


BODY = {"made": "2031-05-04T10:00:00Z", "day": "2031-05-04", "owner": ID}


@pytest.mark.parametrize("way", ["json", "data"])
def test_values_of_every_place(stub: ModuleType, way: str) -> None:
    query = "either=5&at=2031-05-04T12:00:00%2B02:00&days=2031-05-04&days=2031-05-05&to=2031-05-06"
    sent = Sent(stub, f"/things/{ID}?{query}", **{way: BODY})
    body = sent.given.pop("body")
    noon, day = dt.datetime(2031, 5, 4, 10, tzinfo=dt.UTC), dt.date(2031, 5, 4)
    assert (body.made, body.day, body.owner) == (noon, day, UUID(ID))
    span = sent.given.pop("span")
    assert (sent.given, span.to) == (
        {"either": 5, "id": UUID(ID), "at": noon, "days": [day, dt.date(2031, 5, 5)]},
        dt.date(2031, 5, 6),
    )
    assert (sent.answer.status_code, sent.answer.json()) == (200, BODY)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/things/1", BODY, 404),
        (f"/things/{ID}?at=1700000000", BODY, 400),
        (f"/things/{ID}?at=2031-05-04T10:00:00", BODY, 400),
        (f"/things/{ID}?days=2031-05-04&days=5", BODY, 400),
        (f"/things/{ID}", {"made": "2031-05-04T10:00:00"}, 400),
        (f"/things/{ID}", {"made": "1700000000"}, 400),
        (f"/things/{ID}", {**BODY, "day": "yesterday"}, 400),
        (f"/things/{ID}", {**BODY, "owner": "me"}, 400),
    ],
)
@pytest.mark.parametrize("way", ["json", "data"])
def test_what_is_none_is_refused(
    stub: ModuleType, way: str, path: str, body: dict[str, str], status: int
) -> None:
    sent = Sent(stub, path, **{way: body})
    assert (sent.answer.status_code, sent.given) == (status, {})


def test_documented_defaults_are_values(tmp_path: Path) -> None:
    out = written(tmp_path, "stub", "--dates", "datetime", "--uuids", "uuid")
    code = (out / "api" / "default.py").read_text()
    assert 'since: dt.date = dt.date.fromisoformat("2031-05-04"),' in code
    assert 'until: Moment = dt.datetime.fromisoformat("2031-05-04T12:00:00Z"),' in code
    assert "odd: UUID | None = None," in code


@pytest.mark.parametrize(
    "options", [(), ("--dates", "datetime"), ("--uuids", "uuid", "--dates", "datetime")]
)
def test_texts_unless_asked_for(tmp_path: Path, options: tuple[str, ...]) -> None:
    out = written(tmp_path, "stub", *options)
    models = (out / "models.py").read_text()
    assert ("dt.date" in models) == ("--dates" in options)
    assert ("UUID" in models) == ("--uuids" in options)
    assert ("    owner: str | " in models) == ("--uuids" not in options)
    style = ("--no-cache", "--isolated", "--config", "line-length=100")
    for asked in (
        ("ruff", "format", *style, "--diff", "stub"),
        ("ruff", "check", *style, "--select", "F,I,UP", "--ignore", "UP040,UP046,UP047", "stub"),
        ("mypy", "--strict", "--cache-dir", str(tmp_path / "mypy"), "stub"),
    ):
        done = ended([sys.executable, "-m", *asked], cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
