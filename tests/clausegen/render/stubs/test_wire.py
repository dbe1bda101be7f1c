"""Client and server of one document understand each other in every style and body."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.typescript.typescript_client import typescript_client
from wire_table import REFUSED, document, rows

Generate = Callable[[str | Path], ModuleType]
ROWS = rows()


class Heard(msgspec.Struct):
    """What arrived at the server."""

    value: Any = None
    wire: str = ""


def listening(stub: ModuleType) -> tuple[Any, dict[str, Heard]]:
    """An application that remembers what each operation received."""
    heard: dict[str, Heard] = {}

    def method(name: str) -> Callable[..., None]:
        def answer(_: Any, call: Any, **given: Any) -> None:
            (value,) = given.values()
            heard[name] = Heard(
                msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=bytes),
                on_the_wire(call),
            )

        return answer

    made = type("Listening", (stub.DefaultApi,), {each.id: method(each.id) for each in ROWS})
    return stub.create_app(made()), heard


def on_the_wire(call: Any) -> str:
    """The parameter as it travelled."""
    if call.raw_path_values:
        return str(next(iter(call.raw_path_values.values())))
    return str(call.query or call.headers.get("color") or call.headers.get("cookie", ""))


@pytest.fixture
def from_python(client: Generate, server: Generate) -> dict[str, Heard | str]:
    """What arrives when the Python client sends each row; the error if it refuses to."""
    text = document(ROWS)
    package, (app, heard) = client(text), listening(server(text))
    models = importlib.import_module(f"{package.__name__}.models")

    async def send() -> dict[str, Heard | str]:
        found: dict[str, Heard | str] = {}
        async with package.AsyncClient(transport=httpx.ASGITransport(app)) as sending:
            for row in ROWS:
                kind = getattr(models, f"{row.id.capitalize()}{row.argument.capitalize()}", None)
                value = row.value if kind is None else msgspec.convert(row.value, kind)
                try:
                    await getattr(sending.default, row.id)(**{row.argument: value})
                except ValueError:
                    found[row.id] = REFUSED
                except package.ApiError as error:
                    found[row.id] = str(error)
        return found

    return asyncio.run(send()) | heard


NODE = """
const { Client } = await import(process.argv[1]);
const rows = JSON.parse(await new Response(process.stdin).text());
const bytes = (_, value) =>
  value && typeof value === "object" && "base64" in value
    ? new Blob([Buffer.from(value.base64, "base64")])
    : value;
const sent = {};
const remember = async (url, init) => {
  const body = init.body === undefined ? "" : await new Response(init.body).arrayBuffer();
  sent.last = [url, [...init.headers], Buffer.from(body).toString("base64")];
  return new Response(null, { status: 204 });
};
const api = new Client({ fetch: remember }).default;
for (const { id, argument, value } of rows) {
  try {
    await api[id]({ [argument]: JSON.parse(JSON.stringify(value), bytes) });
    sent[id] = sent.last;
  } catch (error) {
    sent[id] = error.message;
  }
}
delete sent.last;
console.log(JSON.stringify(sent));
"""


@pytest.fixture
def from_typescript(
    compiled: Callable[..., str], server: Generate, tmp_path: Path
) -> dict[str, Heard | str]:
    """What arrives when the TypeScript client sends each row."""
    text = document(ROWS)
    path = tmp_path / "wire.json"
    path.write_text(text)
    folder = tmp_path / "typescript"
    write_tree(folder / "client", typescript_client(load_api(path))[0])
    assert compiled(folder, "--outDir", str(tmp_path / "dist")) == ""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    module = str(tmp_path / "dist" / "client" / "src" / "index.js")
    given = [{"id": e.id, "argument": e.argument, "value": portable(e.value)} for e in ROWS]
    done = subprocess.run(
        ["node", "--input-type=module", "-e", NODE, module],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    app, heard = listening(server(text))
    return asyncio.run(replayed(app, json.loads(done.stdout))) | heard


def portable(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, list):
        return [portable(each) for each in value]
    return {n: portable(v) for n, v in value.items()} if isinstance(value, dict) else value


async def replayed(app: Any, sent: dict[str, Any]) -> dict[str, Heard | str]:
    found: dict[str, Heard | str] = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        for name, request in sent.items():
            if isinstance(request, str):
                found[name] = REFUSED if "part of the path" in request else request
                continue
            url, headers, body = request
            answer = await http.post(url, headers=headers, content=base64.b64decode(body))
            if answer.is_error:
                found[name] = answer.text
    return found


@pytest.mark.parametrize("sender", ["from_python", "from_typescript"])
def test_every_value_arrives(sender: str, request: pytest.FixtureRequest) -> None:
    heard: dict[str, Heard | str] = request.getfixturevalue(sender)
    wrong: list[str] = []
    for row in ROWS:
        there = heard.get(row.id, "nothing arrived")
        if isinstance(there, str):
            wrong += [] if there == row.wire else [f"{row.place} {row.value}: {there}"]
        elif there.value != row.value or (row.wire and there.wire != row.wire):
            wrong.append(f"{row.place} {row.value}: {there.value!r}, {there.wire} for {row.wire}")
    assert "\n".join(wrong) == ""
    assert len(heard) == len(ROWS) > 100
