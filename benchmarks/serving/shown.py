"""What a service shows before and after a run: whether it did harm."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from serving.service import Service, short


def shown(service: Service, url: str) -> list[Any]:
    """One list of parts for each of `shows`."""
    return [
        _parts(json.loads(send(service, method, url + path, None if method == "GET" else {})))
        for method, path in (each.split() for each in service.shows)
    ]


def _parts(answer: Any) -> list[Any]:
    """What can be compared alone: items of a list, entries of an object."""
    if isinstance(answer, list):
        return answer
    if not isinstance(answer, dict):
        return [answer]
    inner = [value for value in answer.values() if isinstance(value, list | dict)]
    if len(inner) == 1 and isinstance(inner[0], list):
        return inner[0]  # no counts beside the items
    return [[name, value] for name, value in answer.items()]


def harm(service: Service, url: str, before: list[Any]) -> str:
    try:
        after = shown(service, url)
    except OSError as error:
        return f"it does not answer any more ({error})"
    lost = sum(each not in new for old, new in zip(before, after, strict=True) for each in old)
    more = [each for old, new in zip(before, after, strict=True) for each in new if each not in old]
    names = sorted({str(_name(each)) for each in more})
    left = f"; left behind: {', '.join(names)}" if len(more) > lost else ""
    return (f"{lost} of {sum(map(len, before))} changed" if lost else "none") + short(left)


def _name(part: Any) -> Any:
    return part.get("name", part.get("id")) if isinstance(part, dict) else part[0]


def send(service: Service, method: str, url: str, payload: Any = None) -> bytes:
    headers = {"Content-Type": "application/json"}
    headers |= service.credentials
    data = None if payload is None else json.dumps(payload).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return bytes(answer.read())
