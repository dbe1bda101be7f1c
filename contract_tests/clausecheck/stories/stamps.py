"""Stamps in a story: those of creation stay, those of change move with a write and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clausegen.words.stamp import StampClause

from clausecheck.failures import shown
from clausecheck.http.exchange import Exchange
from clausecheck.stories.model import Record
from clausecheck.stories.story import Story
from clausecheck.world.moments import moment
from clausecheck.world.sameness import is_same


def stamped(story: Story, record: Record, found: Mapping[str, Any], exchange: Exchange) -> None:
    """Compares the stamps of a record with those that it had when it was last read."""
    clauses = story.promises.stamps(story.world.relations.resource(record.of.creator))
    names = {each.attribute for each in clauses}
    is_changed = record.is_written or any(
        record.shown.get(name) != value for name, value in found.items() if name not in names
    )
    for each in clauses if record.shown else ():
        before, now = record.shown.get(each.attribute), found.get(each.attribute)
        wrong = _wrong(story, each, before, now, is_changed=is_changed)
        if before is not None and wrong is not None:
            observed = f"{each.attribute} is {shown(now)}"
            story.teller.breaks(each, f"{each.attribute} {wrong}", observed, seen=exchange)


def _wrong(
    story: Story, clause: StampClause, before: Any, now: Any, *, is_changed: bool
) -> str | None:
    if is_same(story.world.document, clause.schema, before, now):
        return None  # a clock may be as coarse as it likes
    if clause.stamp.at == "creation":
        return f"stays {shown(before)}"
    if not is_changed:
        return f"stays {shown(before)} while nothing changes"
    one, other = moment(before), moment(now)
    if clause.stamp.of == "time" and one is not None and other is not None and other < one:
        return f"does not go back behind {shown(before)}"
    return None
