"""What a request carries, read again as it stands on the wire, whatever its media type."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from clausecheck.http.exchange import Exchange

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/"


def payload_of(request: Exchange) -> Any:
    """JSON as it is; fields of a form as texts, or lists of them; None for anything else."""
    sent = request.sent or b"null"
    kind = next((v for name, v in request.carries.items() if name.lower() == "content-type"), "")
    if kind.lower().startswith(FORM):
        return _gathered(parse_qsl(sent.decode("utf-8", "replace")))
    if kind.lower().startswith(PARTS):
        return _gathered(_fields(kind, sent))
    try:
        return msgspec.json.decode(sent)
    except (msgspec.DecodeError, RecursionError):
        return None


def _fields(kind: str, sent: bytes) -> Iterator[tuple[str, Any]]:
    """Also a part that holds JSON."""
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + sent)
    for part in whole.get_payload() if whole.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        text = part.get_payload(decode=True)  # type: ignore[union-attr]
        if isinstance(name, str) and isinstance(text, bytes):
            try:
                found = msgspec.json.decode(text)
            except (msgspec.DecodeError, RecursionError):
                found = text.decode("utf-8", "replace")
            yield name, found


def _gathered(fields: Any) -> dict[str, Any]:
    """A name that stands there twice has a list."""
    found: dict[str, list[Any]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return {name: each[0] if len(each) == 1 else each for name, each in found.items()}
