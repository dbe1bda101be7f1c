"""Hypothesis draws stories: actions in any order, shrunk to the fewest that show a difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

import msgspec
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clausecheck.failures import ContractFailure, NotChecked
from clausecheck.search.smallest import Enough, Search

Thing = TypeVar("Thing")
PAIRS = 10  # actions of a story up to which two are left out at once
WHICH = st.integers(0, 7)
"""One of the things there are, counted round."""


class Ended(Exception):  # noqa: N818 - not an error: the story is over
    """The API already differs from the model in a known way, so the rest would tell nothing."""


class Skipped(Exception):  # noqa: N818 - not an error: there is nothing to do it with
    """An action needs something that the story does not have."""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something that may happen in a story."""

    happens: Callable[..., None]
    """Takes the story and, by name, what is drawn. Raises ContractFailure for a difference, Ended
    where the story is over, Skipped or NotChecked where it cannot happen."""
    drawn: Mapping[str, Any] = {}
    """Hypothesis's strategies."""
    when: Callable[[Any], Any] = bool
    """Whether it may happen in a story as it stands."""
    looks: bool = False
    """It changes nothing, so that twice in a row it would tell nothing new."""
    begins: bool = False
    """It comes first in every story."""


Step = tuple[Action, Mapping[str, Any]]
"""An action with what was drawn for it."""
Script = list[Step]


class Telling(RuleBasedStateMachine):
    """One story. What all stories of a search share is set on the class that runs."""

    begin: ClassVar[Callable[[], Any]]
    search: ClassVar[Search]
    broken: ClassVar[Script] = []
    """The actions of the last story that differed from the model."""

    def __init__(self) -> None:
        super().__init__()
        self.story = type(self).begin()
        self.script: Script = []
        self.is_over = False
        self.is_news = True

    def may(self, action: Action) -> bool:
        return bool((self.is_news or not action.looks) and action.when(self.story))

    def tell(self, action: Action, drawn: Mapping[str, Any]) -> None:
        """Lets something happen, unless the story is over."""
        if self.is_over:
            return
        self.script.append((action, drawn))
        self.is_over = True  # unless the action comes to its end
        try:
            with suppress(Ended), self.search.attempt():
                with suppress(Skipped, NotChecked):
                    action.happens(self.story, **drawn)
                self.is_over, self.is_news = False, not action.looks
        except ContractFailure:
            type(self).broken = self.script
            raise

    def teardown(self) -> None:
        self.story.tidy_up()


def picked(found: Sequence[Thing], which: int) -> Thing:
    """Raises Skipped where there is none."""
    if not found:
        raise Skipped
    return found[which % len(found)]


def explore(search: Search, begin: Callable[[], Any], actions: Iterable[Action]) -> None:
    """Tells stories. Raises the ContractFailure of the shortest that differs from the model.

    `begin` makes an empty one, which has to have `tidy_up()`.
    """
    rules = {f"action_{number}": _rule(each) for number, each in enumerate(actions)}
    shared = {"search": search, "begin": staticmethod(begin), **rules}
    kind = seeded(search.seed)(type("Stories", (Telling,), shared))
    try:
        search.run(lambda: run_state_machine_as_test(kind, settings=search.settings))
    except ContractFailure as failure:
        raise shortest(kind, failure) from None


def _rule(action: Action) -> Any:
    def happens(machine: Telling, **drawn: Any) -> None:
        machine.tell(action, drawn)

    as_rule: Any = (initialize if action.begins else rule)(**action.drawn)
    if action.begins:
        return as_rule(happens)
    return precondition(lambda machine: machine.may(action))(as_rule(happens))


def shortest(kind: type[Telling], failure: ContractFailure) -> ContractFailure:
    """Leaves out one action or two, and draws less, as long as the same clause breaks.

    Hypothesis would do it too, in many more requests: it knows nothing of what a choice means.
    """
    script, before = kind.broken, None
    with suppress(Enough):
        while script != before:
            before, place = script, len(script)
            while place:
                place = min(place, len(script)) - 1
                for shorter in _shorter(script, place):
                    found = told_again(kind, shorter)
                    if found is not None and found.broken.clause == failure.broken.clause:
                        script, failure = shorter, found
                        break
    return failure


def _shorter(script: Script, place: int) -> Iterator[Script]:
    """Without an action, with less of it, and without an earlier one as well."""
    after = script[place + 1 :]
    if script[place][0].begins:
        return
    yield [*script[:place], *after]
    yield [*script[:place], *map(_earlier, after)]  # there is one thing less to count
    for simpler in _simpler(script[place]):
        yield [*script[:place], simpler, *after]
    if len(script) <= PAIRS:
        for other in range(place):  # something is made, and deleted
            yield [*script[:other], *script[other + 1 : place], *after]


def _earlier(step: Step) -> Step:
    action, drawn = step
    counted = {name: each - 1 for name, each in drawn.items() if type(each) is int and each}
    return action, {**drawn, **counted}


def _simpler(step: Step) -> Iterator[Step]:
    """The same action with the first of the things there are, or with one choice less."""
    action, drawn = step
    for name, value in drawn.items():
        if type(value) is int and value:
            yield action, {**drawn, name: 0}
        elif isinstance(value, list) and value:
            yield action, {**drawn, name: value[1:]}
            yield action, {**drawn, name: value[:-1]}


def told_again(kind: type[Telling], script: Script) -> ContractFailure | None:
    machine = kind()
    try:
        for action, drawn in script:
            if action.begins or machine.may(action):
                machine.tell(action, drawn)
    except ContractFailure as failure:
        return failure
    finally:
        machine.teardown()
    return None
