"""Order: a parameter whose values name attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausegen.model import Api, Parameter, relations
from clausegen.suggest.lists import CREATED, SORTS, WAYS, Listing, plain
from clausegen.suggest.pagination import shown
from clausegen.suggest.suggestion import Suggestion

UP = {"asc", "ascending", "up", "1"}
DOWN = {"desc", "descending", "down", "-1"}


def propose(api: Api) -> Iterator[Suggestion]:
    for of in shown(api):
        parameter, word = sorts(of), order(of)
        if parameter is None or word is None:
            continue
        values = _values(api, parameter)
        told = [by for by in word.values() if by is not None and by.get("by")]
        known = of.attributes()
        exact = [by for by in told if plain(str(by["by"])) in known]
        yield Suggestion(
            word="ordering",
            value=word,
            pointer=parameter.pointer,
            at=f"{of.operation.id} {parameter.name}",
            evidence=_evidence(values, word),
            confidence=0.2 if values is None else len(exact) / len(word) * 0.96,
            operation=of.operation,
            parameter=parameter,
        )


def _evidence(values: list[str] | None, word: dict[str, Any]) -> str:
    if values is None:
        return "its name asks for an order, though nothing lists its values"
    named = dict.fromkeys(by.get("by", "creation") for by in word.values() if by is not None)
    return f"its values are called like {', '.join(named)} of the items"


def sorts(of: Listing) -> Parameter | None:
    """The parameter that seems to sort a list."""
    return next((each for key, each in of.query.items() if key in SORTS), None)


def order(of: Listing) -> dict[str, Any] | None:
    """The word for the parameter that sorts."""
    found = sorts(of)
    values = _values(of.api, found) if found is not None else None
    if found is None:
        return None
    if values is None:
        return _free(of)
    if {plain(each) for each in values} <= UP | DOWN:
        return _created(of, values)
    return _sorted(of, values)


def _free(of: Listing) -> dict[str, Any]:
    """Where any value may be sent: a time of creation is what such parameters mostly take."""
    known = of.attributes()
    times = (known[each] for each in CREATED[:-1] if each in known)
    attribute = next(times, None) or next(iter(known.values()), None)
    return {attribute or "created": _by(attribute, _direction(of, _pair(of)) or "ascending")}


def _by(attribute: str | None, way: Any = "ascending") -> dict[str, Any]:
    """Without an attribute by creation."""
    return {"by": attribute, "order": way} if attribute is not None else {"order": way}


def _created(of: Listing, values: list[str]) -> dict[str, Any]:
    """Only a direction: of creation, by a time that items show or without one."""
    known = of.attributes()
    by = next((known[each] for each in CREATED if each in known), None)
    way = {each: "ascending" if plain(each) in UP else "descending" for each in values}
    return {each: _by(by, way[each]) for each in values}


def _sorted(of: Listing, values: list[str]) -> dict[str, Any] | None:
    known, said = of.attributes(), {}
    pair = _pair(of)
    for value in values:
        name = plain(value).replace("-", "")
        down = value.startswith("-")
        for end in (*UP, *DOWN):
            if name.endswith(end) and name.removesuffix(end) in known:
                name, down = name.removesuffix(end), end in DOWN
        names = (name, f"{name}at", f"{name}d", f"{name}on", f"{name}count", f"{name}scount")
        by = next((known[each] for each in names if each in known), None)
        way = _direction(of, pair) or ("descending" if down else "ascending")
        is_said = by is not None or name in CREATED
        said[value] = _by(by, way) if is_said else None
    return said if any(said.values()) else None


def _pair(of: Listing) -> Parameter | None:
    """The parameter beside it that says the direction."""
    named = ((key, p) for key, p in of.query.items() if key in WAYS - SORTS or key == "order")
    return next((p for _, p in named), None)


def _direction(of: Listing, pair: Parameter | None) -> dict[str, str] | None:
    values = _values(of.api, pair) if pair is not None else None
    if pair is None or values is None:
        return None
    up = next((each for each in values if plain(each) in UP), None)
    down = next((each for each in values if plain(each) in DOWN), None)
    return {"parameter": pair.name, "ascending": up, "descending": down} if up and down else None


def _values(api: Api, parameter: Parameter) -> list[str] | None:
    for each in relations.facets(api, parameter.schema) if parameter.schema else ():
        if each.enum is not None:
            return [str(value) for value in each.enum if value is not None]
        node = api.resolve(each.items) if each.items is not None else None
        if node is not None and node.enum is not None:
            return [str(value) for value in node.enum]
    return None
