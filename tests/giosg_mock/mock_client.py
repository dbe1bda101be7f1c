"""Requests to a mock without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
from clausegen.model import Api, Operation
from clausegen.schemas.validation import validator
from clausemock import app as mock_app
from clausemock.app import Options
from giosg_mock import seed

BASE_URL = "http://mock.test"


class Client:
    """Sends requests as one of the actors; each answer has to be as documented."""

    def __init__(self, api: Api, target: seed.Target, options: Options) -> None:
        self._api = api
        self._target = target
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(app=mock_app.build(options))
        self._http = httpx.AsyncClient(
            transport=transport, base_url=BASE_URL, follow_redirects=True
        )

    def url(self, operation: str, **values: str) -> str:
        """The path of an operation; what is not given comes from the target."""
        admin = self._target.actors["admin"]
        known = {
            "organization_id": admin.organization_id,
            "user_id": admin.user_id,
            "room_id": seed.identifier("room", "support"),
            "tag": "Lead",
            "domain_room_id": seed.identifier("room", "shop"),
            "queue_id": self._target.ids["queue_id"],
            "brand_id": seed.identifier("brand", "plain"),
        }
        quoted = {name: quote(value, safe="") for name, value in {**known, **values}.items()}
        return self._api.operation(operation).path.format(**quoted)

    def send(self, operation: str, **sent: Any) -> httpx.Response:
        """`sent`: actor, url, json, content, params, headers; other values are for the path."""
        actor, url = sent.pop("actor", "admin"), sent.pop("url", None)
        options = {name: sent.pop(name) for name in ("json", "content", "params") if name in sent}
        headers = {"content-type": "application/json"} if "content" in options else {}
        headers |= sent.pop("headers", {})
        if actor is not None:
            headers["authorization"] = f"Token {self._target.actors[actor].token}"
        found = self._api.operation(operation)
        request = self._http.request(
            found.method.upper(), url or self.url(operation, **sent), headers=headers, **options
        )
        response = self._runner.run(request)
        self._check(found, response)
        return response

    def raw(self, method: str, url: str, **options: Any) -> httpx.Response:
        """A request that is no documented operation."""
        return self._runner.run(self._http.request(method, url, **options))

    def all(self, operation: str, **sent: Any) -> list[Any]:
        """The items of every page."""
        page = self.send(operation, **sent).json()
        items: list[Any] = page["results"]
        while page["next"]:
            url = page["next"].removeprefix(BASE_URL)
            page = self.send(operation, actor=sent.get("actor", "admin"), url=url).json()
            items += page["results"]
        return items

    def _check(self, operation: Operation, response: httpx.Response) -> None:
        documented = operation.response(response.status_code)
        if response.is_error and documented is None:
            return  # Nothing is promised about other refusals, nor about the bodies of any.
        assert documented is not None, f"{operation.id} answered {response.status_code}"
        if not documented.contents or not response.content or response.is_error:
            assert response.is_error or response.content == b""
            return
        schema = documented.contents[0].schema
        assert schema is not None
        assert validator(self._api, schema, "response").errors(response.json()) == ()

    def close(self) -> None:
        self._runner.run(self._http.aclose())
        self._runner.close()


MakeClient = Callable[..., Client]
"""With the options of the mock."""
