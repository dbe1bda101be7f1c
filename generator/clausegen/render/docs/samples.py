"""One request in several languages. Values become literals: nothing of the document runs."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import msgspec

from clausegen.model import UNSET, Api, Content, Operation, SecurityScheme, Server
from clausegen.render.docs.client_sample import TOKEN, ClientSamples
from clausegen.render.docs.code import python_literal
from clausegen.render.docs.examples import ExampleMaker

JSON_TYPE = "application/json"


class Sample(msgspec.Struct, frozen=True):
    id: str
    label: str
    text: str


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What every sample sends."""

    method: str
    url: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: Any
    media_type: str | None


def samples(
    api: Api, operation: Operation, maker: ExampleMaker, client: ClientSamples
) -> tuple[Sample, ...]:
    request = example_request(api, operation, maker)
    return (
        Sample("curl", "curl", curl(request)),
        Sample("client", "Python client", client.text(operation, chosen_content(operation))),
        Sample("httpx", "Python httpx", httpx(request)),
        Sample("fetch", "JavaScript", fetch(request)),
    )


def example_request(api: Api, operation: Operation, maker: ExampleMaker) -> Request:
    path = operation.path
    for each in operation.parameters_in("path"):
        path = path.replace(f"{{{each.name}}}", quote(text_of(maker.parameter(each)), safe=""))
    content = chosen_content(operation)
    body = maker.body(content) if content else UNSET
    query = tuple(
        (each.name, text_of(maker.parameter(each)))
        for each in operation.parameters_in("query")
        if each.required
    )
    headers = tuple(
        (each.name, text_of(maker.parameter(each)))
        for each in operation.parameters_in("header")
        if each.required
    )
    credentials, extra = _credentials(api, operation)
    return Request(
        method=operation.method.upper(),
        url=server_url((*operation.servers, *api.servers)) + path,
        query=(*query, *extra),
        headers=(*credentials, *headers),
        body=body,
        media_type=content.media_type if content and body is not UNSET else None,
    )


def chosen_content(operation: Operation) -> Content | None:
    """The JSON body where there is one."""
    if operation.body is None or not operation.body.contents:
        return None
    contents = operation.body.contents
    return next((each for each in contents if "json" in each.media_type), contents[0])


def server_url(servers: tuple[Server, ...]) -> str:
    """The first server, with its variables' defaults."""
    if not servers:
        return "https://api.example.com"
    url = servers[0].url
    for name, default in servers[0].variables:
        url = url.replace(f"{{{name}}}", default)
    url = url.rstrip("/")
    return url if re.match(r"https?://", url) else f"https://api.example.com{url}"


def text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ",".join(map(text_of, value))
    return json.dumps(value, ensure_ascii=False)


def _credentials(
    api: Api, operation: Operation
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Headers and query parameters that the first way to authenticate needs."""
    schemes = {each.name: each for each in api.security_schemes}
    headers: list[tuple[str, str]] = []
    query: list[tuple[str, str]] = []
    for name, _ in next(iter(operation.security or ()), ()):
        scheme = schemes.get(name)
        if scheme is None:
            continue
        target = query if scheme.location == "query" else headers
        target.append(credential(scheme))
    return tuple(headers), tuple(query)


def credential(scheme: SecurityScheme) -> tuple[str, str]:
    """Name and value of the header or query parameter, with a placeholder for the secret."""
    return _key(scheme), _credential(scheme)


def _key(scheme: SecurityScheme) -> str:
    if scheme.location == "cookie":
        return "Cookie"
    return (scheme.key or "api_key") if scheme.type == "apiKey" else "Authorization"


def _credential(scheme: SecurityScheme) -> str:
    """The value's form is told by the scheme; for keys in Authorization, by its description."""
    if scheme.type == "http" and (scheme.scheme or "").lower() == "basic":
        return "Basic BASE64_OF_USER_AND_PASSWORD"
    if scheme.type != "apiKey":
        return f"Bearer {TOKEN}"
    if scheme.location == "cookie":
        return f"{scheme.key}={TOKEN}"
    prefix = re.search(r"`([A-Za-z]+) <", scheme.description)
    return f"{prefix.group(1)} {TOKEN}" if prefix else TOKEN


def _full_url(request: Request) -> str:
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in request.query)
    return f"{request.url}?{query}" if query else request.url


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def curl(request: Request) -> str:
    lines = [f"curl {_shell(_full_url(request))}"]
    if request.method != "GET":
        lines[0] = f"curl -X {request.method} {_shell(_full_url(request))}"
    lines += [f"-H {_shell(f'{name}: {value}')}" for name, value in request.headers]
    if request.media_type:
        lines.append(f"-H {_shell(f'Content-Type: {request.media_type}')}")
        lines.append(f"--data {_shell(_body_text(request.body))}")
    return " \\\n  ".join(lines)


def _body_text(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body, indent=2, ensure_ascii=False)


def _is_json(request: Request) -> bool:
    return request.media_type is not None and "json" in request.media_type


def httpx(request: Request) -> str:
    arguments = [python_literal(request.method), python_literal(request.url)]
    if request.query:
        arguments.append(f"params={python_literal(dict(request.query))}")
    headers = dict(request.headers)
    if request.media_type and not _is_json(request):
        headers["Content-Type"] = request.media_type
    if headers:
        arguments.append(f"headers={python_literal(headers)}")
    if request.media_type:
        key, body = (
            ("json", request.body) if _is_json(request) else ("content", _body_text(request.body))
        )
        arguments.append(f"{key}={python_literal(body)}")
    inner = "".join(f"    {_indented(each)},\n" for each in arguments)
    return (
        f"import httpx\n\nresponse = httpx.request(\n{inner})\n"
        "response.raise_for_status()\nprint(response.text)"
    )


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def fetch(request: Request) -> str:
    options = [f"  method: {json.dumps(request.method)},"] if request.method != "GET" else []
    headers = dict(request.headers)
    if request.media_type:
        headers["Content-Type"] = request.media_type
    if headers:
        options.append("  headers: " + _indent2(json.dumps(headers, indent=2)) + ",")
    if request.media_type:
        text = json.dumps(request.body, indent=2, ensure_ascii=False)
        body = f"JSON.stringify({_indent2(text)})" if _is_json(request) else text
        options.append(f"  body: {body},")
    url = json.dumps(_full_url(request), ensure_ascii=False)
    second = ", {\n" + "\n".join(options) + "\n}" if options else ""
    return (
        f"const response = await fetch({url}{second});\n"
        "if (!response.ok) throw new Error(response.status);\n"
        "console.log(await response.text());"
    )


def _indent2(text: str) -> str:
    return text.replace("\n", "\n  ")
