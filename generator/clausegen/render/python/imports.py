"""Import statements in the order that ruff sorts them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clausegen.render.python.models import IMPORTED
from clausegen.render.python.source import Group, statement


def from_import(module: str, names: Iterable[str]) -> str:
    """`from module import a, b`, laid out; nothing without names."""
    listed = tuple(sorted(set(names), key=_order))
    if not listed:
        return ""
    one = f"from {module} import {', '.join(listed)}"
    if len(one) <= 100:  # noqa: PLR2004 - the line length
        return one
    return statement(f"from {module} import ", Group("(", listed, ")", is_list=True))


def libraries(names: Iterable[str]) -> list[str]:
    """One statement a library for those of the names that do not come from the models."""
    named = {each: from_import(each, _from(each, names)) for each in ("typing", "uuid", "msgspec")}
    dates = "import datetime as dt" if "dt" in names else ""
    blocks = ((dates, named["typing"], named["uuid"]), (named["msgspec"],))
    found = "\n\n".join("\n".join(filter(None, block)) for block in blocks if any(block))
    return [found] if found else []


def runtime(names: Iterable[str], package: str) -> list[str]:
    """One statement for each module of the runtime that defines some of the names."""
    modules = ("one_of", "open_enum", "open_struct")
    lines = (from_import(f"{package}{each}", _from(each, names)) for each in modules)
    return [line for line in lines if line]


def _from(module: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if IMPORTED.get(name) == module}


def _order(name: str) -> tuple[int, list[tuple[int, int, str]], str]:
    """Constants, classes, then the rest; numbers count as numbers."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    parts = re.findall(r"\d+|\D+", name.lower())
    natural = [(0, int(each), "") if each.isdigit() else (1, 0, each) for each in parts]
    return kind, natural, name
