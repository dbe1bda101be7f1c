"""What goes out: the status that the document lists, and a body that keeps its schema."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from clausegen.model import UNSET, Api, Content, Operation, Response, Schema
from clausegen.model import relations as related

from clausemock.derived.held import violations
from clausemock.derived.plan import Plan, Task
from clausemock.derived.streams import stream
from clausemock.derived.values import Values

TELLING = (
    "detail",
    "message",
    "error_description",
    "description",
    "title",
    "msg",
    "reason",
    "error",
)
"""Attributes of an error in which people look for the reason."""

JSON = "application/json"
BARE = frozenset({204, 205, 304})
"""Statuses of answers without a body."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Status, headers and content. Without a media type there is no content."""

    status: int
    media_type: str | None = None
    content: bytes = b""
    headers: Mapping[str, str] = {}


class Answers:
    """Makes answers for one document."""

    def __init__(self, api: Api, plan: Plan, values: Values) -> None:
        self._api = api
        self._values = values
        self._good = {each.operation.id: self._ordinary(each) for each in plan.tasks}

    def good(self, task: Task, body: Any, headers: Mapping[str, str] = {}) -> Answer:
        """JSON, if the document lists a JSON body, or no body."""
        media_type, known = self._good[task.operation.id]
        made = {**known, **headers} if known else headers
        if body is UNSET or media_type is None:
            return Answer(status=task.status, headers=made)
        content = msgspec.json.encode(body)
        return Answer(status=task.status, media_type=media_type, content=content, headers=made)

    def _ordinary(self, task: Task) -> tuple[str | None, Mapping[str, str]]:
        """The media type of an ordinary answer, None without a body, and its headers."""
        response = task.response
        content = related.json_content(response.contents) if response is not None else None
        headers = self._headers(response, {})
        if task.status in BARE or (response is not None and content is None):
            return None, headers
        media_type = content.media_type if content is not None else JSON
        return (JSON if "*" in media_type else media_type), headers

    def sample(self, task: Task, seed: str, accept: str, sent: Mapping[str, Any]) -> Answer:
        """The documented example, else a value of the schema, in the media type asked for.

        A value that was made repeats what was sent, where the schema allows it.
        """
        status, response = task.status, task.response
        content = _chosen(response.contents if response is not None else (), accept)
        headers = self._headers(response, {})
        if content is None or status in BARE:
            return Answer(status=status, headers=headers)
        pieces = stream(self._api, content, self._values, seed)
        body = self._sampled(content, seed, sent) if pieces is None else pieces
        if related.is_json(content.media_type):
            media_type = JSON if "*" in content.media_type else content.media_type
            raw = msgspec.json.encode(None if body is UNSET else body)
        else:
            media_type = content.media_type.replace("*/*", "text/plain")
            raw = body if isinstance(body, bytes) else str("" if body is UNSET else body).encode()
        return Answer(status=status, media_type=media_type, content=raw, headers=headers)

    def _sampled(self, content: Content, seed: str, sent: Mapping[str, Any]) -> Any:
        """UNSET where nothing is said of it; a breaking example if nothing keeps the schema."""
        examples = [each.value for each in content.examples if each.value is not UNSET]
        schema = content.schema
        if schema is None:
            return examples[0] if examples else UNSET
        for each in examples:
            if not violations(self._api, schema, each, "response"):
                return each
        made = self._echoed(schema, self._values.record(schema, seed), sent)
        is_kept = not examples or not violations(self._api, schema, made, "response")
        return made if is_kept else examples[0]

    def _echoed(self, schema: Schema, body: Any, sent: Mapping[str, Any]) -> Any:
        """{"user": {...}} on both sides is told attribute by attribute as well."""
        if not isinstance(body, dict):
            return body
        said = dict(body)
        for name, value in sent.items():
            if isinstance(said.get(name), dict) and isinstance(value, dict):
                known = said[name]
                said[name] = {**known, **{k: v for k, v in value.items() if k in known}}
            elif name in said:
                said[name] = value
        return body if violations(self._api, schema, said, "response") else said

    def refusal(self, operation: Operation | None, wanted: tuple[int, ...], reason: str) -> Answer:
        """The first wanted status that the operation lists; the first one if it lists none."""
        status, response = _listed(operation, wanted)
        headers = self._headers(response, {})
        if status == HTTPStatus.UNAUTHORIZED:
            headers = {"www-authenticate": "Bearer", **headers}
        is_bare = response is not None and not response.contents
        if is_bare or status == HTTPStatus.NOT_MODIFIED:
            return Answer(status=status, headers=headers)
        content = related.json_content(response.contents) if response is not None else None
        if response is not None and content is None:
            text = response.contents[0].media_type
            return Answer(status=status, media_type=text, content=reason.encode(), headers=headers)
        body: Any = {"detail": reason}
        if content is not None and content.schema is not None:
            body = self._told(content, reason, status)
        media_type = content.media_type if content is not None else JSON
        return Answer(
            status=status,
            media_type=JSON if "*" in media_type else media_type,
            content=msgspec.json.encode(body),
            headers=headers,
        )

    def _told(self, content: Content, reason: str, status: int) -> Any:
        """An error body of the document's form, with the reason where people look for it."""
        assert content.schema is not None
        body = self._values.record(content.schema, f"refusal {status}")
        if not isinstance(body, dict):
            return body
        name = next((each for each in TELLING if isinstance(body.get(each), str)), None)
        said = {**body, name: reason} if name is not None else body
        if isinstance(said.get("status"), int):
            said = {**said, "status": status}
        return body if violations(self._api, content.schema, said, "response") else said

    def _headers(self, response: Response | None, known: Mapping[str, str]) -> dict[str, str]:
        """The headers that the document requires of a response."""
        found = {}
        for each in response.headers if response is not None else ():
            if each.name.lower() in {"content-type", *known} or each.schema is None:
                continue
            if each.required:
                value = self._values.record(each.schema, each.name)
                plain = value if isinstance(value, str) else msgspec.json.encode(value).decode()
                found[each.name.lower()] = plain
        return found


def _listed(operation: Operation | None, wanted: tuple[int, ...]) -> tuple[int, Response | None]:
    if operation is None:
        return wanted[0], None
    by_status = {each.status.upper(): each for each in operation.responses}
    for each in wanted:
        if str(each) in by_status:
            return each, by_status[str(each)]
    for key in (f"{str(wanted[0])[0]}XX", "DEFAULT"):
        if key in by_status:
            return wanted[0], by_status[key]
    return wanted[0], None


def _chosen(contents: tuple[Content, ...], accept: str) -> Content | None:
    """The first media type that the client asks for, else JSON, else the first one."""
    for asked in accept.split(","):
        kind = asked.partition(";")[0].strip().lower()
        for each in contents:
            if each.media_type.partition(";")[0].strip().lower() == kind:
                return each
    return related.json_content(contents) or (contents[0] if contents else None)
