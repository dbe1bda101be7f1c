"""What a request carries, read again as it stands on the wire, whatever its media type."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import msgspec

from clausecheck.http.exchange import Exchange

PATCH = "json-patch"
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/"


def payload_of(request: Exchange) -> Any:
    """JSON and YAML as they are; fields of a form as texts, or lists of them, and elements of XML
    the same way; what a JSON Patch sets, by name. None for anything else."""  # noqa: D205, D209 - one sentence
    sent = request.sent or b"null"
    kind = next((v for name, v in request.carries.items() if name.lower() == "content-type"), "")
    if kind.lower().startswith(FORM):
        return _gathered(parse_qsl(sent.decode("utf-8", "replace")))
    if kind.lower().startswith(PARTS):
        return _gathered(_fields(kind, sent))
    if "xml" in kind.lower():
        return _elements(sent)
    if "yaml" in kind.lower():
        return _yaml(sent)
    try:
        found = msgspec.json.decode(sent)
    except (msgspec.DecodeError, RecursionError):
        return None
    return _patched(found) if PATCH in kind.lower() else found


def _patched(steps: Any) -> Any:
    """[{"op": "replace", "path": "/owner_id", "value": 3}] sets owner_id to 3."""
    known = [each for each in steps if isinstance(each, dict)] if isinstance(steps, list) else []
    return _gathered(
        (str(each.get("path")).rpartition("/")[2], each.get("value")) for each in known
    )


def _elements(sent: bytes) -> Any:
    try:
        root = ET.fromstring(sent)  # noqa: S314 - what the run itself has written
    except ET.ParseError:
        return None
    return _inside(root)


def _inside(element: ET.Element) -> Any:
    fields = [(each.tag.rpartition("}")[2], _inside(each)) for each in element]
    fields += list(element.attrib.items())
    return _gathered(fields) if fields else element.text


def _yaml(sent: bytes) -> Any:
    import yaml

    try:
        return yaml.safe_load(sent)
    except (yaml.YAMLError, UnicodeDecodeError):
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
