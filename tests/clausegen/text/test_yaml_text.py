"""YAML is read as YAML 1.2's core schema says, and every value knows its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from clausegen.document.serialise import as_json, as_yaml
from clausegen.text import json_text, yaml_text
from clausegen.text.positions import Lines
from clausegen.text.text_error import TextError
from hypothesis import assume, example, given
from hypothesis import strategies as st

CHARACTERS = st.characters(exclude_categories=["Cs"])
KEYS = st.text(CHARACTERS, max_size=80)
"""YAML ends a key that is no block of its own after 1024 letters; escaped, one may take twelve."""
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(CHARACTERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("No", "No"),
        ("true", True),
        ("TRUE", True),
        ("2001-01-01", "2001-01-01"),
        ("2001-01-01T10:00:00Z", "2001-01-01T10:00:00Z"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0123", 123),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("~", None),
        ("", None),
        ("'~'", "~"),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("!!float 5", 5.0),
        ("{200: a, null: b, on: c}", {"200": "a", "null": "b", "on": "c"}),
        ("{a: &x {b: 1}, c: {<<: *x, d: 2}}", {"a": {"b": 1}, "c": {"d": 2, "b": 1}}),
        ("{a: &x {b: 1}, c: {<<: *x, b: 2}}", {"a": {"b": 1}, "c": {"b": 2}}),
        ("[&a x, *a]", ["x", "x"]),
    ],
)
def test_core_schema(text: str, value: Any) -> None:
    assert yaml_text.parse(text)[0] == value
    assert type(yaml_text.parse(text)[0]) is type(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{a: 1, a: 2}", "duplicate_key"),
        (".inf", "number"),
        ("1e999", "number"),
        ("9" * 5000, "number"),
        ("!!set {a}", "tag"),
        ("!local x", "tag"),
        ("{[a]: 1}", "syntax"),
        ("*nothing", "alias"),
        ("&a [*a]", "alias"),
        ("{<<: 5}", "alias"),
        ("[" * 300, "depth"),
        ("&a [" * 200 + "]" * 200 + "\n", None),
        ("[&a " + "[" * 200 + "]" * 200 + ", " + "[" * 100 + "*a" + "]" * 100 + "]", "depth"),
        ("a: \x00", "syntax"),
        ("a: b: c", "syntax"),
    ],
)
def test_refused(text: str, code: str | None) -> None:
    if code is None:
        yaml_text.parse(text)
        return
    with pytest.raises(TextError) as caught:
        yaml_text.parse(text)
    assert {finding[0] for finding in caught.value.findings} == {code}


LOOKALIKES = (
    *("1e3", "0o17", "0x1F", "08", "1_000", "1.", "+1", ".5", "-", "12:30", "2001-01-01", "1E5"),
    *("on", "yes", "True", "null", "~", "", ".inf", "=", "<<", "&a", "*a", "!x", "? x", "#x"),
    *("a\nb", "a\n", "\n", " a\n b", "a \nb", "a\r\nb", "a\u2028\nb", "\ta\nb", "\n\n a\n\n"),
)


@example(list(LOOKALIKES))
@example(dict.fromkeys(LOOKALIKES, 1))
@example([1, 1.0, True, 10**30, 1e300, -0.0, 5e-324])
@given(JSON)
def test_written_yaml_reads_back(value: Any) -> None:
    exactly = json.dumps(value)  # tells 1 from 1.0 and from true
    assert json.dumps(yaml_text.parse(as_yaml(value))[0]) == exactly
    assert json.dumps(json_text.parse(as_json(value))) == exactly


@given(JSON)
def test_yaml_and_json_agree_on_places(value: Any) -> None:
    text = json.dumps(value, indent=1)
    # JSON escapes what lies beyond the basic plane in two halves, which YAML refuses.
    assume("\\ud" not in text)
    parsed = json_text.parse(text)
    places = json_text.positions(text, parsed)
    other, others = yaml_text.parse(text)
    assert other == value

    def compare(one: Any, two: Any) -> None:
        if isinstance(one, (dict, list)):
            assert places[id(one)] == others[id(two)]
            for key in one if isinstance(one, dict) else range(len(one)):
                compare(one[key], two[key])

    compare(parsed, other)


def test_lines_count_from_one() -> None:
    lines = Lines("a\r\nbc\n\nd")
    assert [
        (place.line, place.column) for place in (lines.place("f", at) for at in (0, 3, 4, 6, 7))
    ] == [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]
