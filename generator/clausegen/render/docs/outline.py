"""Attributes and what they hold as Markdown lists, for the pages that machines read."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.render.docs.fragments import Attribute, Shape
from clausegen.render.docs.typenames import Piece
from clausegen.render.docs.values import Value


def outline(shape: Shape) -> str:
    return "\n".join(_shape(shape))


def row(attribute: Attribute) -> str:
    """One attribute, parameter or header with everything below it."""
    return "\n".join(_row(attribute))


def told(value: Value) -> str:
    """What a value is, after its type: a line, then lists."""
    return "\n".join([_text(value), *_below(value, "")]).strip()


def pieces_text(pieces: tuple[Piece, ...]) -> str:
    """Text with Markdown links to the pages' own Markdown."""
    return "".join(
        f"[{each.text}]({each.href.replace('.html', '.md')})" if each.href else each.text
        for each in pieces
    )


def _shape(shape: Shape) -> Iterator[str]:
    for note in shape.notes:
        yield f"- {_continued(note)}"
    for each in shape.attributes:
        yield from _row(each)
    for choice in shape.choices:
        yield f"- {choice.label}:"
        for variant in choice.variants:
            when = f" when {variant.when}" if variant.when else ""
            text = _text(variant.value)
            name = pieces_text(variant.name)
            yield "  - " + _continued(f"{name}{when}{': ' if text else ''}{text}", "    ")
            yield from _below(variant.value, "    ")
            yield from _indented(variant.inside, "    ")
    if shape.closed:
        yield "- No other attributes."


def _row(attribute: Attribute) -> Iterator[str]:
    kind = pieces_text(attribute.value.type)
    said = ", ".join(filter(None, [kind, *attribute.flags]))
    text = _text(attribute.value)
    told = f" ({said})" if said else ""
    yield f"- `{attribute.name}`{told}{': ' if text else ''}" + _continued(text)
    for note in attribute.notes:
        yield f"  - {_continued(note, '    ')}"
    yield from _below(attribute.value, "  ")
    yield from _indented(attribute.inside, "  ")


def _text(value: Value) -> str:
    facts = "; ".join(
        " ".join([each.label, *(f"`{text}`" for text in each.values)]) for each in value.facts
    )
    return " ".join(filter(None, [value.description, f"({facts})" if facts else ""]))


def _below(value: Value, pad: str) -> Iterator[str]:
    for each in value.meanings:
        text = f": {each.text}" if each.text else ""
        yield f"{pad}- `{each.value}`" + _continued(text, f"{pad}  ")
    for example in value.examples:
        yield from _indented(f"\n```json\n{example}\n```\n", pad)
    for link in value.elsewhere:
        yield f"{pad}- {link.text}: {link.href}"
    for label, inner in value.inner:
        text = _text(inner)
        yield f"{pad}- {label}{': ' if text else ''}" + _continued(text, f"{pad}  ")
        yield from _below(inner, f"{pad}  ")


def _continued(text: str, pad: str = "  ") -> str:
    """The further lines of a text below its first."""
    return text.strip("\n").replace("\n", f"\n{pad}")


def _indented(text: str, pad: str) -> Iterator[str]:
    yield from (f"{pad}{line}" if line else line for line in str(text).splitlines())
