"""The file that tells a contract suite where the mock listens, who may ask and for what."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec
from clausegen.load import load_api
from clausegen.manifest import Manifest

from clausemock.guest import Target


def render(target: Target, base_url: str, scheme: str) -> str:
    """The text of a target.toml."""
    lines = [f"base_url = {_quoted(base_url)}"]
    if target.lent:
        lines.append(f"lent = [{', '.join(map(_quoted, target.lent))}]")
    for name, actor in target.actors.items():
        values = msgspec.to_builtins(actor)
        ids = values.pop("ids", {})
        lines += _table(f"actors.{name}", {**values, "scheme": scheme})
        if ids:
            lines += _table(f"actors.{name}.ids", ids)
    lines += _table("ids", target.ids)
    return "\n".join(lines) + "\n"


def first_request(manifest: Manifest, target: Target) -> tuple[str, str] | None:
    """(token, path) of a list that the owner may read, as something to try; None without one."""
    name = manifest.roles.owner or next(iter(target.actors), "")
    if name not in target.actors:
        return None
    own = msgspec.to_builtins(target.actors[name])
    for each in load_api(manifest.document, overlays=manifest.overlays).operations:
        names = {parameter.name for parameter in each.parameters_in("path")}
        if each.method == "get" and own.keys() >= names:
            return own["token"], each.path.format_map(own)
    return None


def _table(name: str, values: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {_quoted(value)}" for key, value in values.items())]


def _quoted(text: str) -> str:
    """A TOML basic string, which is written as in JSON."""
    return json.dumps(text)
