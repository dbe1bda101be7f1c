"""Bodies and examples as pages show them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from markupsafe import Markup, escape

from clausegen.model import UNSET, Content, Example
from clausegen.render.docs.code import json_html, pretty
from clausegen.render.docs.fragments import Fragments, Mode
from clausegen.render.docs.layers import distinct
from clausegen.render.docs.typenames import Piece
from clausegen.render.docs.values import Meaning, Value


class Exhibit(msgspec.Struct, frozen=True):
    """An example as code. `name` tells the examples of a status apart, empty when there is one."""

    status: str
    name: str
    label: str
    description: str
    text: str
    html: Markup


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """One media type of a request or response."""

    media_type: str
    value: Value
    attributes: Markup
    name: str | None = None
    """Of the schema that is sent or returned, perhaps in a list: it has a page of its own."""
    items: tuple[Value, Markup] | None = None
    """3.2: what arrives one by one."""
    parts: tuple[Meaning, ...] = ()
    """How the parts of a form are encoded, where the document says."""
    examples: tuple[Exhibit, ...] = ()

    @property
    def article(self) -> str:
        """What stands before the type in "Returns a Book"."""
        first = self.value.type[0].text[:1].lower() if self.value.type else ""
        if not self.value.type or self.value.type[0].text.startswith(("any", "one of")):
            return ""
        return "an " if first in set("aeio") else "a "


def bodies(
    fragments: Fragments, contents: tuple[Content, ...], mode: Mode, prefix: str
) -> tuple[Body, ...]:
    """Media types with the same schema are shown once."""
    merged: dict[str, list[Content]] = {}
    for each in contents:
        key = (each.schema.ref or each.schema.pointer) if each.schema else each.pointer
        merged.setdefault(key, []).append(each)
    return tuple(
        _body(fragments, same, mode, prefix if number == 1 else f"{prefix}{number}.")
        for number, same in enumerate(merged.values(), 1)
    )


def _body(fragments: Fragments, same: list[Content], mode: Mode, prefix: str) -> Body:
    schema = same[0].schema
    schemas = [each.schema for each in same if each.schema is not None]
    own = [
        fragments.values.of(each).description
        for each in schemas
        if each.description or not each.ref
    ]
    value = fragments.values.of(schema) if schema else Value(type=(Piece("any value"),))
    return Body(
        media_type=", ".join(each.media_type for each in same),
        value=msgspec.structs.replace(value, description="\n\n".join(distinct(own))),
        attributes=fragments.place(schema, mode, prefix) if schema else Markup(),
        name=fragments.core(schema).name if schema else None,
        parts=tuple(
            Meaning(part.name, part.content_type or f"style {part.style}")
            for each in same
            for part in each.encodings
            if part.content_type or part.style
        ),
        items=_items(fragments, same[0], mode, prefix),
        examples=tuple(view for each in same for view in exhibits(each, "")),
    )


def _items(
    fragments: Fragments, content: Content, mode: Mode, prefix: str
) -> tuple[Value, Markup] | None:
    schema = content.item_schema
    if schema is None:
        return None
    return fragments.values.of(schema), fragments.place(schema, mode, f"{prefix}item.")


def exhibits(content: Content, status: str) -> Iterator[Exhibit]:
    """The documented examples; the media type is told where it is not JSON."""
    is_json = "json" in content.media_type
    for each in content.examples:
        name = each.name.replace("_", " ")
        several = name if len(content.examples) > 1 else ""
        text = _text(each, is_json=is_json)
        yield Exhibit(
            status,
            " ".join(filter(None, [several, "" if is_json else content.media_type])),
            each.summary or name,
            each.description,
            text,
            json_html(text) if is_json else escape(text),
        )


def _text(example: Example, *, is_json: bool) -> str:
    if example.value is UNSET:
        return example.serialized or example.external or ""
    plain = isinstance(example.value, str) and not is_json
    return str(example.value) if plain else pretty(example.value)
