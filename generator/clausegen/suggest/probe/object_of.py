"""Objects beside ids, as the items of lists show them."""

from __future__ import annotations

from collections.abc import Mapping

from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen
from clausegen.suggest.suggestion import Suggestion


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    resource, _, name = suggestion.at.rpartition(".")
    identifier, alike = suggestion.value, 0
    for _, asked, items in seen.of(resource):
        for item in items:
            if name not in item or identifier not in item:
                continue
            beside, known = item[name], item[identifier]
            told = beside.get("id") if isinstance(beside, Mapping) else None
            if told != known:
                showed = f"{asked} shows {identifier} {known} beside {told}"
                return Finding(holds=False, showed=showed)
            alike += known is not None
    return Finding(holds=True, showed=f"in {alike} the two are alike") if alike else None
