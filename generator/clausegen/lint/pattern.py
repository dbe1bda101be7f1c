"""Regular expressions are those of ECMA-262: `\\p{L}` is one, Python's `(?P<name>a)` is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.positions import escape
from clausegen.text.problems import Problem

_FOREIGN = re.compile(r"\(\?P[<=>]|\(\?[aiLmsux]+\)|(?<!\\)(?:\\\\)*\\[AZz]")
"""Of Python, PCRE and others: named groups with P, flags for the whole, \\A and \\Z."""


def check(subject: Subject) -> Iterator[Problem]:
    known: dict[str, str] = {}
    for schema in subject.schemas():
        written = [(schema.constraint("pattern"), f"{schema.pointer}/pattern")]
        written += [
            (pattern, f"{schema.pointer}/patternProperties/{escape(pattern)}")
            for pattern, _ in schema.pattern_properties
        ]
        for pattern, at in written:
            if pattern is None:
                continue
            if pattern not in known:
                known[pattern] = _wrong(pattern)
            if known[pattern]:
                message = f"{pattern} is {known[pattern]}"
                hint = "The grammar is that of JavaScript with the flag u."
                yield Problem("pattern", message, subject.api.place(at), hint)


def _wrong(text: str) -> str:
    import jsonschema_rs

    try:
        jsonschema_rs.Draft202012Validator({"pattern": text})
    except (jsonschema_rs.ValidationError, ValueError):
        return "no regular expression, and is not looked at"
    return "a regular expression of another language" if _FOREIGN.search(text) else ""
