"""Words of the document as names that code can have, unique within a scope."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SPELLED = {"+": " plus ", "<": " lt ", ">": " gt ", "=": " eq ", "&": " and ", "%": " percent "}
SPELLED |= {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "ł": "l", "đ": "d"}
SPELLING = str.maketrans(SPELLED | {"þ": "th", "'": "", "_": " "})
BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LONGEST = 60


@lru_cache(maxsize=2**14)
def words(text: str) -> tuple[str, ...]:
    """The words of any spelling: camelCase, snake_case, kebab-case, a path, a sentence."""
    text = re.sub(r"^\s*-(?=\d)", "minus ", text).translate(SPELLING)
    if text.isascii():
        letters = re.sub(r"[^A-Za-z0-9]+", " ", text)
    else:
        folded = unicodedata.normalize("NFKD", text)
        folded = "".join(char for char in folded if not unicodedata.combining(char))
        folded = unicodedata.normalize("NFKC", folded)
        letters = "".join(char if f"_{char}".isidentifier() else " " for char in folded)
    return tuple(BOUNDARY.sub(" ", letters.replace("_", " ")).split())


def snake(text: str, fallback: str = "value") -> str:
    """`snake_case`, for attributes, arguments, methods and modules."""
    name = _short("_".join(words(text)).lower(), "_")
    return _identifier(name, f"{fallback}_{name}" if name else fallback)


def pascal(text: str, fallback: str = "Value") -> str:
    """`PascalCase`, for classes and aliases."""
    found = [word.lower() if text.isupper() else word for word in words(text)]
    name = _short("".join(word[:1].upper() + word[1:] for word in found), "")
    return _identifier(name, f"{fallback}{name}")


def _identifier(name: str, otherwise: str) -> str:
    return name if name.isidentifier() else otherwise


def _short(name: str, separator: str) -> str:
    """A name longer than a line is of no use; what is cut off is told apart by a number."""
    return name if len(name) <= LONGEST else name[:LONGEST].rstrip(separator or None)


class Scope:
    """Gives out names, each once. What is reserved gets a suffix, a repetition a number."""

    def __init__(
        self, reserved: Iterable[str] = (), *, suffix: str = "_", prefixes: Iterable[str] = ()
    ) -> None:
        """`prefixes` are those with which each name stands for something too."""
        self._reserved = frozenset(reserved)
        self._taken: set[str] = set()
        self._suffix = suffix
        self._prefixes = ("", *prefixes)

    def add(self, name: str) -> str:
        """The name, or what becomes of it."""
        plain = name.rstrip("_") + self._suffix if name in self._reserved else name
        joint = "_" if plain.islower() else ""
        found, number = plain, 2
        while not self._taken.isdisjoint(f"{prefix}{found}" for prefix in self._prefixes):
            found, number = f"{plain.rstrip('_')}{joint}{number}", number + 1
        self._taken |= {f"{prefix}{found}" for prefix in self._prefixes}
        return found
