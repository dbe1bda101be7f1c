"""What is told of a value besides its name: type, description, limits, what its values mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from clausegen.model import UNSET, Example, Schema
from clausegen.render.docs.code import pretty
from clausegen.render.docs.layers import Layers
from clausegen.render.docs.margins import Elsewhere, Margins
from clausegen.render.docs.typenames import Piece, Types
from clausegen.words import english
from clausegen.words.demands import Fact, are_values, facts, literal, value_of

LONGEST_EXAMPLE = 80
"""Letters of an example that stands in a line; longer ones are shown apart."""
EXAMPLE = "for example"
DEEPEST = 6


class Meaning(msgspec.Struct, frozen=True):
    """One row of a table: a value as code, and what it stands for."""

    value: str
    text: str


class Value(msgspec.Struct, frozen=True, kw_only=True):
    type: tuple[Piece, ...] = ()
    description: str = ""
    facts: tuple[Fact, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    examples: tuple[str, ...] = ()
    """JSON, too long for a line."""
    elsewhere: tuple[Elsewhere, ...] = ()
    inner: tuple[tuple[str, Value], ...] = ()
    """What its parts are, by a label such as "Each item"."""


class Values:
    def __init__(self, types: Types, layers: Layers, margins: Margins) -> None:
        self._types = types
        self._layers = layers
        self._margins = margins
        self._known: dict[str, Value] = {}

    def of(self, schema: Schema) -> Value:
        if schema.pointer not in self._known:
            self._known[schema.pointer] = self._of(schema, 0)
        return self._known[schema.pointer]

    def _of(self, schema: Schema, depth: int) -> Value:
        given = [(english.value(each, LONGEST_EXAMPLE), each) for each in self._examples(schema)]
        short = tuple(text for text, _ in given if len(text) < LONGEST_EXAMPLE)
        meanings = tuple(self._meanings(schema))
        listed = {each.value for each in meanings}
        told = [
            each
            for each in self.facts(schema)
            if each.label != "one of" or not listed.issuperset(each.values)
        ]
        return Value(
            type=self._types.of(schema),
            description="\n\n".join(self._layers.texts(schema)),
            facts=(*told, *((Fact(EXAMPLE, short),) if short else ())),
            meanings=meanings,
            examples=tuple(pretty(each) for text, each in given if len(text) >= LONGEST_EXAMPLE),
            elsewhere=tuple(self._elsewhere(schema)),
            inner=tuple(self._inner(schema, depth)),
        )

    def facts(self, schema: Schema) -> tuple[Fact, ...]:
        """Of every layer; where two tell the same, of the outer one."""
        found: dict[str, Fact] = {}
        for layer in self._layers.of(schema):
            for each in facts(layer.schema):
                # A named schema is one link away, and there its pattern is told.
                if layer.own or each.label != "matches":
                    found.setdefault(each.label, each)
        return tuple(found.values())

    def _examples(self, schema: Schema) -> Iterator[object]:
        for layer in self._layers.of(schema):
            if layer.own and layer.schema.name is None:
                yield from layer.schema.examples

    def _meanings(self, schema: Schema) -> Iterator[Meaning]:
        for layer in self._layers.of(schema):
            for branches in (layer.schema.one_of, layer.schema.any_of):
                if layer.own and are_values(branches):
                    yield from map(_meaning, branches)
            if layer.own and layer.schema.nullable:
                yield from (
                    Meaning("null", each) for each in self._margins.null_texts(layer.schema)
                )

    def _elsewhere(self, schema: Schema) -> Iterator[Elsewhere]:
        for layer in self._layers.of(schema):
            if layer.own and layer.schema.external_docs is not None:
                found = self._margins.elsewhere(layer.schema.pointer)
                yield from (found,) if found else ()

    def _inner(self, schema: Schema, depth: int) -> Iterator[tuple[str, Value]]:
        items = self._layers.items(schema)
        if schema.content_schema is not None:
            yield "Holds, once decoded,", self._of(schema.content_schema, depth + 1)
        if items is None or depth > DEEPEST:
            return
        value = self._of(items, depth + 1)
        own = items.ref is None or items.description
        if own and (value.description or value.meanings or value.inner or _limits(value)):
            yield "Each item", value


def _limits(value: Value) -> bool:
    return any(each.label != "one of" for each in value.facts)


def _meaning(branch: Schema) -> Meaning:
    title = f"**{branch.title}** " if branch.title else ""
    old = "(deprecated) " if branch.deprecated else ""
    return Meaning(literal(value_of(branch)), f"{title}{old}{branch.description}".strip())


def with_examples(value: Value, examples: Iterable[tuple[object, str]]) -> Value:
    """With documented examples of a parameter or header, and what is said of them."""
    told = [(literal(each), text) for each, text in examples]
    bare = tuple(each for each, text in told if not text)
    facts = value.facts
    if bare:
        facts = (*(each for each in facts if each.label != EXAMPLE), Fact(EXAMPLE, bare))
    meanings = (Meaning(each, text) for each, text in told if text)
    return msgspec.structs.replace(value, facts=facts, meanings=(*value.meanings, *meanings))


def example_texts(examples: tuple[Example, ...]) -> Iterator[tuple[object, str]]:
    for each in examples:
        value = each.value if each.value is not UNSET else each.serialized or each.external
        yield value, " ".join(filter(None, [each.summary, each.description]))
