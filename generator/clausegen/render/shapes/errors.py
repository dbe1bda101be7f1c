"""The documented error statuses as exception classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus

import msgspec

from clausegen.model import Api, Content, Operation, Response
from clausegen.render.shapes.media_types import JSON, preferred
from clausegen.render.shapes.names import Scope, pascal
from clausegen.words.causes import causes_of

RENAMED = {413: "ContentTooLarge", 414: "UriTooLong", 416: "RangeNotSatisfiable"}
RENAMED |= {418: "ImATeapot", 422: "UnprocessableContent"}
"""Statuses whose names differ between versions of Python, as the newest has them."""
RANGES = {
    "4XX": ("ClientError", "A status from 400 to 499 that has no class of its own."),
    "5XX": ("ServerError", "A status from 500 to 599 that has no class of its own."),
    "default": ("OtherError", "Any other status that is no success."),
}
MOST_REASONS = 12


class ErrorView(msgspec.Struct, frozen=True):
    name: str
    status: int | str
    """As a number, or a key of RANGES."""
    doc: str


def error_classes(
    api: Api, *, reserved: Iterable[str], with_ranges: bool = False
) -> list[ErrorView]:
    """A class for each error status that an operation documents, with the documented reasons.

    With ranges: also for 4XX, 5XX and default where their bodies are described. A caller meets
    those; whoever answers chooses a status.
    """
    reasons: dict[int, dict[str, None]] = {}
    for operation in api.operations:
        for response in operation.responses:
            if response.status.isdigit() and response.status[0] in "45":
                found = reasons.setdefault(int(response.status), {})
                found.update(dict.fromkeys(_reasons(response)))
    scope = Scope(reserved, suffix="Error")
    classes = [
        ErrorView(scope.add(_class_name(status)), status, _doc(status, list(reasons[status])))
        for status in sorted(reasons)
    ]
    described = {e for _, e, _ in error_contents(api)} if with_ranges else set()
    for status in filter(described.__contains__, RANGES):
        name, doc = RANGES[status]
        classes.append(ErrorView(scope.add(name), status, doc))
    return classes


def error_contents(api: Api) -> Iterator[tuple[Operation, str, Content]]:
    """The documented JSON bodies of errors: (operation, status as written, content)."""
    for operation in api.operations:
        for response in operation.responses:
            status = response.status.upper()
            content = preferred(response.contents)
            is_default = status == "DEFAULT" and any(e.is_success for e in operation.responses)
            if content is None or content.schema is None or not JSON.match(content.media_type):
                continue
            if is_default or status[0] in "45":
                yield operation, status.replace("DEFAULT", "default"), content


def _reasons(response: Response) -> Iterator[str]:
    for each in causes_of(response):
        yield f"if {each.when}"
    if not causes_of(response) and response.description.strip():
        yield response.description.strip().partition("\n")[0].rstrip()


def _doc(status: int, reasons: list[str]) -> str:
    title = f"{status} {_phrase(status)}".rstrip() + "."
    told = [each for each in reasons if each.rstrip(".").lower() != _phrase(status).lower()]
    listed = "\n".join(f"- {each}" for each in told[:MOST_REASONS])
    more = "\n- ..." if len(told) > MOST_REASONS else ""
    return f"{title}\n\n{listed}{more}" if listed else title


def _phrase(status: int) -> str:
    if status in RENAMED:
        return " ".join(_spaced(RENAMED[status]))
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _spaced(name: str) -> list[str]:
    return "".join(f" {char}" if char.isupper() else char for char in name).split()


def _class_name(status: int) -> str:
    return RENAMED.get(status) or pascal(_phrase(status), "Status") + (
        "" if _phrase(status) else str(status)
    )
