"""Parts of forms: their file names, types and headers, from clients to a server."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import msgspec
import pytest

Generate = Callable[[str | Path], ModuleType]

FILES = """
openapi: 3.1.0
info: {title: Files, version: "1"}
servers: [{url: "https://files.example"}]
paths:
  /up:
    post:
      operationId: up
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                one: {type: string, format: binary}
                many: {type: array, items: {type: string, format: binary}}
                newer: {type: string, contentMediaType: image/gif}
                newest: {type: array, items: {type: string, contentMediaType: image/gif}}
                coded: {type: string, contentMediaType: image/gif, contentEncoding: base64}
                note: {type: [string, "null"], contentMediaType: text/plain}
            encoding: {one: {contentType: "image/*, image/png"}}
      responses: {"204": {description: Read.}}
"""


def test_files_have_names_and_types(client: Generate, server: Generate) -> None:
    """The caller's, else the attribute's name and the documented type; null is not sent."""
    package, stub = client(FILES), server(FILES)
    upload = importlib.import_module(f"{package.__name__}.upload").Upload
    body = importlib.import_module(f"{package.__name__}.models").UpBody
    seen: list[Any] = []

    def up(_: Any, call: Any, *, body: Any) -> None:
        files = [body.one, *body.many, body.newer, *body.newest]
        seen.extend((bytes(each), each.name, each.media_type) for each in files)
        seen.append((body.note, b"note" in call.body, body.coded))
        seen.append([each.headers for each in files])

    app = stub.create_app(type("Files", (stub.DefaultApi,), {"up": up})())
    headers = {"X-Rating": "5"}
    many = [b"2", upload(b"3", name="ä.txt", media_type="text/plain", headers=headers)]

    async def send() -> None:
        async with package.AsyncClient(transport=httpx.ASGITransport(app)) as sending:
            value = body(one=b"1", many=many, newer=b"4", newest=[b"5"], coded="R0lG", note=None)
            await sending.default.up(body=value)

    asyncio.run(send())
    octets = "application/octet-stream"
    files = [(b"1", "one", "image/png"), (b"2", "many", octets), (b"3", "ä.txt", "text/plain")]
    files += [(b"4", "newer", "image/gif"), (b"5", "newest", "image/gif")]
    assert seen == [*files, (msgspec.UNSET, False, "R0lG"), [{}, {}, headers, {}, {}]]
    with pytest.raises(ValueError, match="more than one header"):
        upload(b"", headers={"X-Rating": "5\r\nX-Other: 6"})


def test_a_part_without_a_file_name_is_read(server: Generate) -> None:
    stub = server(FILES)
    seen: list[Any] = []

    def up(_: Any, __: Any, *, body: Any) -> None:
        seen.append((body.one, body.one.name, body.many))

    app = stub.create_app(type("Files", (stub.DefaultApi,), {"up": up})())
    part = "--b\r\nContent-Disposition: form-data; name="
    content = f'{part}one\r\n\r\n\xff\r\n{part}"many"\r\n\r\n2\r\n--b--\r\n'.encode("latin-1")

    async def send(content: bytes) -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
            headers = {"content-type": 'multipart/form-data; boundary="b"'}
            answer = await http.post("https://files.example/up", headers=headers, content=content)
            return answer.status_code

    assert asyncio.run(send(content)) == 204
    assert seen == [(b"\xff", "", [b"2"])]
    assert asyncio.run(send(content[:-8])) == 400


PARTS = """
openapi: 3.1.0
info: {title: Parts, version: "1"}
servers: [{url: "https://parts.example"}]
paths:
  /up:
    post:
      operationId: up
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              properties:
                meta: {type: object, properties: {a: {type: integer}}}
                note: {type: string}
                tags: {type: array, items: {type: string}}
                file: {type: string, format: binary}
                size: {type: object, properties: {w: {type: integer}}}
                icon: {type: string, contentMediaType: image/gif}
            encoding:
              meta:
                contentType: application/vnd.meta+json
                headers: {X-A: {schema: {type: string}}}
              note: {headers: {X-B: {schema: {type: string}}}}
              size: {style: deepObject}
      responses: {"204": {description: Read.}}
