"""Answers whose statuses hold different things, and bodies whose type only the caller knows."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

DOCUMENT = Path(__file__).with_name("types.yaml").read_text()
ANSWERS = {
    ("one", 204, ""): None,
    ("one", 200, '{"a": 1}'): {"a": 1},
    ("two", 200, "a,b"): "a,b",
    ("two", 202, '{"a": 1}'): {"a": 1},
    ("two", 206, "png"): "png",
}
NODE = """
const { Client, NotSent } = await import(process.argv[1]);
const asked = [];
const fetch = async (url, init) => {
  asked.push(init.headers.get("content-type"));
  const [, status, text] = answers[0] ?? [, 204, ""];
  return new Response(text || null, { status });
};
const answers = JSON.parse(process.argv[2]);
const { default: api } = new Client({ fetch });
const said = [];
for (; answers.length > 0; answers.shift()) {
  const found = await api[answers[0][0]]();
  said.push(found instanceof Blob ? await found.text() : found ?? null);
}
asked.length = 0;
const png = new Blob(["x"], { type: "image/png" });
await api.image({ body: png });
await api.any({ body: png });
await api.any({ body: new Blob(["x"]) });
await api.text({ body: "x" });
try {
  await api.image({ body: new Blob(["x"]) });
} catch (error) {
  asked.push(error instanceof NotSent);
}
console.log(JSON.stringify([said, asked]));
"""
TYPES = ["image/png", "image/png", "application/octet-stream", "text/plain"]


def test_typescript(node: Callable[..., str]) -> None:
    said, asked = json.loads(node(DOCUMENT, NODE, json.dumps([*ANSWERS])))
    assert said == [*ANSWERS.values()]
    assert asked == [*TYPES, True]


@pytest.fixture
def package(client: Callable[[str], ModuleType]) -> ModuleType:
    return client(DOCUMENT)


@pytest.mark.parametrize(("method", "status", "text"), ANSWERS)
def test_python_reads_them(package: ModuleType, method: str, status: int, text: str) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text=text))
    with package.Client(transport=transport) as client:
        found = getattr(client.default, method)()
    plain = {"a": found.a} if hasattr(found, "a") else found
    wanted: Any = ANSWERS[method, status, text]
    assert (plain.decode() if isinstance(plain, bytes) else plain) == wanted


def test_python_sends_them(package: ModuleType) -> None:
    upload = importlib.import_module(f"{package.__name__}.upload").Upload
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["content-type"])
        return httpx.Response(204)

    with package.Client(transport=httpx.MockTransport(answer)) as client:
        png = upload(b"x", media_type="image/png")
        client.default.image(body=png)
        client.default.any(body=png)
        client.default.any(body=b"x")
        client.default.text(body="x")
        with pytest.raises(package.NotSent, match=r"give an Upload that is image/\*"):
            client.default.image(body=b"x")
    assert asked == TYPES
