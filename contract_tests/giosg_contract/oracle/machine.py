"""Hypothesis draws stories: actions in any order, shrunk to the fewest that show a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial, wraps
from typing import Any, ClassVar, TypeVar

from clausecheck import ContractFailure, Enough, Search
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from giosg_contract.oracle import brands, room_parts, rooms
from giosg_contract.oracle.model import Brand, Model, Room
from giosg_contract.oracle.story import Ended, Story

Thing = TypeVar("Thing")
Values = Mapping[str, Any]
Script = list[tuple[Callable[..., None], Mapping[str, Any]]]
"""Actions with what was drawn for them."""
WHICH = st.integers(0, 7)
"""One of the rooms, brands or tags there are: counted round."""
ROOM = st.fixed_dictionaries(
    {},
    optional={
        "language_code": st.sampled_from(["en", "fi"]),
        "sensitive_data_purge_ttl": st.none() | st.integers(1, 90),
        "bots_ignored_in_online_status": st.booleans(),
    },
)
COLOR = st.none() | st.sampled_from(["#549cd9", "#f9d656", "#1c1c1c"])
COLORS = st.fixed_dictionaries({"primary_color_code": COLOR, "secondary_color_code": COLOR})
ONE_COLOR = st.dictionaries(
    st.sampled_from(["primary_color_code", "secondary_color_code"]), COLOR, min_size=1
)
SWITCHES = st.dictionaries(
    st.sampled_from(["is_pending_chat_messages_hidden", "is_ajax_tracking_enabled"]),
    st.booleans(),
    min_size=1,
)


MOST = 5  # rooms, and brands, that one story makes
Action = Callable[..., None]
FILTERED = [partial(rooms.look_filtered, is_deleted=value) for value in (False, True)]


class Skipped(Exception):  # noqa: N818 - not an error: there is nothing to do it with
    """An action needs something that the story does not have."""


def action(**drawn: Any) -> Callable[[Any], Any]:
    """A rule of the machine that remembers what was drawn, so that it can be told again."""

    def decorate(method: Callable[..., None]) -> Any:
        @wraps(method)
        def told(machine: Workflow, **values: Any) -> None:
            machine.script.append((method, values))
            method(machine, **values)

        as_rule: Any = rule(**drawn)
        return as_rule(told)

    return decorate


def if_any(kind: str) -> Callable[[Any], Any]:
    """The rule needs one of these: an attribute of the model, such as living_rooms."""
    return precondition(lambda machine: bool(getattr(machine.model, kind)))


class Workflow(RuleBasedStateMachine):
    """One story. What all stories of a search share is set on the class that runs."""

    begin: ClassVar[Callable[[], Story]]
    search: ClassVar[Search]
    strangers: ClassVar[tuple[str, ...]] = ()
    broken: ClassVar[Script] = []
    """The actions of the last story that differed from the model."""

    def __init__(self) -> None:
        super().__init__()
        self.story = type(self).begin()
        self.script: Script = []
        self.is_over = False
        self.is_news = False

    @property
    def model(self) -> Model:
        return self.story.model

    def tell(self, happens: Action, *arguments: Any, **named: Any) -> None:
        """Lets something happen, unless the story is over."""
        if self.is_over:
            return
        self.is_over = True  # unless the action comes to its end
        try:
            with suppress(Ended), self.search.attempt():
                happens(self.story, *arguments, **named)
                self.is_over, self.is_news = False, True
        except ContractFailure:
            type(self).broken = self.script
            raise

    def teardown(self) -> None:
        self.story.tidy_up()

    def room(self, which: int) -> Room:
        return picked(self.model.living_rooms, which)

    def brand(self, which: int) -> Brand:
        return picked(self.model.living_brands, which)

    def look(self, happens: Action, *arguments: Any) -> None:
        self.tell(happens, *arguments)
        self.is_news = False

    @precondition(lambda self: self.is_news and self.model.rooms)
    @action(look=st.sampled_from([rooms.look, room_parts.look, *FILTERED]))
    def look_at_rooms(self, look: Action) -> None:
        self.look(look)

    @precondition(lambda self: self.is_news and self.model.brands)
    @action()
    def look_at_brands(self) -> None:
        self.look(brands.look)

    @precondition(lambda self: self.is_news and self.model.living_brands)
    @action(which=WHICH)
    def look_at_use(self, which: int) -> None:
        self.look(brands.look_in_use, self.brand(which))

    @precondition(lambda self: len(self.model.rooms) < MOST)
    @action(attributes=ROOM, with_domain=st.booleans())
    def create_room(self, attributes: Values, *, with_domain: bool) -> None:
        self.tell(rooms.create, attributes, with_domain=with_domain)

    @if_any("living_rooms")
    @action(which=WHICH, attributes=ROOM, renamed=st.booleans())
    def update_room(self, which: int, attributes: Values, *, renamed: bool) -> None:
        self.tell(rooms.update, self.room(which), attributes, renamed=renamed)

    @if_any("living_rooms")
    @action(which=WHICH, attributes=ROOM)
    def replace_room(self, which: int, attributes: Values) -> None:
        self.tell(rooms.replace, self.room(which), attributes)

    @if_any("living_rooms")
    @action(which=WHICH)
    def move_room(self, which: int) -> None:
        self.tell(rooms.move, self.room(which))

    @if_any("domain_rooms")
    @action(which=WHICH)
    def claim_domain(self, which: int) -> None:
        self.tell(rooms.claim, picked(self.model.domain_rooms, which))

    @if_any("living_rooms")
    @action(which=WHICH)
    def delete_room(self, which: int) -> None:
        self.tell(rooms.delete, self.room(which))

    @precondition(lambda self: self.model.living_rooms and self.strangers)
    @action(which=WHICH, who=WHICH, operation=st.sampled_from(["updateRoom", "deleteRoom"]))
    def meddle(self, which: int, who: int, operation: str) -> None:
        self.tell(rooms.meddle, self.room(which), picked(self.strangers, who), operation)

    @if_any("living_rooms")
    @action(which=WHICH)
    def tag(self, which: int) -> None:
        self.tell(room_parts.tag, self.room(which))

    @if_any("tagged_rooms")
    @action(
        which=WHICH, other=WHICH, happens=st.sampled_from([room_parts.tag_again, room_parts.untag])
    )
    def use_tag(self, which: int, other: int, happens: Action) -> None:
        room = picked(self.model.tagged_rooms, which)
        self.tell(happens, room, picked(room.tags, other))

    @if_any("linkable_rooms")
    @action(which=WHICH, other=WHICH)
    def link(self, which: int, other: int) -> None:
        domain_room = picked(self.model.domain_rooms, which)
        others = [each for each in self.model.living_rooms if each is not domain_room]
        self.tell(room_parts.link, picked(others, other), domain_room)

    @if_any("linked_rooms")
    @action(which=WHICH, other=WHICH)
    def unlink(self, which: int, other: int) -> None:
        room = picked(self.model.linked_rooms, which)
        self.tell(room_parts.unlink, room, picked(room.links, other))

    @precondition(lambda self: len(self.model.brands) < MOST)
    @action(colors=COLORS)
    def create_brand(self, colors: Values) -> None:
        self.tell(brands.create, colors)

    @if_any("living_brands")
    @action(which=WHICH, colors=ONE_COLOR)
    def update_brand(self, which: int, colors: Values) -> None:
        self.tell(brands.update, self.brand(which), colors)

    @if_any("living_brands")
    @action(which=WHICH, colors=COLORS)
    def replace_brand(self, which: int, colors: Values) -> None:
        self.tell(brands.replace, self.brand(which), colors)

    @if_any("living_brands")
    @action(which=WHICH)
    def delete_brand(self, which: int) -> None:
        self.tell(brands.delete, self.brand(which))

    @precondition(lambda self: self.model.living_rooms and self.model.living_brands)
    @action(which=WHICH, other=WHICH, is_taken_away=st.booleans())
    def use_brand(self, which: int, other: int, *, is_taken_away: bool) -> None:
        brand = None if is_taken_away else self.brand(other)
        self.tell(brands.use, self.room(which), brand)

    @if_any("living_rooms")
    @action(which=WHICH, switches=SWITCHES)
    def tune(self, which: int, switches: Values) -> None:
        self.tell(brands.tune, self.room(which), switches)


def picked(found: Sequence[Thing], which: int) -> Thing:
    if not found:
        raise Skipped
    return found[which % len(found)]


def explore(search: Search, begin: Callable[[], Story], strangers: tuple[str, ...]) -> None:
    """Tells stories. Raises the ContractFailure of the shortest that differs from the model."""
    shared = {"search": search, "begin": staticmethod(begin), "strangers": strangers}
    kind = seeded(search.seed)(type("Workflow", (Workflow,), shared))
    try:
        search.run(lambda: run_state_machine_as_test(kind, settings=search.settings))
    except ContractFailure as failure:
        raise shortest(kind, failure) from None


def shortest(kind: type[Workflow], failure: ContractFailure) -> ContractFailure:
    """Leaves out one action after the other, as long as the same clause breaks.

    Hypothesis would do it too, in many more requests: it knows nothing of what a choice means.
    """
    script, before = kind.broken, None
    with suppress(Enough):
        while script != before:
            before = script
            for each in reversed(script):
                shorter = [other for other in script if other is not each]
                found = told_again(kind, shorter)
                if found is not None and found.broken.clause == failure.broken.clause:
                    script, failure = shorter, found
    return failure


def told_again(kind: type[Workflow], script: Script) -> ContractFailure | None:
    machine = kind()
    try:
        for method, values in script:
            with suppress(Skipped):
                method(machine, **values)
    except ContractFailure as failure:
        return failure
    finally:
        machine.teardown()
    return None
