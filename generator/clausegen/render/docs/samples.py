"""One request in several languages. Values become literals: nothing of the document runs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from clausegen.model import Api, Operation
from clausegen.render.docs.client_sample import ClientSamples
from clausegen.render.docs.code import python_literal
from clausegen.render.docs.margins import Margins
from clausegen.render.docs.sample_request import Request, chosen_content, example_request
from clausegen.render.shapes.examples import ExampleMaker

MOST = 6
"""As many as the style sheet can switch between."""


class Sample(msgspec.Struct, frozen=True):
    id: str
    label: str
    text: str


def samples(
    api: Api, operation: Operation, maker: ExampleMaker, client: ClientSamples
) -> tuple[Sample, ...]:
    request = example_request(api, operation, maker)
    made = [Sample("curl", "curl", curl(request))]
    if client.install:
        text = client.text(operation, chosen_content(operation))
        made.append(Sample("client", "Python client", text))
    made += [
        Sample("httpx", "Python httpx", httpx(request)),
        Sample("fetch", "JavaScript", fetch(request)),
    ]
    own = Margins(api).code_samples(operation)
    return (*made, *(Sample(f"own-{each[0]}", *each) for each in own))[:MOST]


def curl(request: Request) -> str:
    method = "" if request.method == "GET" else f"-X {request.method} "
    lines = [f"curl {method}{_shell(request.full_url)}"]
    lines += [f"-H {_shell(f'{name}: {value}')}" for name, value in request.headers]
    if request.kind in {"json", "text"}:
        lines.append(f"-H {_shell(f'Content-Type: {request.media_type}')}")
        text = request.text.replace("\n", "\n  ") if request.kind == "json" else request.text
        lines.append(f"--data {_shell(text)}")
    elif request.kind in {"form", "multipart"}:
        flag = "-F" if request.kind == "multipart" else "--data-urlencode"
        lines += [f"{flag} {_shell(f'{name}={value}')}" for name, value in request.fields]
    return " \\\n  ".join(lines)


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def httpx(request: Request) -> str:
    arguments = [python_literal(request.method), python_literal(request.url)]
    if request.query:
        arguments.append(f"params={python_literal(dict(request.query))}")
    headers = dict(request.headers)
    if request.kind == "text":
        headers["Content-Type"] = request.media_type or ""
    if headers:
        arguments.append(f"headers={python_literal(headers)}")
    if request.kind != "none":
        name, body = _httpx_body(request)
        arguments.append(f"{name}={python_literal(body)}")
    inner = "".join(f"    {each.replace(chr(10), chr(10) + '    ')},\n" for each in arguments)
    return (
        f"import httpx\n\nresponse = httpx.request(\n{inner})\n"
        "response.raise_for_status()\nprint(response.text)"
    )


def _httpx_body(request: Request) -> tuple[str, Any]:
    if request.kind == "json":
        return "json", request.body
    if request.kind == "form":
        return "data", dict(request.fields)
    if request.kind == "multipart":
        return "files", {name: (None, value) for name, value in request.fields}
    return "content", request.text


def fetch(request: Request) -> str:
    options = [f"method: {_js(request.method)}"] if request.method != "GET" else []
    headers = dict(request.headers)
    if request.kind in {"json", "text"}:
        headers["Content-Type"] = request.media_type or ""
    if headers:
        options.append(f"headers: {_js(headers)}")
    before = ""
    if request.kind == "json":
        options.append(f"body: JSON.stringify({_js(request.body)})")
    elif request.kind == "text":
        options.append(f"body: {_js(request.text)}")
    elif request.kind == "form":
        options.append(f"body: new URLSearchParams({_js([list(each) for each in request.fields])})")
    elif request.kind == "multipart":
        added = (f"form.append({_js(name)}, {_js(value)});\n" for name, value in request.fields)
        before = f"const form = new FormData();\n{''.join(added)}"
        options.append("body: form")
    lines = "".join(f"  {each.replace(chr(10), chr(10) + '  ')},\n" for each in options)
    second = f", {{\n{lines}}}" if options else ""
    return (
        f"{before}const response = await fetch({_js(request.full_url)}{second});\n"
        "if (!response.ok) throw new Error(response.status);\n"
        "console.log(await response.text());"
    )


def _js(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
