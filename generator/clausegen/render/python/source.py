"""Python source: literals, docstrings and the layout that a formatter would choose.

Whatever comes from the document passes through `literal` or `docstring`, or became an identifier.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec

from clausegen.render.shapes.text import plain

WIDTH = 100
STEP = 4
LEADS = (" ", "-", "*", "#", "|", ">", "`", "<", *"0123456789")
"""What lines of lists, tables and code begin with: they are not joined."""


class Group(msgspec.Struct, frozen=True):
    """Something in brackets, separated by commas."""

    open: str
    items: Sequence[Source]
    close: str
    is_subscript: bool = False
    """A lone item takes no comma behind it."""
    is_list: bool = False
    """When it breaks, each item stands on its own line."""
    is_tuple: bool = False
    """A lone item takes a comma behind it even on one line."""


class Either(msgspec.Struct, frozen=True):
    """Alternatives joined by `|`."""

    items: Sequence[Source]


class Prefixed(msgspec.Struct, frozen=True):
    """`name: type = default`, `key: value` or `name=value`."""

    prefix: str
    item: Source
    suffix: str = ""


Source: TypeAlias = str | Group | Either | Prefixed


def flat(source: Source) -> str:
    """On one line."""
    if isinstance(source, str):
        return source
    if isinstance(source, Prefixed):
        return f"{source.prefix}{flat(source.item)}{source.suffix}"
    if isinstance(source, Either):
        return " | ".join(map(flat, source.items))
    comma = "," if source.is_tuple and len(source.items) == 1 else ""
    return source.open + ", ".join(map(flat, source.items)) + comma + source.close


def laid_out(source: Source, indent: int, *, used: int, tail: int = 0, parens: bool = False) -> str:
    """As many lines as needed. `used` columns of the first are taken, `tail` of the last are."""
    one = flat(source)
    if used + len(one) + tail <= WIDTH or isinstance(source, str):
        return one
    if isinstance(source, Prefixed):
        start = used + len(source.prefix)
        end = len(source.suffix) + tail
        text = laid_out(source.item, indent, used=start, tail=end)
        return f"{source.prefix}{text}{source.suffix}"
    if isinstance(source, Either):
        return _either(source, indent, used=used, parens=parens)
    return _group(source, indent)


def _either(source: Either, indent: int, *, used: int, parens: bool) -> str:
    inner = indent + STEP if parens else indent
    pad = " " * inner
    one = flat(source)
    if parens and inner + len(one) <= WIDTH:
        return f"(\n{pad}{one}\n{' ' * indent})"
    starts = [inner if parens else used, *(inner + 2 for _ in source.items[1:])]
    lines = [
        laid_out(each, inner, used=start) for each, start in zip(source.items, starts, strict=True)
    ]
    text = f"\n{pad}| ".join(lines)
    return f"(\n{pad}{text}\n{' ' * indent})" if parens else text


def _group(source: Group, indent: int) -> str:
    pad = " " * (indent + STEP)
    end = f"\n{' ' * indent}{source.close}"
    one = ", ".join(map(flat, source.items))
    if not source.is_list and len(pad) + len(one) <= WIDTH:
        return f"{source.open}\n{pad}{one}{end}"
    comma = "" if source.is_subscript and len(source.items) == 1 else ","
    lines = [
        laid_out(each, indent + STEP, used=len(pad), tail=len(comma)) + comma
        for each in source.items
    ]
    return source.open + "".join(f"\n{pad}{line}" for line in lines) + end


def statement(prefix: str, source: Source, suffix: str = "", indent: int = 0) -> str:
    """One statement, laid out."""
    used = indent + len(prefix)
    if used + len(flat(source)) + len(suffix) > WIDTH and suffix.startswith(" = "):
        head = f"{' ' * indent}{prefix}{flat(source)} = ("
        if len(head) <= WIDTH:
            return f"{head}\n{' ' * (indent + STEP)}{suffix[3:]}\n{' ' * indent})"
    one = flat(source)
    head = source.open if isinstance(source, Group) else one if isinstance(source, str) else ""
    if used + len(head) > WIDTH >= indent + STEP + len(one):
        return f"{' ' * indent}{prefix}(\n{' ' * (indent + STEP)}{one}\n{' ' * indent})"
    text = laid_out(source, indent, used=used, tail=len(suffix), parens=True)
    return f"{' ' * indent}{prefix}{text}{suffix}"


def literal(value: Any) -> str:
    """A value of the document as a Python literal that is safe to print anywhere in code."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value)


def pattern_literal(text: str) -> str:
    """A regular expression, raw if it can be."""
    is_plain = "\\" in text and not {"'", '"'} & {*text} and not text.endswith("\\")
    return f'r"{text}"' if is_plain and text.isprintable() else literal(text)


def _string(text: str) -> str:
    if text.isprintable() and not {'"', "\\"} & {*text}:
        return f'"{text}"'
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_escaped(char, quote) for char in text) + quote


def _escaped(char: str, quote: str) -> str:
    if char in {"\\", quote}:
        return "\\" + char
    return char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()


def docstring(text: str, indent: int) -> str:
    """A docstring with its quotes, wrapped; empty text gives an empty string."""
    text = plain(text).replace('"""', "'''")
    if not text:
        return ""
    quotes = 'r"""' if "\\" in text else '"""'
    pad, width = " " * indent, WIDTH - indent
    lines = _wrapped(quotes + text, width)
    if len(lines) == 1 and len(lines[0]) + 3 > width:
        lines = _wrapped(quotes + text, width - 3)
    if len(lines) == 1:
        end = "" if lines[0].endswith((".", "!", "?")) else "."
        return f'{pad}{lines[0]}{end}"""'
    return "\n".join((pad + line).rstrip() for line in (*lines, '"""'))


def _wrapped(text: str, width: int) -> list[str]:
    """Paragraphs that fit stay as they are; the others are filled anew."""
    lines: list[str] = []
    for paragraph in re.split(r"\n{2,}", text):
        lines += ["", *_paragraph(paragraph.splitlines(), width)]
    return lines[1:]


def _paragraph(lines: list[str], width: int) -> list[str]:
    if all(len(line) <= width for line in lines):
        return lines
    if not any(line.startswith(LEADS) for line in lines[1:]):
        return _filled(" ".join(lines), width, "")
    filled: list[str] = []
    for line in lines:
        lead = line[: len(line) - len(line.lstrip())]
        hang = lead + ("  " if line.lstrip().startswith(("- ", "* ")) else "")
        filled += [line] if len(line) <= width else _filled(line, width, hang)
    return filled


def _filled(line: str, width: int, hang: str) -> list[str]:
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=hang if len(hang) < width // 2 else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
