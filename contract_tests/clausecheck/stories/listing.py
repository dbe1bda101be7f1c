"""What lists hold in a story: all that lives, what fits alone, and in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec
from clausegen.model import Operation
from clausegen.words.clause import Clause
from clausegen.words.filter import FilterClause
from clausegen.words.ordering import OrderingClause, asked
from clausegen.words.pagination import held

from clausecheck.checks.filter import asked_of, query_of
from clausecheck.checks.ordering import Ranks, fault, keys
from clausecheck.failures import NotChecked, shown
from clausecheck.http.exchange import Exchange
from clausecheck.stories.looks import is_it, is_read_back, see
from clausecheck.stories.model import Record
from clausecheck.stories.story import Story
from clausecheck.stories.telling import picked
from clausecheck.world.fitting import fits
from clausecheck.world.lists import Item, Walk
from clausecheck.world.relations import carried

Fault = tuple[Clause, str, str, Exchange] | None
"""(what breaks, what was expected, what was seen, where)."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A list in which there is or was something of the story's."""

    listing: Operation
    path: Mapping[str, str]
    actor: str | None


def look(story: Story, which: int, other: int) -> None:
    """A list holds what lives in it, each once, and nothing that was deleted; so it does when it
    is filtered or sorted."""  # noqa: D205, D209 - one sentence
    place = picked(_places(story), which)

    def whole() -> Fault:
        found = story.teller.all(place.listing, place.path, actor=place.actor)
        return _fault(story, place, found)

    _twice(story, whole)
    for filters in story.promises.filters(place.listing)[other % 2 :: 2]:
        with suppress(NotChecked):  # nothing has a value to ask for
            _filtered(story, place, filters)
    for orders in story.promises.orderings(place.listing)[other % 2 :: 2]:
        _ordered(story, place, orders)


def _filtered(story: Story, place: Place, clause: FilterClause) -> None:
    """A filtered list holds what fits, as the whole list shows it, and nothing else."""

    def look() -> Fault:
        whole = story.teller.all(place.listing, place.path, actor=place.actor)
        if (wrong := _fault(story, place, whole)) is not None:
            return wrong
        items = [each for _, each in _ours(story, place, whole)]
        value = asked_of(clause, items)
        query = query_of(clause, value)
        found = story.teller.all(place.listing, place.path, query, actor=place.actor)
        listed = [record for record, _ in _ours(story, place, found)]
        for record, item in _ours(story, place, whole):
            its = held(item, clause.attribute)
            fit = fits(clause.filter, its, value)
            if fit is not None and fit is not (record in listed):
                told = f"{record.id}, whose {clause.attribute} is {shown(its)}, "
                told += "is not listed" if fit else "is listed"
                return clause, "exactly the items that fit", told, found.pages[0]
        return None

    _twice(story, look)


def _ordered(story: Story, place: Place, clause: OrderingClause) -> None:
    """A sorted list is in order, as far as its items show."""
    sorting = clause.sorting
    query = {} if clause.is_default else asked(clause.parameter, sorting)

    def look() -> Fault:
        found = story.teller.all(place.listing, place.path, query, actor=place.actor)
        wrong = fault(found, sorting, Ranks({}))
        if wrong is None:
            return None
        before, after = (", ".join(keys(each, sorting)) for each in wrong)
        expected = f"{', '.join(sorting.told)} {sorting.order}"
        return clause, expected, f"{before} comes before {after}", found.page_of(wrong[1])

    _twice(story, look)


def _twice(story: Story, look: Callable[[], Fault]) -> None:
    """Others may write while the pages are turned, but hardly twice."""
    if look() is None:
        return
    story.teller.look_again()
    if (wrong := look()) is not None:
        clause, expected, observed, exchange = wrong
        story.teller.breaks(clause, expected, observed, seen=exchange)


def _places(story: Story) -> list[Place]:
    found: list[Place] = []
    for each in story.model.records:
        place = _place(each)
        if place is not None and place not in found:
            found.append(place)
    return found


def _place(record: Record) -> Place | None:
    listing = record.of.listing
    if listing is None:
        return None
    path = carried(record.path, record.of.item, listing.path)
    return Place(listing=listing, path=path, actor=record.actor)


def _ours(story: Story, place: Place, found: Walk) -> list[tuple[Record, Item]]:
    """What lives of the story's in a list, with how it is shown."""
    return [
        (record, items[0])
        for record in story.model.records
        if not record.is_deleted
        and _place(record) == place
        and (items := _items(story, record, found))
    ]


def _items(story: Story, record: Record, found: Walk) -> list[Item]:
    """By its id: of the maker, whatever it is called."""
    providers = story.world.relations.provided_by(record.of.creator)
    return [it for it in found.items if any(each.value(it) == record.id for each in providers)]


def _fault(story: Story, place: Place, found: Walk) -> Fault:
    for record in [each for each in story.model.records if _place(each) == place]:
        items = _items(story, record, found)
        wrong = (_deleted if record.is_deleted else _living)(story, record, items, found)
        if wrong is not None:
            return wrong
    return None


def _deleted(story: Story, record: Record, items: list[Item], found: Walk) -> Fault:
    clause = story.promises.of(record.of.deleting)
    if clause is None or clause.deletion.mode != "hard" or not items:
        return None
    if clause.list is None or clause.list.id != found.pages[0].operation_id:
        return None
    if not is_it(record, items[0]):
        story.model.forget(record)  # somebody else was given its id
        return None
    page = found.page_of(items[0])
    story.returned.append(record)
    return clause, "a list without what was deleted", f"it lists {record.id}", page


def _living(story: Story, record: Record, items: list[Item], found: Walk) -> Fault:
    complete = story.promises.complete.get(found.pages[0].operation_id)
    if complete is not None and len(items) > 1:
        return complete, "each item once", f"{record.id} came {len(items)} times", found.pages[-1]
    if items:
        record.is_listed = True
        return _stale(story, record, items[0], found)
    if not record.is_listed or complete is None:
        return None
    with suppress(NotChecked):
        see(story, record)  # what cannot be read either is no fault of the list
    return complete, "every item once", f"{record.id} never came", found.pages[-1]


def _stale(story: Story, record: Record, item: Item, found: Walk) -> Fault:
    """What a list shows of it is what was written."""
    relations, page = story.world.relations, found.page_of(item)
    assert record.of.listing is not None
    if relations.resource(record.of.listing) != relations.resource(record.of.creator):
        return None
    for name, value in record.values.items():
        if item.get(name) is not None and not is_read_back(story, record, name, item):
            expected, observed = f"{name} is {shown(value)}", f"it lists {shown(item[name])}"
            return record.clauses[name], expected, observed, page
    return None
