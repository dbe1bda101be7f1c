"""Faults of what is sent: payloads and operations of a PATCH."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from faults.fault import before

PATCH_OPS = "Operations"


def sent(request: Any) -> Any:
    """The payload of a request; None where it is no JSON."""
    try:
        return json.loads(request.body)
    except ValueError:
        return None


def _operations(request: Any, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Each operation of a PATCH as another one; None leaves it out."""
    body = sent(request)
    if request.method == "PATCH" and isinstance(body, dict) and PATCH_OPS in body:
        made = [change(each) for each in body[PATCH_OPS]]
        body[PATCH_OPS] = [each for each in made if each is not None]
        request.body = json.dumps(body).encode()


@before("patchUser.add_value", "patchGroup.add_member")
def add_replaces_all(request: Any) -> None:
    _operations(request, lambda op: {**op, "op": "replace"} if op.get("op") == "add" else op)


@before("patchUser.remove_chosen", "patchGroup.remove_member")
def remove_takes_all(request: Any) -> None:
    def whole(op: dict[str, Any]) -> dict[str, Any]:
        path = str(op.get("path", ""))
        return (
            {**op, "path": path.split("[", maxsplit=1)[0]}
            if op.get("op") == "remove" and path
            else op
        )

    _operations(request, whole)


@before("patchUser.replace_chosen")
def replace_takes_other(request: Any) -> None:
    _operations(
        request,
        lambda op: {**op, "path": str(op["path"]).replace("work", "home")} if "path" in op else op,
    )


@before("patchUser.in_turn")
def last_operation_lost(request: Any) -> None:
    body = sent(request)
    if request.method == "PATCH" and isinstance(body, dict) and len(body.get(PATCH_OPS, ())) > 1:
        body[PATCH_OPS] = body[PATCH_OPS][:-1]
        request.body = json.dumps(body).encode()


@before("createUser.utf8")
def letters_lost(request: Any) -> None:
    body = sent(request)
    if isinstance(body, dict):
        request.body = json.dumps(body).encode("ascii").replace(b"\\u", b"?")


@before("replaceUser.title")
def put_loses_titles(request: Any) -> None:
    body = sent(request)
    if request.method == "PUT" and isinstance(body, dict):
        body.pop("title", None)
        request.body = json.dumps(body).encode()
