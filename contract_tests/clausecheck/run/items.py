"""Turns bound test functions into pytest items, one a clause."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest
from clausegen.words.clause import Clause

from clausecheck.run.binding import RULE_OF, WORDS_OF
from clausecheck.world.contract import Contract

CLAUSE = pytest.StashKey[Clause]()
SHORT = {"clause": "contract_clause", "world": "contract_world"}
"""What a bound function may call the fixtures: nobody else is asked for them there."""


class ClauseItem(pytest.Function):
    """A test function that decides one clause and carries its id as name."""

    def reportinfo(self) -> tuple[Path, int | None, str]:
        path, line, _ = super().reportinfo()
        return Path(path), line, ""  # pytest would write the dots of the id as ::


def clause_of(item: pytest.Item) -> Clause | None:
    return item.stash.get(CLAUSE, None)


def items_of(
    collector: pytest.Module | pytest.Class, name: str, test: Any, contract: Contract
) -> list[ClauseItem] | None:
    """The items of a bound function; None for a function that is not bound."""
    found = _clauses_of(test, contract)
    return None if found is None else list(_items(collector, name, test, found))


def _clauses_of(test: Any, contract: Contract) -> list[Clause] | None:
    words = getattr(test, WORDS_OF, None)
    if words is not None:
        return [each for each in contract.clauses if each.word in words and not each.waived]
    rule = getattr(test, RULE_OF, None)
    if rule is None:
        return None
    clause = contract.by_id.get(rule)
    if clause is not None:
        return [] if clause.waived else [clause]
    close = get_close_matches(rule, contract.by_id, n=1)
    hint = f"did you mean {close[0]}?" if close else "`clausegen clauses` lists them"
    raise pytest.Collector.CollectError(f"@rule({rule!r}): the document has no such clause; {hint}")


def _items(
    collector: pytest.Module | pytest.Class, name: str, test: Any, clauses: list[Clause]
) -> Iterator[ClauseItem]:
    called = _with_long_names(test)
    for clause in clauses:
        item = ClauseItem.from_parent(collector, name=clause.id, callobj=called)
        item.originalname = name  # not sooner: pytest 9.2 makes the node id of it
        item.stash[CLAUSE] = clause
        yield item


def _with_long_names(test: Any) -> Any:
    """The function as pytest has to see it: `world` is ours, whatever a conftest calls so."""
    signature = inspect.signature(test)
    names = {name: SHORT.get(name, name) for name in signature.parameters}

    @functools.wraps(test)
    def call(**given: Any) -> None:
        try:
            test(**{name: given[asked] for name, asked in names.items()})
        except Exception:
            _tidy(given)
            raise
        _tidy(given)  # not at Ctrl-C, where the clean-up of the run is next

    parameters = [each.replace(name=names[name]) for name, each in signature.parameters.items()]
    vars(call)["__signature__"] = signature.replace(parameters=parameters)
    return call


def _tidy(given: dict[str, Any]) -> None:
    if (world := given.get(SHORT["world"])) is not None:
        world.cleanup.tidy()
