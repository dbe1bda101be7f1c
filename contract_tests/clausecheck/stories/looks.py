"""What is read in a story, held against what is promised of it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from clausegen.model import Operation
from clausegen.words.clause import Clause

from clausecheck.failures import shown
from clausecheck.http.exchange import Exchange
from clausecheck.stories.model import Record
from clausecheck.stories.stamps import stamped
from clausecheck.stories.story import Story
from clausecheck.stories.telling import Ended, picked
from clausecheck.world.relations import object_or_none
from clausecheck.world.sameness import is_same

GONE = {404, 410}


def read(story: Story, which: int) -> None:
    """One of the living is what was written to it, and one of the deleted stays away."""
    living, deleted = story.model.living(*story.cast), story.model.deleted(*story.cast)
    record = picked([*living, *deleted], which)
    if record.is_deleted:
        gone(story, record)
    else:
        see(story, record)


def see(
    story: Story,
    record: Record,
    *,
    after: Operation | None = None,
    sent: Container[str] = (),
    blame: Clause | None = None,
) -> None:
    """Reads a record and compares all that is promised of it.

    `after` wrote `sent` just now. A difference in something else is a side effect of it; with
    `blame` each difference breaks that clause.
    """
    if record.of.reading is None:
        return
    exchange = story.on(record, record.of.reading)
    found = object_or_none(exchange)
    if not exchange.ok or found is None:
        _lacks(story, record, exchange, blame)
        return
    for name, value in record.values.items():
        if not is_read_back(story, record, name, found):
            clause = blame or _clause_about(story, record, name, after, sent)
            expected, observed = f"{name} is {shown(value)}", f"{name} is {shown(found.get(name))}"
            story.teller.breaks(clause, expected, observed, seen=exchange)
    stamped(story, record, found, exchange)
    record.shown, record.is_written = found, False


def is_read_back(story: Story, record: Record, name: str, found: Mapping[str, Any]) -> bool:
    resource = story.world.relations.resource(record.of.creator)
    schema = story.world.relations.attribute(resource, name)
    return is_same(story.world.document, schema, record.values[name], found.get(name))


def _lacks(story: Story, record: Record, exchange: Exchange, blame: Clause | None) -> None:
    """What lives cannot be read."""
    last = [each for each in story.deletions if each.of is record.of and each is not record]
    deletion = story.promises.of(record.of.deleting) if last else None
    clause = blame or deletion or story.promises.success.get(exchange.operation_id)
    if exchange.status not in GONE or clause is None:
        raise Ended
    story.teller.breaks(clause, "it is still there", seen=exchange)


def _clause_about(
    story: Story, record: Record, name: str, after: Operation | None, sent: Container[str]
) -> Clause:
    resource = story.world.relations.resource(record.of.creator)
    fixed = story.promises.fixed.get((str(resource), name))
    if fixed is not None and after is not None and after.method != "post":
        return fixed
    partial = story.promises.partial.get(after.id) if after is not None else None
    return partial if partial is not None and name not in sent else record.clauses[name]


def gone(story: Story, record: Record) -> None:
    """What was deleted is away for good, or says so for good."""
    clause = story.promises.of(record.of.deleting)
    if clause is None or clause.retrieve is None:
        return
    exchange = story.on(record, clause.retrieve)
    found = object_or_none(exchange)
    if clause.deletion.mode == "soft":
        if not exchange.ok or (found or {}).get(str(clause.deletion.flag)) is not True:
            expected = f"200 with {clause.deletion.flag} true, as it was deleted"
            story.teller.breaks(clause, expected, seen=exchange)
    elif exchange.ok and found is not None:
        if not is_it(record, found):
            story.model.forget(record)  # somebody else was given its id
            raise Ended
        story.returned.append(record)
        story.teller.breaks(clause, "404, as it was deleted", seen=exchange)


def is_it(record: Record, found: Mapping[str, Any]) -> bool:
    """It shows a text that this thing alone had."""
    texts = {each for each in record.shown.values() if isinstance(each, str) and len(each) > 10}  # noqa: PLR2004
    return any(isinstance(value, str) and value in texts for value in found.values())
