"""Values that are said to be unique and are shown twice."""

from __future__ import annotations

from collections import Counter

from clausegen.model.items import text_of
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen
from clausegen.suggest.suggestion import Suggestion


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    """Only a contradiction tells: values that differ may do so by chance."""
    resource, _, name = suggestion.at.rpartition(".")
    within = suggestion.value.get("within")
    for path, asked, items in seen.of(resource):
        if within is not None and within not in path:
            continue  # it may show what lies within several
        told = (text_of(each.get(name)) for each in items)
        times = Counter(value for value in told if value is not None)
        for value, count in times.most_common(1):
            if count > 1:
                return Finding(holds=False, showed=f"{asked} shows {value} {count} times")
    return None
