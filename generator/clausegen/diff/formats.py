"""Changes as text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from clausegen.diff.change import CLASSES, Broken, Change
from clausegen.text.problems import printable

_COLOURS: dict[Broken, str] = {"clients": "red", "servers": "yellow", "nobody": "green"}
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def groups(changes: tuple[Change, ...]) -> Iterator[tuple[Broken, str, tuple[Change, ...]]]:
    for breaks, title in CLASSES.items():
        found = tuple(each for each in changes if each.breaks == breaks)
        if found:
            yield breaks, title, found


def as_text(changes: tuple[Change, ...]) -> str:
    """One change a line or two; colours, which click leaves out where no terminal reads."""
    lines = []
    for breaks, title, found in groups(changes):
        heading = f"{title} ({len(found)})"
        lines += ["", click.style(heading, fg=_COLOURS[breaks], bold=True)]
        for each in found:
            name = click.style(printable(each.id), bold=True)
            where = click.style(printable(each.where), dim=True)
            lines += [f"{_SIGNS[each.kind]} {name}  {where}".rstrip()]
            lines += [f"    {printable(each.sentence)}"]
    return "\n".join([*lines[1:], *([""] if lines else []), summary(changes)])


def as_markdown(changes: tuple[Change, ...]) -> str:
    lines = ["# What changed", "", summary(changes)]
    for _, title, found in groups(changes):
        lines += ["", f"## {title}", ""]
        lines += (f"- **{each.kind}** `{each.id}`: {_line(each.sentence)}" for each in found)
    return "\n".join(lines)


def as_json(changes: tuple[Change, ...]) -> str:
    return msgspec.json.format(msgspec.json.encode(changes), indent=2).decode()


def summary(changes: tuple[Change, ...]) -> str:
    if not changes:
        return "Nothing changed."
    told = (f"{len(found)} {title[:1].lower()}{title[1:]}" for _, title, found in groups(changes))
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    return f"{count}: {', '.join(told)}."


def _line(text: str) -> str:
    return " ".join(text.split())
