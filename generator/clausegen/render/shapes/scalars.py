"""Texts and numbers that keep their schemas, for examples that the document does not give."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from typing import Any

from clausegen.model import Schema

PLAIN_TEXT = "text"
BY_FORMAT = {
    "uuid": "3f1e2a52-8c1d-4b6f-9a55-0d9c2f6b7e10",
    "date-time": "2026-01-31T12:00:00.000Z",
    "date": "2026-01-31",
    "time": "12:00:00Z",
    "duration": "PT1H",
    "email": "someone@example.com",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "hostname": "www.example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "binary": "(file)",
    "byte": "dGV4dA==",
    "password": "correct horse battery staple",
}
SHAPES = (
    *("text", "Text", "TEXT", "1", "a1", "A1", "abc", "ABC", "en", "en-US", "EUR", "#3366cc"),
    *("v1.0.0", "1.0.0", "1.5", "+15550100", "/text", "id_1"),
)
"""What texts with a pattern often look like."""
PREFIX = re.compile(r"\^([\w/-]+)")
LIMITS: dict[str, Callable[[float, float], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
LARGEST = 10**15
"""Beyond it numbers are too coarse to count with."""
MOST_REPEATED = 10_000
MOST_BACKTRACKING = 10_000
"""Patterns of a stranger can be made to take for ever."""


def scalar(schema: Schema) -> Any:
    """A value of the schema's first type. Where nothing fits a pattern, a text that breaks it."""
    kind = schema.types[0] if schema.types else ""
    if kind == "string":
        return _text(schema)
    if kind in {"integer", "number"}:
        return _number(schema, usual=1 if kind == "integer" else 1.5)
    if kind == "boolean":
        return True
    return None if schema.nullable or kind else "any value"


def _text(schema: Schema) -> str:
    usual = BY_FORMAT.get(schema.format or "", PLAIN_TEXT)
    pattern = schema.constraint("pattern")
    least, most = _count(schema, "minLength", 0), _count(schema, "maxLength", MOST_REPEATED)
    if not isinstance(pattern, str):
        return usual if schema.format in BY_FORMAT else _stretched(usual, least, most)
    head = PREFIX.match(pattern)
    shapes = [usual, *SHAPES, *BY_FORMAT.values()]
    shapes += [head[1] + each for each in ("", *SHAPES)] if head else []
    given = [_stretched(each, least, most) for each in shapes]
    return next(filter(_matcher(pattern), given), given[0])


def _matcher(pattern: str) -> Callable[[str], bool]:
    import jsonschema_rs

    limits = jsonschema_rs.FancyRegexOptions(backtrack_limit=MOST_BACKTRACKING)
    try:
        return jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=limits
        ).is_valid
    except jsonschema_rs.ValidationError:
        return bool


def _stretched(text: str, least: int, most: int) -> str:
    """Its last character is repeated until it is long enough."""
    return (text + text[-1] * (least - len(text)))[: max(most, 0)]


def _count(schema: Schema, keyword: str, otherwise: int) -> int:
    value = schema.constraint(keyword)
    return min(value, MOST_REPEATED) if isinstance(value, int) else otherwise


def _number(schema: Schema, usual: float) -> float:
    """The usual one if it keeps the limits, else one that they suggest."""
    given = {keyword: value for keyword, value in schema.constraints if _is_number(value)}
    limits = {keyword: given[keyword] for keyword in LIMITS if keyword in given}
    step = given.get("multipleOf") or (1 if isinstance(usual, int) else 0)
    ends = list(limits.values()) or [usual]
    near = [usual, 0, *ends, *(each + 1 for each in ends), *(each - 1 for each in ends)]
    near.append(sum(ends) / len(ends))
    if step > 1 / LARGEST:
        near = [round_(each / step) * step for each in near for round_ in (math.floor, math.ceil)]
    fitting = (each for each in near if all(LIMITS[name](each, limits[name]) for name in limits))
    return next(fitting, usual)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) < LARGEST
