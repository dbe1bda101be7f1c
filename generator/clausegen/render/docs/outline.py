"""The attributes of a schema as a Markdown list, for the pages that machines read."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, Property, Schema
from clausegen.render.docs.fragments import Fragments, Mode, hidden
from clausegen.render.docs.prose import first_sentence
from clausegen.render.docs.wording import Piece, condition_sentence, one_branch_or_more
from clausegen.words.registry import notes

DEEPEST = 3


class Outline:
    def __init__(self, api: Api, fragments: Fragments) -> None:
        self._api = api
        self._fragments = fragments
        self._known: dict[tuple[str, Mode], str] = {}

    def __call__(self, schema: Schema, mode: Mode) -> str:
        inner = self._fragments.core(schema)
        key = (inner.pointer, mode)
        if key not in self._known:
            self._known[key] = "\n".join(self._lines(inner, mode, 0))
        return self._known[key]

    def _lines(self, schema: Schema, mode: Mode, depth: int) -> Iterator[str]:
        pad = "  " * depth
        parts = tuple(self._api.parts(schema))
        for part in parts:
            rules = (condition_sentence(part.condition),) if part.condition else ()
            for note in (*notes(part.words), *rules):
                yield f"{pad}- {note}"
        for each in self._fragments.attributes(schema):
            if not hidden(each.schema, mode):
                yield pad + self._line(schema, each, mode)
                yield from self._nested(each.schema, mode, depth)
        choice = [each for part in parts for each in one_branch_or_more(part)]
        if len(choice) > 1:
            yield f"{pad}- one of: " + ", ".join(
                pieces_text(self._fragments.types.of(each, 1)) for each in choice
            )

    def _line(self, owner: Schema, attribute: Property, mode: Mode) -> str:
        schema = attribute.schema
        target = self._api.resolve(schema)
        flags = self._fragments.flags(owner, attribute, mode)
        told = [pieces_text(self._fragments.types.of(schema)), *flags]
        told += [
            " ".join([fact.label, *(f"`{value}`" for value in fact.values)])
            for fact in self._fragments.facts(schema)
        ]
        extra = " ".join(notes(schema.words))
        text = " ".join(
            filter(None, [first_sentence(schema.description or target.description, 400), extra])
        )
        return f"- `{attribute.name}` ({', '.join(told)})" + (f": {text}" if text else "")

    def _nested(self, schema: Schema, mode: Mode, depth: int) -> Iterator[str]:
        inner = self._fragments.core(schema)
        if inner.name is None and depth < DEEPEST:
            yield from self._lines(inner, mode, depth + 1)


def pieces_text(pieces: tuple[Piece, ...]) -> str:
    """Text with Markdown links to the pages' own Markdown."""
    return "".join(
        f"[{each.text}]({each.href.removesuffix('.html')}.md)" if each.href else each.text
        for each in pieces
    )
