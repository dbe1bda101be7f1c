"""What happens in a story: things are made, changed, deleted, and deleted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clausegen.model import Operation
from clausegen.model.items import names_in
from clausegen.words.references import References

from clausecheck.checks.partial import tied
from clausecheck.http.exchange import Exchange
from clausecheck.stories.looks import gone, see
from clausecheck.stories.model import Collection, Record
from clausecheck.stories.story import Story
from clausecheck.stories.telling import Ended, Skipped, picked

Picks = Sequence[int]
"""Which attributes are given which values."""
CREATED = 201
NOT_YOURS = {401, 402, 403}
"""Refusals of a caller: nothing has been looked at, so that nothing is changed."""


def begin(story: Story, which: int, casts: Sequence[Any]) -> None:
    story.cast = picked(casts, which)


def create(story: Story, which: int, other: int, who: int, picks: Picks) -> None:
    of = picked(story.cast, which)
    actor = story.caller(who, of.creator, of.deleting)
    path = story.above(of, other, actor)
    values = _picked(story, of.creator, picks, {})
    made = story.world.create(of.creator, values, path=path, actor=actor)
    record = Record(of, _path(of, made.path), actor)
    record.is_listed = not values and actor is None
    story.add(record)
    story.teller.hear(made.exchange)
    write(story, record, of.creator, made.body)
    see(story, record, after=of.creator, sent=made.body if isinstance(made.body, dict) else ())


def change(story: Story, which: int, other: int, who: int, picks: Picks) -> None:
    record = picked(story.model.living(*story.cast), which)
    operation = picked(record.of.changing, other)
    world = story.world
    values = _picked(story, operation, picks, record.shown)
    body = world.body_for(operation, values)
    if not (isinstance(body, dict) and body and world.bodies.is_valid(operation, body)):
        raise Skipped
    exchange = story.on(record, operation, body, actor=story.caller(who, operation))
    _came(story, record, operation, body, exchange)
    see(story, record, after=operation, sent=body)


def _came(
    story: Story, record: Record, operation: Operation, body: Mapping[str, Any], came: Exchange
) -> None:
    """What is known of a record after a change, whether or not it was accepted."""
    if not came.status:
        raise Ended
    record.is_written = True
    if came.status in NOT_YOURS:
        return
    world, attributes = story.world, {*body}
    for each in body:
        attributes |= tied(world, operation, each)
    is_whole = operation.method == "put" or operation.id not in story.promises.partial
    if is_whole and came.ok:
        attributes |= {*record.values}
    resource = str(world.relations.resource(record.of.creator))
    record.forget(each for each in attributes if (resource, each) not in story.promises.fixed)
    names = [each for each in world.bodies.attributes(operation) if each.name in body]
    record.is_listed &= all(world.choices.is_name(each.schema) for each in names)
    if came.ok:
        record.path |= world.given(came)
        write(story, record, operation, body)


def write(story: Story, record: Record, operation: Operation, body: Any) -> None:
    """Remembers what is promised to be read back."""
    for name, value in body.items() if isinstance(body, dict) else ():
        clause = story.promises.stored.get((operation.id, name))
        words = story.world.choices.words_of(operation, name)
        refers = words is not None and words.get(References) is not None
        if clause is not None and not refers:  # what it refers to may be deleted
            record.values[name], record.clauses[name] = value, clause


def delete(story: Story, which: int, who: int) -> None:
    """It is gone, and what is beside it is not."""
    record = picked([e for e in story.model.living(*story.cast) if e.of.deleting], which)
    assert record.of.deleting is not None
    actor = story.caller(who, record.of.deleting)
    exchange = story.on(record, record.of.deleting, actor=actor)
    clause = story.promises.of(record.of.deleting)
    if not exchange.status:
        raise Ended
    record.is_deleted = exchange.ok
    if not exchange.ok or clause is None:
        story.model.forget(record)
        return
    story.deletions.append(record)
    story.model.forget_with(record)
    gone(story, record)
    for each in story.model.living(record.of):
        see(story, each)


def again(story: Story, which: int, other: int) -> None:
    """What is deleted is deleted or changed once more, whatever is answered: it stays deleted."""
    record = picked(story.model.deleted(*story.cast), which)
    patching, deleting = record.of.patching, record.of.deleting
    operation = picked([each for each in (deleting, patching) if each is not None], other)
    body = {"body": story.world.body_for(operation)} if operation is patching else {}
    exchange = story.on(record, operation, **body)
    if exchange.status == CREATED:
        story.model.forget(record)  # as if it had never been there
        raise Ended
    gone(story, record)


def _path(of: Collection, path: Mapping[str, str]) -> dict[str, str]:
    return {name: path[name] for name in names_in(of.item)}


def _picked(
    story: Story, operation: Operation, picks: Picks, before: Mapping[str, Any]
) -> dict[str, Any]:
    """Values for some attributes: names and references get their own in any case."""
    bodies = story.world.bodies
    attributes = bodies.attributes(operation)
    found: dict[str, Any] = {}
    for pick in picks if attributes else ():
        attribute = attributes[pick % len(attributes)]
        values = bodies.acceptable(operation, attribute.name, before)
        if values:
            found[attribute.name] = values[pick // len(attributes) % len(values)]
    return found
