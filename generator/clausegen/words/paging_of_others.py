"""What others write about pages, as our word: x-speakeasy-pagination and x-ms-pageable."""

from __future__ import annotations

from typing import Any

from clausegen.words.word import Adopts

_ROOT = "$."


def speakeasy(raw: Any) -> dict[str, Any] | None:
    """None for what says too little, or what our word cannot say."""
    if not isinstance(raw, dict):
        return None
    inputs = {each.get("type"): each.get("name") for each in _dicts(raw.get("inputs"))}
    given = raw.get("outputs")
    outputs: dict[str, Any] = given if isinstance(given, dict) else {}
    told = {
        "items": _way(outputs.get("results")),
        "size": inputs.get("limit"),
    }
    style = raw.get("type")
    if style == "cursor":
        told |= {"parameter": inputs.get("cursor"), "cursor": _way(outputs.get("nextCursor"))}
    elif style == "url":
        style, told["next"] = "link", _way(outputs.get("nextUrl"))
    elif style == "offsetLimit":
        style = "page" if inputs.get("page") else "offset"
        told["parameter"] = inputs.get(style)
    needed = {"cursor": ("parameter", "cursor"), "link": ("next", "items")}
    if any(not told.get(each) for each in needed.get(str(style), ("parameter",))):
        return None
    return {"style": style, **{key: value for key, value in told.items() if value}}


def pageable(raw: Any) -> dict[str, Any] | None:
    """Whose nextLinkName is null comes as a whole."""
    if not isinstance(raw, dict) or not isinstance(raw.get("nextLinkName", ""), str | None):
        return None
    items, on = raw.get("itemName") or "value", raw.get("nextLinkName", "")
    if on is None:
        return {"style": "whole", "items": items}
    return {"items": items, "next": on} if on else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _way(path: Any) -> str | None:
    """$.data.next as data.next; None for the body itself, and for paths that choose."""
    if not isinstance(path, str) or not path.startswith(_ROOT) or "[" in path:
        return None
    return path.removeprefix(_ROOT)


ADOPTED = (
    Adopts("x-speakeasy-pagination", speakeasy),
    Adopts("x-ms-pageable", pageable),
)
