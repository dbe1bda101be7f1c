"""How sharp a contract is: each clause is broken in turn, and the suite has to name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec
from clausegen.words.clause import Clause

from clausecheck.checks import WORDS, check_of
from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.http.client import Client
from clausecheck.http.target import Target
from clausecheck.sabotage import sabotages
from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.proxy import Proxy
from clausecheck.world.contract import Contract, Settings
from clausecheck.world.sweeping import clean_up
from clausecheck.world.world import World

Result = Literal["named", "survived", "idle", "undecided", "unbreakable"]
"""named: the check of the clause says that it is broken. survived: it is said to be kept.
idle: nothing passed that the sabotage could change. undecided: the check could not decide.
unbreakable: nobody knows how to break this word from outside."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One clause, broken in one way."""

    clause: str
    word: str
    told: str
    """What the server seemed to do."""
    result: Result
    reason: str = ""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What came of all attempts of one word, or of a whole contract."""

    named: int
    survived: int
    others: int

    @property
    def share(self) -> float:
        """Named of those that could be decided, from 0 to 1."""
        decided = self.named + self.survived
        return self.named / decided if decided else 1.0


def attempts(
    contract: Contract,
    target: Target,
    settings: Settings,
    clauses: Iterable[Clause],
    tell: Callable[[Clause], None] = lambda _: None,
) -> Iterator[Attempt]:
    """Breaks each clause in each known way. The server behind has to keep them all.

    The whole run goes through one proxy on loopback; what it makes is removed at the end.
    """
    proxy = Proxy(contract.document, target.base_url)
    through = msgspec.structs.replace(target, base_url=proxy.url)
    try:
        for clause in clauses:
            tell(clause)
            yield from _clause(contract, through, settings, proxy, clause)
    finally:
        proxy.close()


def score(attempts: Iterable[Attempt]) -> Score:
    """The mutation score."""
    found = [each.result for each in attempts]
    named, survived = found.count("named"), found.count("survived")
    return Score(named=named, survived=survived, others=len(found) - named - survived)


def _clause(
    contract: Contract, target: Target, settings: Settings, proxy: Proxy, clause: Clause
) -> Iterator[Attempt]:
    ways = sabotages(clause) if clause.word in WORDS else ()
    if not ways:
        told, reason = "", f"nothing breaks {clause.word} from outside"
        yield Attempt(
            clause=clause.id, word=clause.word, told=told, result="unbreakable", reason=reason
        )
    for way in ways:
        result, reason = _tried(contract, target, settings, proxy, clause, way)
        yield Attempt(
            clause=clause.id, word=clause.word, told=way.told, result=result, reason=reason
        )


def _tried(
    contract: Contract,
    target: Target,
    settings: Settings,
    proxy: Proxy,
    clause: Clause,
    way: Sabotage,
) -> tuple[Result, str]:
    """A world of its own: nothing that was read before the sabotage is believed."""
    client = Client(contract.document, target)
    world = World(contract, client, settings)
    proxy.breaks(way)
    try:
        check_of(clause.word)(clause, world)
    except ContractFailure:
        return "named", ""
    except NotChecked as reason:
        return "undecided", reason.reason
    else:
        return ("survived" if proxy.changed else "idle"), ""
    finally:
        proxy.breaks(None)
        clean_up(world)
        client.close()
