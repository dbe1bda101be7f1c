"""Where references lead, and what is told when they lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from clausegen.document.files import Documents, Source
from clausegen.text.positions import escape, split, step
from clausegen.text.problems import Place, Problem, SpecError

LONGEST_CHAIN = 100
_HINTS = {
    "reference": "Correct the $ref, or add what it names.",
    "cycle": "Let one of them hold the content itself.",
}


class References:
    """`is_home` tells the places that references stop at, though they only refer on."""

    def __init__(self, documents: Documents, is_home: Callable[[Source, str], bool]) -> None:
        self.documents = documents
        self.is_home = is_home
        self.problems: dict[Problem, None] = {}

    def follow(
        self, text: str, document: Source, node: Any, key: str = "$ref"
    ) -> tuple[Source | None, str]:
        """Where a reference ends, after references that only lead on to other files."""
        seen: set[tuple[Path, str]] = set()
        while True:
            try:
                found, pointer, target = self.locate(
                    *self.documents.reference(text, document, node)
                )
            except LookupError as error:
                message = f"{text!r} leads nowhere: {_reason(error)}"
                self.fail("reference", message, document, node, key)
                return None, ""
            except SpecError as error:
                self.problems |= dict.fromkeys(error.problems)
                return None, ""
            if (found.path, pointer) in seen or len(seen) >= LONGEST_CHAIN:
                self.fail("cycle", f"{text!r} only leads back to itself", document, node)
                return None, ""
            seen.add((found.path, pointer))
            onward = written(target)
            if onward is None or len(target) > 1 or self.is_home(found, pointer):
                return found, pointer
            text, document, node = onward, found, target

    def locate(self, document: Source, pointer: str, jumps: int = 0) -> tuple[Source, str, Any]:
        """Where a pointer leads, through references on its way. Raises LookupError, SpecError."""
        value, at = document.value, ""
        for token in split(pointer):
            while (text := written(value)) is not None and token not in value:
                jumps += 1
                if jumps > LONGEST_CHAIN:
                    raise LookupError("the references on its way lead back to each other")
                target = self.documents.reference(text, document, value)
                document, at, value = self.locate(*target, jumps)
            value, at = step(value, token), f"{at}/{escape(token)}"
        return document, at, value

    def fail(self, code: str, message: str, document: Source, node: Any, key: str = "$ref") -> None:
        """Told once, at an entry of the node."""
        where = document.place_in(node, key)
        self.problems[Problem(code, message, where, _HINTS[code])] = None

    def endless(self, what: str, where: Place) -> None:
        message = f"{what} only leads back to itself"
        self.problems[Problem("cycle", message, where, _HINTS["cycle"])] = None


def written(node: Any) -> str | None:
    """The text of a node's $ref."""
    text = node.get("$ref") if isinstance(node, dict) else None
    return text if isinstance(text, str) else None


def _reason(error: LookupError) -> str:
    return (
        str(error) if type(error) is LookupError and " " in str(error) else "nothing stands there"
    )
