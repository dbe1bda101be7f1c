"""Binds test functions to clauses: each clause becomes one pytest item whose name is its id.

    @every("responses")                    one item for every clause of these words
    def test_responses(clause, world): ...

    @rule("listBooks.includes_lent")     the item of one rule of the document
    def test_includes_lent(world): ...

Other test functions of a suite module stay ordinary items; a ContractFailure that they raise
breaks the clause it names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])
WORDS_OF = "__clausecheck_words__"
RULE_OF = "__clausecheck_rule__"


def every(*words: str) -> Callable[[Test], Test]:
    """The function decides every clause of these words. Fixture `clause` is the clause."""

    def bind(test: Test) -> Test:
        setattr(test, WORDS_OF, words)
        return test

    return bind


def rule(clause_id: str) -> Callable[[Test], Test]:
    """The function decides one rule. Fixture `clause` is the rule's clause."""

    def bind(test: Test) -> Test:
        setattr(test, RULE_OF, clause_id)
        return test

    return bind
