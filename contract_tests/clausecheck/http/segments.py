"""Path parameters on the wire: OpenAPI's styles simple, label and matrix.

Everywhere else a value is a text: a list is written a,b and an object R,100,G,200.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from clausegen.model import Api, Operation, Parameter
from clausegen.model.items import path_values
from clausegen.model.relations import json_types


def filled(
    api: Api, operation: Operation, values: Mapping[str, str], raw: Mapping[str, str] | None = None
) -> str:
    """The operation's path; what is in `raw` stands there as it is."""
    written = {name: quote(value, safe="") for name, value in values.items()}
    for each in operation.parameters_in("path"):
        if each.name in values:
            written[each.name] = _segment(api, each, values[each.name])
    path = operation.path
    for name, text in {**written, **(raw or {})}.items():
        path = path.replace(f"{{{name}}}", text)
    return path


def read(operation: Operation, path: str) -> dict[str, str] | None:
    """The values in a path on the wire; None if it is none of the operation's.

    A style's mark is no part of the value: /.5 and /;id=5 name 5.
    """
    found = path_values(operation.path, path)
    if found is None:
        return None
    for each in operation.parameters_in("path"):
        if each.style == "label":
            found[each.name] = found[each.name].removeprefix(".")
        elif each.style == "matrix":
            found[each.name] = found[each.name].removeprefix(f";{each.name}").removeprefix("=")
    return found


def _segment(api: Api, parameter: Parameter, value: str) -> str:
    kinds = (json_types(api, parameter.schema) if parameter.schema else None) or frozenset()
    items = [quote(each, safe="") for each in value.split(",")]
    if "string" in kinds or not kinds & {"array", "object"}:
        items = [quote(value, safe="")]
    elif "object" in kinds and parameter.explode:
        items = [f"{name}={each}" for name, each in zip(items[::2], items[1::2], strict=False)]
    name = quote(parameter.name, safe="")
    if parameter.style == "label":
        return "." + ("." if parameter.explode else ",").join(items)
    if parameter.style != "matrix":
        return ",".join(items)
    if "object" in kinds and parameter.explode:
        return "".join(f";{each}" for each in items)
    if parameter.explode:
        return "".join(f";{name}={each}" for each in items)
    return f";{name}={','.join(items)}"
