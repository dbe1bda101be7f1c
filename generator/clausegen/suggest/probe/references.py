"""Ids that lead somewhere: to what another operation reads, or to what the path names."""

from __future__ import annotations

from clausegen.model.items import names_in, text_of
from clausegen.suggest.probe.finding import Finding
from clausegen.suggest.probe.seen import Seen
from clausegen.suggest.probe.server import OK
from clausegen.suggest.suggestion import Suggestion

NOT_FOUND = 404


def probe(suggestion: Suggestion, seen: Seen) -> Finding | None:
    resource, _, name = suggestion.at.rpartition(".")
    if "operation" in suggestion.value:
        return _led(suggestion, seen, resource, name)
    parameter, alike = suggestion.value["parameter"], 0
    for path, asked, items in seen.of(resource):
        for told in (text_of(each.get(name)) for each in items):
            if told is None or parameter not in path:
                continue
            if told != path[parameter]:
                return Finding(holds=False, showed=f"{asked} shows {name} {told}")
            alike += 1
    return Finding(holds=True, showed=f"{alike} show what their path says") if alike else None


def _led(suggestion: Suggestion, seen: Seen, resource: str, name: str) -> Finding | None:
    """Whether the operation reads what the first item that shows a value names."""
    reader = seen.api.operation(suggestion.value["operation"])
    *outer, last = names_in(reader.path)
    path = next(iter(seen.paths(reader)), None) if outer else {}
    ids = (text_of(each.get(name)) for *_, items in seen.of(resource) for each in items)
    told = next((each for each in ids if each is not None), None)
    answer = seen.get(reader, {**path, last: told}) if told and path is not None else None
    if answer is None or answer.status not in {OK, NOT_FOUND}:
        return None
    return Finding(holds=answer.status == OK, showed=answer.told)
