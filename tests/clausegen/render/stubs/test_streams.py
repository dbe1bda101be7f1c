"""Answers that arrive piece by piece, and answers of several media types: client and server."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from clausegen.commands.docs import command as docs
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.typescript.typescript_client import typescript_client
from click.testing import CliRunner

Generate = Callable[[str | Path], ModuleType]

DOCUMENT = Path(__file__).with_name("talk.yaml")
PARTS = ("plain", "two\nlines", "\u2028\x85 'ä'", "")


class Served:
    """The application, and the models of its package."""

    def __init__(self, stub: ModuleType) -> None:
        self.models = importlib.import_module(f"{stub.__name__}.models")
        event = importlib.import_module(f"{stub.__name__}.server_event").ServerEvent
        answer = importlib.import_module(f"{stub.__name__}.call").Answer
        chunk, talk = self.models.Chunk, self.models.Talk

        async def chunks() -> AsyncIterator[Any]:
            for number, part in enumerate(PARTS):
                yield event(chunk(part=part), "part", str(number))

        def get_talk(_: Any, call: Any) -> Any:
            given = {"application/json": talk(text="t"), "text/csv": "a,b", "image/png": b"\x89"}
            return given.get(call.accepted[0]) or chunks()

        async def watch_texts(_: Any, __: Any) -> AsyncIterator[Any]:
            for part in PARTS:
                yield part

        class Methods(stub.DefaultApi):  # type: ignore[name-defined, misc]
            pass

        Methods.get_talk = get_talk
        Methods.later = lambda *_: answer(200, chunks())
        Methods.watch_texts = watch_texts
        Methods.watch_typed = lambda *_: chunks()
        Methods.list_lines = lambda *_: iter([chunk(part=part) for part in PARTS])
        Methods.list_sequence = lambda *_: [1, 2, 3]
        self.app = stub.create_app(Methods(), debug=True)


@pytest.fixture
def served(server: Generate) -> Served:
    return Served(server(DOCUMENT))


STREAMS = [
    ("stream_get_talk", [["part", str(n), {"part": part}] for n, part in enumerate(PARTS)]),
    ("stream_later", [["part", str(n), {"part": part}] for n, part in enumerate(PARTS)]),
    ("watch_texts", [["message", "", part] for part in PARTS]),
    ("watch_typed", [["part", str(n), {"part": part}] for n, part in enumerate(PARTS)]),
    ("list_lines", [{"part": part} for part in PARTS]),
    ("list_sequence", [1, 2, 3]),
]


def plain(piece: Any) -> Any:
    """A piece without its classes."""
    if hasattr(piece, "event"):
        return [piece.event, piece.id, plain(piece.data)]
    return {"part": piece.part} if hasattr(piece, "part") else piece


def test_streams_arrive(client: Generate, served: Served) -> None:
    package = client(DOCUMENT)

    async def read() -> dict[str, list[Any]]:
        async with package.AsyncClient(transport=httpx.ASGITransport(served.app)) as sending:
            return {
                name: [plain(each) async for each in getattr(sending.default, name)()]
                for name, _ in STREAMS
            }

    assert asyncio.run(read()) == dict(STREAMS)


def test_each_media_type_is_asked_for(client: Generate, served: Served) -> None:
    package = client(DOCUMENT)

    async def read() -> list[Any]:
        async with package.AsyncClient(transport=httpx.ASGITransport(served.app)) as sending:
            api = sending.default
            methods = (api.get_talk, api.get_talk_as_csv, api.get_talk_as_png)
            found = [await sending.with_raw_response(each) for each in methods]
            bodies = [each.body for each in found]
            return [*bodies, *(each.headers["content-type"] for each in found)]

    with package.Client() as other, pytest.raises(ValueError, match="iterated over"):
        other.with_raw_response(other.default.stream_get_talk)
    talk, *others = asyncio.run(read())
    assert talk.text == "t"
    assert others == ["a,b", b"\x89", "application/json", "text/csv", "image/png"]
    methods = [name for name in vars(type(package.Client().default)) if "talk" in name]
    assert methods == ["get_talk", "stream_get_talk", "get_talk_as_csv", "get_talk_as_png"]


def answers(client: Generate, content: bytes, status: int = 200, kind: str = "") -> Any:
    """A client whose server sends chunks of one byte."""
    package = client(DOCUMENT)

    def chunks() -> Iterator[bytes]:
        yield from (content[place : place + 1] for place in range(len(content)))

    headers = {"content-type": kind} if kind else {}
    script = httpx.MockTransport(
        lambda _: httpx.Response(status, content=chunks(), headers=headers)
    )
    return package, package.Client(transport=script)


EVENTS = b"\xef\xbb\xbf: hello\r\ndata:1\r\rid: 7\nevent: e\ndata: a\ndata\ndata:  b\n\ndata: lost"
AS_READ = [["message", "", "1"], ["e", "7", "a\n\n b"]]


def test_events_as_anybody_may_write_them(client: Generate) -> None:
    _, sending = answers(client, EVENTS, kind="text/event-stream; charset=utf-8")
    found = [plain(each) for each in sending.default.watch_texts()]
    assert found == AS_READ


def test_json_that_is_none_ends_or_breaks_the_stream(client: Generate) -> None:
    start = b'data: {"part": "p"}\n\n'
    _, sending = answers(client, start + b"data: [DONE]\n\n")
    assert [each.data.part for each in sending.default.watch_typed()] == ["p"]
    package, sending = answers(client, start + b"data: {}\n\n")
    pieces = sending.default.watch_typed()
    assert next(pieces).data.part == "p"
    with pytest.raises(package.UnexpectedAnswer, match="missing required field `part`") as caught:
        next(pieces)
    assert caught.value.problems == ("/part: lacks, though it is required",)


def test_errors_of_streams(client: Generate) -> None:
    package, sending = answers(client, b'{"detail": "gone"}', 404, "application/json")
    with pytest.raises(package.NotFound, match="gone"):
        next(sending.default.stream_get_talk())
    package, sending = answers(client, b'{"text": "t"}', 200, "application/json")
    with pytest.raises(package.UnexpectedAnswer, match="application/json is no stream") as caught:
        next(sending.default.stream_get_talk())
    assert caught.value.body == {"text": "t"}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/event-stream"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.5, image/*;q=0.8, */*;q=0.1", "image/png"),
        ("application/json;q=0, */*", "text/event-stream"),
    ],
)
def test_the_server_heeds_accept(served: Served, accept: str, media_type: str) -> None:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served.app)) as http:
            return await http.get("https://talk.example/talk", headers={"accept": accept})

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


REQUEST = {"type": "http.request"}
SCOPE = {"type": "http", "method": "GET", "path": "/texts", "headers": [], "query_string": b""}


def test_who_goes_away_ends_the_stream(server: Generate) -> None:
    """The generator is closed, though it would never make another piece."""
    stub, ended = server(DOCUMENT), asyncio.Event()

    async def watch_texts(_: Any, __: Any) -> AsyncIterator[str]:
        try:
            yield "first"
            await asyncio.Event().wait()
        finally:
            ended.set()

    app = stub.create_app(type("Waiting", (stub.DefaultApi,), {"watch_texts": watch_texts})())
    sent: list[Any] = []
    messages, has_piece = [REQUEST], asyncio.Event()

    async def receive() -> dict[str, Any]:
        if messages:
            return messages.pop()
        await has_piece.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if message.get("body"):
            has_piece.set()

    async def run() -> None:
        await asyncio.wait_for(app(SCOPE, receive, send), 10)

    asyncio.run(run())
    assert ended.is_set()
    assert [each.get("body") for each in sent] == [None, b"data: first\n\n", b""]


def test_a_caller_that_breaks_off_ends_the_stream(server: Generate) -> None:
    stub = server(DOCUMENT)
    told: list[str] = []

    async def watch_texts(_: Any, __: Any) -> AsyncIterator[str]:
        try:
            yield "first"
            yield "second"
        finally:
            told.append("ended")

    app = stub.create_app(type("Breaking", (stub.DefaultApi,), {"watch_texts": watch_texts})())

    messages = [REQUEST]

    async def receive() -> dict[str, Any]:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop()

    async def send(message: dict[str, Any]) -> None:
        if message.get("body"):
            raise ConnectionResetError

    async def run() -> list[str]:
        with pytest.raises(ConnectionResetError):
            await app(SCOPE, receive, send)
        return [*told]

    assert asyncio.run(run()) == ["ended"]


def test_examples_of_streams(server: Generate) -> None:
    app = server(DOCUMENT).create_app()

    async def ask() -> list[str]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
            paths = ("texts", "typed", "lines", "sequence")
            return [(await http.get(f"https://talk.example/{each}")).text for each in paths]

    chunk = '{"part":"text"}'
    assert asyncio.run(ask()) == [
        "data: text\n\n",
        f"data: {chunk}\n\n",
        f"{chunk}\n",
        "\x1e1\n",
    ]


NODE = """
const { Client, UnexpectedAnswer } = await import(process.argv[1]);
const recorded = JSON.parse(await new Response(process.stdin).text());
const bytes = (text) => Buffer.from(text, "base64");
const fetch = async (url, init) => {
  const [type, content] = recorded[new URL(url).pathname + " " + init.headers.get("accept")];
  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes(content)) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": type } });
};
const api = new Client({ fetch }).default;
const plain = (piece) => (piece.event ? [piece.event, piece.id, piece.data] : piece);
const found = {};
const events = ["streamGetTalk", "streamLater", "watchTexts", "watchTyped"];
for (const name of [...events, "listLines", "listSequence"]) {
  found[name] = [];
  for await (const piece of api[name]()) found[name].push(plain(piece));
}
recorded["/texts text/event-stream"] = recorded.awkward;
found.awkward = [];
for await (const piece of api.watchTexts()) found.awkward.push(plain(piece));
found.csv = await api.getTalkAsCsv();
found.png = (await api.getTalkAsPng()).size;
console.log(JSON.stringify(found));
"""


def test_typescript_reads_them(
    compiled: Callable[..., str], served: Served, tmp_path: Path
) -> None:
    path = tmp_path / "talk.yaml"
    path.write_text(DOCUMENT.read_text())
    write_tree(tmp_path / "ts" / "client", typescript_client(load_api(path))[0])
    (tmp_path / "ts" / "client" / "src" / "use.ts").write_text(USE)
    assert compiled(tmp_path / "ts", "--outDir", str(tmp_path / "dist")) == ""
    (tmp_path / "package.json").write_text('{"type": "module"}')
    done = subprocess.run(
        ["node", "--input-type=module", "-e", NODE, tmp_path / "dist/client/src/index.js"],
        input=json.dumps(asyncio.run(recorded(served.app))),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    names = (
        "streamGetTalk",
        "streamLater",
        "watchTexts",
        "watchTyped",
        "listLines",
        "listSequence",
    )
    expected = dict(zip(names, (pieces for _, pieces in STREAMS), strict=True))
    others = {"csv": "a,b", "png": 1, "awkward": AS_READ}
    assert json.loads(done.stdout) == {**expected, **others}


USE = """
import type { Client, ServerEvent } from "./index.js";
export async function use(client: Client): Promise<string> {
  for await (const { data } of client.default.streamGetTalk()) return data.part;
  const events: AsyncGenerator<ServerEvent<string>> = client.default.watchTexts();
  for await (const number of client.default.listSequence()) return number.toFixed();
  return (await events.next()).value.data;
}
"""


async def recorded(app: Any) -> dict[str, tuple[str, str]]:
    """What the server answers, by path and Accept."""
    asked = [("/talk", each) for each in ("text/event-stream", "text/csv", "image/png")]
    asked += [(each, "text/event-stream") for each in ("/later", "/texts", "/typed")]
    asked += [("/lines", "application/jsonl"), ("/sequence", "application/json-seq")]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        awkward = base64.b64encode(EVENTS).decode()
        found = {"awkward": ("text/event-stream; charset=utf-8", awkward)}
        for path, accept in asked:
            answer = await http.get(f"https://talk.example{path}", headers={"accept": accept})
            content = base64.b64encode(answer.content).decode()
            found[f"{path} {accept}"] = (answer.headers["content-type"], content)
        return found


def test_samples_of_the_documentation_go_through_the_pieces(tmp_path: Path) -> None:
    (tmp_path / "talk.yaml").write_text(DOCUMENT.read_text())
    asked = [str(tmp_path / "talk.yaml"), "--client", "pip install x", "--out", str(tmp_path / "d")]
    assert CliRunner().invoke(docs, asked).exit_code == 0
    page = (tmp_path / "d" / "operations" / "watchTexts.md").read_text()
    assert "    for piece in client.default.watch_texts():\n        print(piece)\n" in page
    page = (tmp_path / "d" / "operations" / "getTalk.md").read_text()
    assert "    result = client.default.get_talk()\n" in page
