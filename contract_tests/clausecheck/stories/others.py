"""What others try in a story, and what is wanted twice: it is refused, and nothing comes of it."""

from __future__ import annotations

from clausegen.model import UNSET
from clausegen.words.actors import actors_of
from clausegen.words.causes import CauseClause

from clausecheck.failures import shown
from clausecheck.stories.looks import see
from clausecheck.stories.model import Record
from clausecheck.stories.story import Story
from clausecheck.stories.telling import Ended, Skipped, picked
from clausecheck.world.relations import object_or_none

REFUSED = range(400, 500)
REFUSALS = 4  # tried at a time: which one does harm must not hang on luck


def meddle(story: Story, which: int, other: int) -> None:
    """Whom a cause names is refused whatever has happened before, and nothing changes."""
    record = picked([e for e in story.model.living(*story.cast) if e.actor is None], which)
    of, target = record.of, story.world.target
    strangers = {*target.actors} - {target.owner.name}
    clauses = [
        each
        for each in story.promises.refusals(of.reading, *of.changing, of.deleting)
        if each.cause.actor in strangers and each.cause.ids == "owner"
    ]
    see(story, record)  # what is wrong already is no fault of theirs
    for clause in [each for each in clauses if each.operation is of.reading]:
        _refused(story, record, clause)
    writing = [each for each in clauses if each.operation is not of.reading]
    first = picked(range(len(writing)), other)
    for clause in [*writing[first:], *writing[:first]][:REFUSALS]:
        _refused(story, record, clause)
        see(story, record, blame=clause)


def _refused(story: Story, record: Record, clause: CauseClause) -> None:
    operation = clause.operation
    body = story.world.body_for(operation) if operation in record.of.changing else UNSET
    exchange = story.on(record, operation, body, actor=clause.cause.actor)
    if exchange.ok:
        story.teller.breaks(clause, clause.status, seen=exchange)
    if exchange.status not in REFUSED:
        raise Ended


def peep(story: Story, which: int, other: int) -> None:
    """What is not for others to see they do not see, whatever has happened before.

    Where the document describes actors, nobody knows what others of the target are.
    """
    record = picked([e for e in story.model.living(*story.cast) if e.of.reading], which)
    assert record.of.reading is not None
    hidden = story.promises.hidden(story.world.relations.resource(record.of.reading))
    known = {each.name for each in actors_of(story.world.document)} or {*story.world.target.actors}
    actor = picked([each for each in story.world.target.actors if each in known], other)
    shown_to = story.on(record, record.of.reading, actor=actor)
    found = (object_or_none(shown_to) if shown_to.ok else None) or {}
    for each in hidden:
        if actor not in each.actors and found.get(each.attribute) is not None:
            expected = f"{each.attribute} is absent or null for {actor}"
            observed = f"{each.attribute} is {shown(found[each.attribute])}"
            story.teller.breaks(each, expected, observed, seen=shown_to)


def claim(story: Story, which: int, other: int) -> None:
    """What one has and may be had once only, another one is not given."""
    record = picked([e for e in story.model.living(*story.cast) if e.of.patching], which)
    holder = picked([each for each in _beside(story, record) if each.of.reading], other)
    patching = record.of.patching
    assert patching is not None
    resource = story.world.relations.resource(record.of.creator)
    clause = picked(story.promises.unique(resource), other)
    names = {each.name for each in story.world.bodies.attributes(patching)}
    value = holder.shown.get(clause.attribute)
    if clause.attribute not in names or value is None:
        raise Skipped
    exchange = story.on(record, patching, {clause.attribute: value})
    record.forget([clause.attribute])
    record.is_written = True
    found = object_or_none(exchange) or {}
    if exchange.ok and found.get(clause.attribute) == value:
        assert holder.of.reading is not None
        first = object_or_none(story.on(holder, holder.of.reading)) or {}
        if first.get(clause.attribute) == value:
            expected = f"a refusal: another {record.kind} has this {clause.attribute}"
            story.teller.breaks(clause, expected, seen=exchange)
    see(story, record)


def _beside(story: Story, record: Record) -> list[Record]:
    """Of the same place and the same actor."""
    above = list(record.path.values())[:-1]
    return [
        each
        for each in story.model.living(record.of)
        if each is not record
        and list(each.path.values())[:-1] == above
        and each.actor == record.actor
    ]