"""
VALUE = {"meta": {"a": 1}, "note": "ä", "tags": ["x", "y"], "size": {"w": 3}}
HEADERS = {
    "meta": {"X-A": "a: 1"},
    "note": {"X-B": "fi", "X-C": "2"},
    "tags": {"X-D": "d"},
    "file": {"X-E": "e", "Content-Type": "image/gif"},
    "size": {"X-F": "f"},
    "absent": {"X-G": "g"},
}
ARRIVED = {
    "meta": [{"x-a": "a: 1"}],
    "note": [{"x-b": "fi", "x-c": "2"}],
    "tags": [{"x-d": "d"}, {"x-d": "d"}],
    "file": [{"x-e": "e"}],
    "size[w]": [{"x-f": "f"}],
    "icon": [{}],
}


class Post:
    """A server that keeps what the last form was."""

    def __init__(self, stub: ModuleType) -> None:
        def up(_: Any, call: Any, *, body: Any) -> None:
            self.body, self.headers = msgspec.to_builtins(body, enc_hook=bytes), call.part_headers
            self.file, self.icon = body.file, body.icon

        self.app = stub.create_app(type("Files", (stub.DefaultApi,), {"up": up})())


def test_parts_have_headers(client: Generate, server: Generate) -> None:
    package, post = client(PARTS), Post(server(PARTS))
    models = importlib.import_module(f"{package.__name__}.models")
    uploads = importlib.import_module(f"{package.__name__}.upload")
    value = msgspec.convert(VALUE, models.UpBody)
    value.file, value.icon = uploads.Upload(b"gif", headers={"X-E": "e"}), b"icon"

    async def send(headers: dict[str, Any]) -> None:
        async with package.AsyncClient(transport=httpx.ASGITransport(post.app)) as sending:
            await sending.with_options(part_headers=headers).default.up(body=value)

    asyncio.run(send({**HEADERS, "file": {"X-E": "of all", "Content-Type": "image/gif"}}))
    assert post.headers == ARRIVED
    assert (post.body["meta"], post.file.media_type) == ({"a": 1}, "image/gif")
    asyncio.run(send({}))
    assert {name for each in post.headers.values() for one in each for name in one} == {"x-e"}
    for name, text in (("X-A", "1\r\nX-B: 2"), ("X-A\n", "1"), ("X-A", "\ud800")):
        with pytest.raises(package.NotSent):
            asyncio.run(send({"note": {name: text}}))


NODE = """
const { Client, NotSent } = await import(process.argv[1]);
const { value, headers } = JSON.parse(process.argv[2]);
const fetch = async (url, init) => {
  const content = Buffer.from(await init.body.arrayBuffer()).toString("base64");
  console.log(JSON.stringify([url, [...init.headers], content]));
  return new Response(null, { status: 204 });
};
const icon = new Blob(["icon"]);
const body = { ...value, icon, file: new Blob(["gif"], { type: "image/png" }) };
const { default: api } = new Client({ fetch });
await api.up({ body }, { partHeaders: headers });
try {
  await api.up({ body }, { partHeaders: { note: { "X-A": "1\\r\\nX-B: 2" } } });
} catch (error) {
  if (!(error instanceof NotSent)) throw error;
}
"""


def test_parts_of_typescript_have_headers(node: Callable[..., str], server: Generate) -> None:
    said = node(PARTS, NODE, json.dumps({"value": VALUE, "headers": HEADERS}))
    url, headers, content = json.loads(said)
    post = Post(server(PARTS))

    async def send() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(post.app)) as http:
            body = base64.b64decode(content)
            return (await http.post(url, headers=headers, content=body)).status_code

    assert asyncio.run(send()) == 204
    assert post.headers == ARRIVED
    assert (post.body["tags"], post.body["size"]) == (["x", "y"], {"w": 3})
    assert (post.file.media_type, post.icon.media_type) == ("image/gif", "image/gif")
