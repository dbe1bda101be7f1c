"""Regular expressions are ECMA's, wherever they are used."""

from __future__ import annotations

import re

import pytest
from clausegen.schemas.patterns import matches, python


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"^\p{Lu}\p{L}*$", "Żó", True),
        (r"^\p{Lu}\p{L}*$", "żó", False),
        (r"^\P{Cc}+$", "a\x01", False),
        (r"^\p{Letter}$", "é", True),
        (r"^[\p{L}\d_-]+$", "é1-", True),
        (r"^\d+$", "١٢", False),
        (r"^\d+$", "1\n", False),
        (r"^\w+$", "é", False),
        (r"^\s$", "\ufeff", True),
        (r"^\S+$", "a\xa0", False),
        (r"^[\s\S]$", "\n", True),
        (r"^[^]$", "\n", True),
        (r"^(?<y>a)\k<y>$", "aa", True),
        (r"^\u{1F600}$", "😀", True),
        (r"^[[&&a]+$", "[&a", True),
        (r"^a\/b$", "a/b", True),
        (r"\cJ", "\n", True),
        ("b", "abc", True),
    ],
)
def test_both_say_the_same(pattern: str, text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    said = python(pattern)
    assert said is not None
    assert matches(pattern, text) is expected
    assert (re.search(said, text) is not None) is expected


@pytest.mark.parametrize("pattern", ["[", "(?<=a", r"\p{Nope}", "a**"])
def test_what_is_none_is_told(pattern: str) -> None:
    assert python(pattern) is None
    with pytest.raises(ValueError, match="no regular expression"):
        matches(pattern, "a")


def test_what_python_cannot_say_is_decided_all_the_same() -> None:
    assert python(r"^\p{Script=Greek}$") is None
    assert matches(r"^\p{Script=Greek}$", "\u03b1")
    assert not matches(r"^\p{Script=Greek}$", "a")
