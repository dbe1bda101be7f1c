"""The file that tells a contract suite where the mock listens, who may ask and for what."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from clausemock.seed import Target


def render(target: Target, base_url: str) -> str:
    """The text of a target.toml."""
    lines = [f"base_url = {_quoted(base_url)}"]
    if target.lent:
        lines.append(f"lent = [{', '.join(map(_quoted, target.lent))}]")
    for name, actor in target.actors.items():
        values = msgspec.to_builtins(actor)
        ids = values.pop("ids", {})
        lines += _table(f"actors.{name}", {**values, "scheme": "Token"})
        if ids:
            lines += _table(f"actors.{name}.ids", ids)
    lines += _table("ids", target.ids)
    return "\n".join(lines) + "\n"


def _table(name: str, values: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {_quoted(value)}" for key, value in values.items())]


def _quoted(text: str) -> str:
    """A TOML basic string, which is written as in JSON."""
    return json.dumps(text)
