"""pattern: a text that does not have the documented form is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from clausegen.model import relations
from clausegen.schemas.validation import Validator
from clausegen.words.places import AtGiven
from clausegen.words.refusal import RefusalClause
from clausegen.words.word import Says, Word

PLAINLY_WRONG = ("!!", "?", "no such thing", "-", "<%&/>")


class PatternClause(RefusalClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "pattern"
    pattern: str

    @property
    def wrong(self) -> str | None:
        """A text that plainly does not match."""
        accepting = Validator({"pattern": self.pattern})
        return next((each for each in PLAINLY_WRONG if not accepting.accepts(each)), None)

    @property
    def undecidable(self) -> str | None:
        return None if self.wrong else f"no text is known that {self.pattern} plainly excludes"


def clauses(at: AtGiven) -> Iterator[PatternClause]:
    facets = relations.facets(at.payload.of.api, at.attribute.schema)
    found = [each.constraint("pattern") for each in facets if each.constraint("pattern")]
    for pattern in found[-1:]:
        refusal = at.refusal("pattern", f"does not match {pattern}")
        yield PatternClause(**refusal, pattern=pattern)


WORD = Word(name="pattern", rank=123, says=(Says(AtGiven, clauses),))
