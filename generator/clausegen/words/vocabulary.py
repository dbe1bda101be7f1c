"""The vocabulary as authors of documents get it: a closed JSON Schema, and a page to read."""

from __future__ import annotations

import textwrap
from typing import Any, get_args

from clausegen.document.serialise import as_yaml
from clausegen.words.registry import written
from clausegen.words.word import KEY, Kind, Word

KINDS: tuple[Kind, ...] = get_args(Kind)
WIDTH = 100
INTRODUCTION = """\
# The words of `x-contract`

<!-- `clausegen vocabulary` writes this page from the words' own files. -->

A schema says what a value looks like; these words say how the API behaves. They stand under one
key, `x-contract`, beside the thing they are about, and are closed by
[vocabulary.schema.yaml](vocabulary.schema.yaml). Values are data. Each word becomes one or more
*clauses*: checkable sentences with an id of their own. Words about an attribute stand on the
resource (`Parcel`), not on its payloads (`ParcelInput`); an attribute of a payload is the one with
the same name.

An actor is a caller with a known standing. `anonymous` has no credentials; the target file says who
the others are.
"""
HEADER = """\
# The closed JSON Schema of x-contract: which words may stand where, and what each says.
# `places` maps the place of an x-contract key to the schema of its value.
# `clausegen vocabulary` writes this file from the words' own files.
"""


def closed(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of an x-contract key at one kind of place."""
    return _place(kind, {each.name: each.schema for each in _standing(kind)})


def schema() -> str:
    """The closed schema of the whole vocabulary, as YAML."""
    value = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {each.name: each.schema for each in written()},
        "places": {
            kind: _place(kind, {each.name: {"$ref": f"#/$defs/{each.name}"} for each in standing})
            for kind in KINDS
            if (standing := _standing(kind))
        },
    }
    return HEADER + as_yaml(value)


def _standing(kind: Kind) -> tuple[Word, ...]:
    return tuple(each for each in written() if kind in each.stands)


def _place(kind: Kind, words: dict[str, Any]) -> dict[str, Any]:
    one = {"maxProperties": 1} if kind == "parameter" else {}  # it sorts a list or narrows it
    return {
        "type": "object",
        "minProperties": 1,
        **one,
        "additionalProperties": False,
        "properties": words,
    }


def page() -> str:
    """VOCABULARY.md: a section for every word."""
    return INTRODUCTION + "".join(_section(each) for each in written())


def _section(word: Word) -> str:
    section = word.section
    if section is None:
        return ""
    said = (
        f"**Summary**: {section.summary}",
        f"**Where**: {section.where}",
        f"**Value**: {section.value}",
        f'**Sentence**: "{section.sentence}"',
    )
    lines = "\n".join(line for each in said for line in textwrap.wrap(each, WIDTH))
    example = textwrap.indent(section.example, "  ")
    return f"\n## {word.name}\n\n{lines}\n\n```yaml\n{KEY}:\n{example}```\n"
