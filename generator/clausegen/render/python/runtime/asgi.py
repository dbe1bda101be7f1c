"""The ASGI application: finds the route, decodes, calls the method, encodes."""

from __future__ import annotations

import inspect
import json
import logging
import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from .bodies import read_body, read_querystring
from .call import Answer, ApiError, Call, InvalidRequest, NotOverridden
from .decoding import read_arguments
from .negotiation import is_json, media_type_of, pieces_of, taken
from .one_of import chosen
from .open_struct import from_json, to_json
from .routing import Endpoint, Node
from .streaming import send_pieces

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Authenticate = Callable[[Call], Any]
OnInvalid = Callable[[Call, InvalidRequest], None]

LOG = logging.getLogger(__name__)
REQUEST_ID_LENGTH = 128


class Application:
    """Made by `create_app`, which says what the options mean."""

    def __init__(
        self,
        routes: Node,
        *,
        authenticate: Authenticate | None,
        on_invalid: OnInvalid | None,
        max_body: int,
        cors: Collection[str],
        debug: bool,
    ) -> None:
        self.routes = routes
        self.authenticate = authenticate
        self.on_invalid = on_invalid
        self.max_body = max_body
        self.cors = cors
        self.debug = debug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI protocol."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        request_id = _request_id(headers)
        try:
            answer, media_type = await self._answer(scope, headers, request_id, receive)
        except ApiError as error:
            answer, media_type = Answer(error.status, error.body, error.headers), "application/json"
        except Exception:
            LOG.exception("%s %s (request %s)", scope["method"], scope["path"], request_id)
            answer = Answer(500, {"detail": f"Internal error (request {request_id})"})
            media_type = "application/json"
        sent = {"x-request-id": request_id, **self._cors_headers(headers), **answer.headers}
        if answer.body is not None:
            sent = {"content-type": media_type, **sent}
        pieces = pieces_of(answer.body, media_type)
        is_whole = pieces is None and answer.body is not None
        content = _encoded(answer.body, media_type) if is_whole else b""
        if answer.status not in {204, 304} and pieces is None:
            sent["content-length"] = str(len(content))
        raw = [(name.lower().encode(), text.encode("latin-1")) for name, text in sent.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        if pieces is not None and scope["method"] != "HEAD":
            await send_pieces(pieces, media_type, receive, send)
        else:
            content = b"" if scope["method"] == "HEAD" else content
            await send({"type": "http.response.body", "body": content})

    async def _answer(
        self, scope: Scope, headers: Mapping[str, str], request_id: str, receive: Receive
    ) -> tuple[Answer[Any], str]:
        found = self.routes.find(_segments(scope))
        if found is None:
            raise ApiError("There is nothing at this path", status=404)
        node, values = found
        method = scope["method"]
        if method == "OPTIONS" and method not in node.endpoints:
            return self._options(node, headers), ""
        endpoint = node.endpoints.get(method)
        if endpoint is None and method == "HEAD":
            endpoint = node.endpoints.get("GET")
        if endpoint is None:
            raise ApiError(status=405, headers={"allow": _allowed(node)})
        call = Call(
            operation=endpoint.route.operation,
            method=method,
            path=scope["path"],
            raw_path_values=dict(zip(endpoint.names, values, strict=True)),
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            body=await _body(receive, headers, self.max_body),
            request_id=request_id,
            accepted=taken(endpoint.route.media_types, headers.get("accept", "")),
        )
        answer, documented = await self._called(endpoint, call), endpoint.route.media_types
        fitting = media_type_of(answer.body, documented, headers.get("accept", ""))
        media_type = answer.media_type or fitting
        if self.debug:
            _check(endpoint, answer, media_type)
        return answer, media_type

    async def _called(self, endpoint: Endpoint, call: Call) -> Answer[Any]:
        route = endpoint.route
        if self.authenticate is not None and not route.is_public:
            actor = self.authenticate(call)
            call.actor = await actor if inspect.isawaitable(actor) else actor
        arguments = read_arguments(route.parameters, call, lambda each: self._refuse(call, each))
        wholes = [each for each in route.parameters if each.location == "querystring"]
        read = {each.argument or each.name: partial(read_querystring, each) for each in wholes}
        if route.body is not None:
            read["body"] = partial(read_body, route.body)
        for name, reads in read.items():
            try:
                value = reads(call)
            except InvalidRequest as problem:
                self._refuse(call, problem)
                raise
            if value is not msgspec.UNSET:
                arguments[name] = value
        try:
            reply = endpoint.answer(call, **arguments)
            reply = await reply if inspect.isawaitable(reply) else reply
        except NotOverridden:
            status = next(iter(route.answers))
            return Answer(status, examples().get(route.operation))
        return reply if isinstance(reply, Answer) else Answer(next(iter(route.answers)), reply)

    def _refuse(self, call: Call, problem: InvalidRequest) -> None:
        if self.on_invalid is None:
            raise problem
        self.on_invalid(call, problem)

    def _options(self, node: Node, headers: Mapping[str, str]) -> Answer[Any]:
        allow = _allowed(node)
        if not self._cors_headers(headers):
            return Answer(204, None, {"allow": allow})
        wanted = headers.get("access-control-request-headers", "*")
        return Answer(
            204,
            None,
            {
                "allow": allow,
                "access-control-allow-methods": allow,
                "access-control-allow-headers": wanted,
            },
        )

    def _cors_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        origin = headers.get("origin")
        if origin is None or not ("*" in self.cors or origin in self.cors):
            return {}
        return {
            "access-control-allow-origin": origin,
            "access-control-expose-headers": "*",
            "vary": "Origin",
        }


@cache
def examples() -> Mapping[str, Any]:
    """The documented examples by operation, read when the first is needed."""
    found: Mapping[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_bytes())
    return found


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _headers(scope: Scope) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_text in scope["headers"]:
        name, text = raw_name.decode("latin-1").lower(), raw_text.decode("latin-1")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


def _request_id(headers: Mapping[str, str]) -> str:
    given = headers.get("x-request-id", "")
    is_sane = given.isascii() and given.isprintable() and 0 < len(given) <= REQUEST_ID_LENGTH
    return given if is_sane else uuid.uuid4().hex


def _segments(scope: Scope) -> tuple[str, ...]:
    raw = scope.get("raw_path") or scope["path"].encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    path = path.removeprefix(scope.get("root_path", ""))
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        raise ApiError("There is nothing at this path", status=404) from None
    return tuple(path.split("/")[1:])


def _allowed(node: Node) -> str:
    head = {"HEAD"} if "GET" in node.endpoints else set()
    return ", ".join(sorted({*node.endpoints, *head, "OPTIONS"}))


async def _body(receive: Receive, headers: Mapping[str, str], limit: int) -> bytes:
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise ApiError(f"More than {limit} bytes", status=413)
    content = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ApiError("The request broke off", status=400)
        content += message.get("body", b"")
        if len(content) > limit:
            raise ApiError(f"More than {limit} bytes", status=413)
        if not message.get("more_body", False):
            return bytes(content)


def _encoded(body: object, media_type: str) -> bytes:
    if isinstance(body, str) and not is_json(media_type):
        return body.encode()
    return body if isinstance(body, bytes) else to_json(body)


def _check(endpoint: Endpoint, answer: Answer[Any], media_type: str) -> None:
    """Debug mode: an answer that the document does not describe is an internal error."""
    route = endpoint.route
    if answer.status not in route.answers:
        raise ValueError(f"{route.operation} documents no status {answer.status}")
    if media_type not in route.media_types:
        raise ValueError(f"{route.operation} documents no answer of the type {media_type}")
    is_usual = media_type == route.media_types[0] and is_json(media_type)
    if is_usual and route.answers[answer.status] is not None:
        from_json(to_json(answer.body), route.answers[answer.status], chosen)
