"""Documents that lead elsewhere or cost too much: a Problem in bounded time, never a traceback."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

SECONDS = 60
SMALL = 2**20
"""Bytes that may be written for a document of any size."""
KINDS = {
    "server": ["server"],
    "python": ["client"],
    "typescript": ["client", "--language", "typescript"],
}
Run = Callable[..., subprocess.CompletedProcess[str]]


def plain(**parts: Any) -> str:
    return json.dumps(
        {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}} | parts
    )


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


def chain(length: int) -> dict[str, Any]:
    refs = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(length)}
    return {"schemas": {**refs, f"S{length}": {"type": "string"}}}


def parts(length: int) -> dict[str, Any]:
    """Each schema is the next one and an attribute more."""

    def each(n: int) -> dict[str, Any]:
        own = {"type": "object", "properties": {f"p{n}": {"type": "string"}}}
        return {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}, own]}

    return {"schemas": {f"S{n}": each(n) for n in range(length)} | {f"S{length}": {}}}


def levels(depth: int, width: int) -> dict[str, Any]:
    """Objects of objects: an example of the first would hold width ** depth values."""

    def each(n: int) -> dict[str, Any]:
        inner = {"$ref": f"#/components/schemas/S{n + 1}"}
        return {"type": "object", "properties": {f"p{k}": inner for k in range(width)}}

    return {"schemas": {f"S{n}": each(n) for n in range(depth)} | {f"S{depth}": {"type": "string"}}}


def using(name: str) -> dict[str, Any]:
    """A path whose answer is the named schema."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {"/x": {"get": {"responses": {"200": {"description": "d", "content": content}}}}}


def referring(path: str) -> str:
    return plain(paths=using("A"), components={"schemas": {"A": {"$ref": path}}})


DEVICES = ["/dev/zero", "/dev/stdin", "/proc/self/environ", "file:///etc/passwd", "../secret.yaml"]
BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
LEFT_OUT = {
    **{f"reference to {path}": referring(path) for path in DEVICES},
    "cycle of references": plain(
        paths=using("A"),
        components={
            "schemas": {
                "A": {"$ref": "#/components/schemas/B"},
                "B": {"$ref": "#/components/schemas/A"},
            }
        },
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_leads_nowhere_is_left_out_and_never_read(clausegen: Run, name: str) -> None:
    done = clausegen(LEFT_OUT[name], "server")
    assert done.returncode == 0
    assert "of the document cannot be read: see clausegen lint." in done.stderr
    assert "root:" not in done.stdout + done.stderr


REFUSED = {
    "alias bomb": f"{BOMB}openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n",
    "alias cycle": "openapi: 3.1.0\ninfo: &i {title: t, version: '1', x: *i}\npaths: {}\n",
    "depth of 10,000": nested(10_000),
    "depth of 10,000 in a schema": plain(components={"schemas": {"A": 0}}).replace(
        "0}", nested(10_000) + "}"
    ),
    "duplicate keys": '{"openapi": "3.1.0", "openapi": "3.0.0"}',
    "NaN": plain(**{"x-a": float("nan")}),
    "no text": b"\xff\xfe\x00\xd8",
    "nothing": b"",
    "a tag that runs code": "!!python/object/apply:os.system ['touch injected']\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_problem(clausegen: Run, name: str) -> None:
    done = clausegen(REFUSED[name], "server")
    assert done.returncode == 2
    assert "openapi.yaml:" in done.stderr
    assert "root:" not in done.stdout + done.stderr


LARGE = {
    "chain of 10,000 references": plain(paths=using("S0"), components=chain(10_000)),
    "100,000 schemas": plain(
        paths=using("S1"),
        components={"schemas": {f"S{n}": {"type": "string"} for n in range(100_000)}},
    ),
    "50 MB of text": plain(**{"x-text": "word " * 10_000_000}),
    "chain of 2,000 allOf": plain(paths=using("S0"), components=parts(2_000)),
    "60 attributes at each of 4 levels": plain(paths=using("S0"), components=levels(4, 60)),
    "a description of 1 MB": plain(
        paths=using("A"), components={"schemas": {"A": {"description": "x" * 1_000_000}}}
    ),
    "a class inside itself": plain(
        paths=using("A"),
        components={
            "schemas": {
                "A": {
                    "type": "object",
                    "properties": {"a": {"$ref": "#/components/schemas/A"}, "b": {"type": "array"}},
                }
            }
        },
    ),
    "lone surrogates": plain(info={"title": "\ud800", "version": "\udfff"}),
}


HEAVY = tuple(LARGE)[:4]
BOUNDED = [
    pytest.param(name, kind, marks=pytest.mark.full if name in HEAVY and kind != "server" else ())
    for name in LARGE
    for kind in KINDS
]


@pytest.mark.parametrize(("name", "kind"), BOUNDED)
def test_bounded(clausegen: Run, tmp_path: Path, name: str, kind: str) -> None:
    started = time.monotonic()
    done = clausegen(LARGE[name], *KINDS[kind])
    assert done.returncode in {0, 2}
    written = sum(path.stat().st_size for path in (tmp_path / "work" / "out").rglob("*.*"))
    assert written < max(10 * len(LARGE[name]), SMALL)
    assert done.returncode == 0 or "openapi.yaml:" in done.stderr
    assert time.monotonic() - started < SECONDS


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who asks."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"type: string")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/schema.yaml", asked
    server.shutdown()


def test_the_network_is_never_asked(clausegen: Run, listener: tuple[str, list[str]]) -> None:
    url, asked = listener
    done = clausegen(referring(url), "server")
    assert "1 part of the document cannot be read" in done.stderr
    assert asked == []


def test_links_out_of_the_folder_are_not_followed(clausegen: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("type: string\ndescription: precious\n")
    (tmp_path / "work" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    done = clausegen(referring("link.yaml"), "server")
    assert "1 part of the document cannot be read" in done.stderr
    assert "precious" not in done.stdout + done.stderr
