"""How much of what lists do can be said in words: the documents of a corpus, list by list.

    CLAUSEKIT_CORPUS=path python benchmarks/words.py > benchmarks/words.md

For each list whose parameters page, sort or narrow, words are written into the document by the
names of its parameters and attributes. A list counts as said if the words keep the closed schema
and every name in them leads somewhere: not that the server does it, which only a run can tell.
"""

from __future__ import annotations

import copy
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
from clausegen.document.bundle import Bundle
from clausegen.load import load
from clausegen.model import Api, Operation, Parameter, Schema, items, relations
from clausegen.model.build import build
from clausegen.text.positions import split, step
from clausegen.text.problems import SpecError
from clausegen.words import filter as filters
from clausegen.words import naming, ordering, pagination
from clausegen.words.places import AtOperation, AtParameter
from clausegen.words.registry import read
from clausegen.words.vocabulary import closed
from clausegen.words.word import KEY, Kind

SIZES = {"limit", "perpage", "pagesize", "size", "count", "maxresults", "top", "first", "take"}
TOKENS = {
    *("cursor", "after", "startingafter", "pagetoken", "continue", "marker", "nexttoken"),
    *("nextmarker", "nextcursor", "lastid", "startcursor", "before", "endingbefore"),
}
PAGES = {"page", "pagenumber", "pageno", "pageindex"}
OFFSETS = {"offset", "skip", "start", "startindex", "from"}
TELLING = {
    *("nextcursor", "nextpagetoken", "continue", "nextmarker", "nexttoken", "endcursor", "lastid"),
    *("cursor", "next", "pagetoken", "marker"),
}
LINKS = {"next", "nextpageuri", "nextpage", "nextlink", "nexturl", "nextpageurl"}
MORE = {"hasmore", "hasnext", "hasnextpage", "more"}
SORTS = {"sort", "sortby", "orderby", "ordering", "order", "sortfield", "sortkey"}
WAYS = {"direction", "order", "sortorder", "sortdirection", "orderdirection", "dir"}
UP = {"asc", "ascending", "up", "1"}
DOWN = {"desc", "descending", "down", "-1"}
STARTS = {"since": "ge", "after": "gt", "from": "ge", "min": "ge", "start": "ge"}
ENDS = {"until": "le", "before": "lt", "to": "le", "max": "le", "end": "le"}
COMPARING = {"gte": "ge", "gt": "gt", "lte": "le", "lt": "lt", "ne": "ne", "not": "ne", "in": "in"}
CREATED = ("createdat", "created", "creationtime", "createdtime", "timestamp", "createdon", "id")


class Proposed(msgspec.Struct, frozen=True):
    """A word for an operation, or for one of its parameters."""

    kind: str
    """paging, order or filter."""
    word: dict[str, Any]
    parameter: Parameter | None = None


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", name.lower())


class Listing(msgspec.Struct, frozen=True):
    """A list, and what a reader sees of it."""

    api: Api
    operation: Operation

    @property
    def query(self) -> dict[str, Parameter]:
        return {plain(each.name): each for each in self.operation.parameters_in("query")}

    def named(self, names: set[str]) -> str | None:
        return next((each.name for key, each in self.query.items() if key in names), None)

    def body(self) -> Iterator[tuple[str, Schema]]:
        """(way, schema) of the attributes around the items, one level deep inwards."""
        schema = relations.response_schema(self.operation)
        for each in self.api.attributes(schema) if schema is not None else ():
            yield each.name, each.schema
            if self.api.resolve(each.schema).items is None:
                for inner in self.api.attributes(each.schema):
                    yield f"{each.name}.{inner.name}", inner.schema

    def told(self, names: set[str]) -> str | None:
        found = [way for way, _ in self.body() if plain(way.rpartition(".")[2]) in names]
        return min(found, key=lambda way: way.count("."), default=None)

    def array(self) -> str | None:
        """Where the items are: "" for the body itself."""
        schema = relations.response_schema(self.operation)
        if schema is None:
            return None
        if any(part.items is not None for part in self.api.parts(schema)):
            return ""
        ways = [way for way, node in self.body() if self._is_array(node)]
        return min(ways, key=lambda way: way.count("."), default=None)

    def _is_array(self, node: Schema) -> bool:
        return any(part.items is not None for part in self.api.parts(node))

    def attributes(self) -> dict[str, str]:
        """Plain name -> way, of the items' attributes and of those within them."""
        way, node = self.array(), relations.response_schema(self.operation)
        for name in way.split(".") if way else ():
            known = self.api.attributes(node) if node is not None else ()
            node = next((each.schema for each in known if each.name == name), None)
        node = next((p.items for p in self.api.parts(node) if p.items), None) if node else None
        return self._ways(node, (), 3) if node is not None else {}

    def _ways(self, node: Schema, above: tuple[str, ...], deep: int) -> dict[str, str]:
        """What lies higher comes first; deeper ways also go by their last two names."""
        found: dict[str, str] = {}
        known = list(naming.known_attributes(self.api, node))
        for each in known:
            way = (*above, each.name)
            for last in (way[-1:], way[-2:]):
                found.setdefault(plain("".join(last)), ".".join(way))
        for each in known if deep > 1 else ():
            found = {**self._ways(each.schema, (*above, each.name), deep - 1), **found}
        return found


def paging(of: Listing) -> tuple[bool, Proposed | None]:
    """(whether the list pages, the word for it)."""
    way = of.array()
    has_link_header = any(h.name == "Link" for r in of.operation.responses for h in r.headers)
    token, number, offset = of.named(TOKENS), of.named(PAGES), of.named(OFFSETS)
    link = of.told(LINKS)
    if not (token or number or offset or has_link_header or link):
        return False, None
    word: dict[str, Any] = {"items": way, "size": of.named(SIZES), "more": of.told(MORE)}
    telling = of.told(TELLING)
    if way is None:
        return True, None
    if token and telling:
        word |= {"style": "cursor", "parameter": token, "cursor": telling}
    elif token and (last := _key(of)):
        word |= {"style": "cursor", "parameter": token, "last": last}
    elif has_link_header:
        word |= {"style": "header"}
    elif number:
        word |= {"style": "page", "parameter": number}
    elif offset:
        word |= {"style": "offset", "parameter": offset}
    elif link and way:
        word |= {"style": "link", "next": link}
    else:
        return True, None
    return True, Proposed("paging", {"pagination": {k: v for k, v in word.items() if v}})


def _key(of: Listing) -> str | None:
    known = of.attributes()
    return next((known[each] for each in ("id", "uid", "key", "name") if each in known), None)


def order(of: Listing) -> tuple[bool, Proposed | None]:
    """(whether the list sorts, the word for the parameter that says so)."""
    found = next((each for key, each in of.query.items() if key in SORTS), None)
    if found is None:
        return False, None
    values = _values(of.api, found)
    if values is None:
        attribute = next(iter(of.attributes().values()), None)
        said = {attribute or "created": _by(attribute)}
    elif {plain(each) for each in values} <= UP | DOWN:
        said = _created(of, values)
    else:
        said = _sorted(of, values)
    return True, Proposed("order", {"ordering": said}, found) if said else None


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
    pair = next((p for key, p in of.query.items() if key in WAYS - SORTS or key == "order"), None)
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


def narrowing(of: Listing) -> Iterator[tuple[Parameter, Proposed | None]]:
    """Parameters that seem to choose items, each with its word."""
    known = of.attributes()
    used = SIZES | TOKENS | PAGES | OFFSETS | SORTS | WAYS
    for key, each in of.query.items():
        if key in used:
            continue
        if each.style == "deepObject" and (ranges := _ranges(of.api, each, known.get(key))):
            yield each, Proposed("filter", {"filter": {"keys": ranges}}, each)
            continue
        found = _compared(key, known)
        if found is not None:
            is_array = each.schema is not None and of.api.resolve(each.schema).items is not None
            operator = "in" if is_array and found[1] == "eq" else found[1]
            word = {"filter": {"attribute": found[0], "operator": operator}}
            yield each, Proposed("filter", word, each)


def _ranges(api: Api, parameter: Parameter, attribute: str | None) -> dict[str, Any]:
    """Created[gte]: the keys of an object that compare the attribute of its name."""
    keys = (each.name for each in naming.known_attributes(api, parameter.schema))
    compared = {key: COMPARING[plain(key)] for key in keys if plain(key) in COMPARING}
    ways = {key: {"attribute": attribute, "operator": how} for key, how in compared.items()}
    return ways if attribute is not None else {}


def _compared(key: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    if key in known:
        return known[key], "eq"
    if key.removesuffix("s") in known:
        return known[key.removesuffix("s")], "in"
    if key in STARTS | ENDS:
        by = next((known[each] for each in CREATED if each in known), None)
        return (by, (STARTS | ENDS)[key]) if by else None
    for part, operator in (STARTS | ENDS | COMPARING).items():
        for rest in (key.removeprefix(part), key.removesuffix(part)):
            name = next((n for n in (rest, f"{rest}at", f"{rest}time") if n in known), None)
            if rest != key and name is not None:
                return known[name], operator
    return None


def write(bundle: Bundle, operation: Operation, proposed: Proposed) -> None:
    """Into the operation, or a copy of the parameter in it."""
    node = bundle.value
    for token in split(operation.pointer):
        node = step(node, token)
    if proposed.parameter is None:
        node[KEY] = proposed.word
        return
    found = _led(bundle, {"$ref": f"#{proposed.parameter.pointer}"})
    own = {**copy.deepcopy(found), KEY: proposed.word}
    known = node.get("parameters", [])
    names = [_led(bundle, each).get("name") for each in known]
    if own["name"] in names:  # where it was: pointers count
        known[names.index(own["name"])] = own
    else:
        node["parameters"] = [*known, own]


def _led(bundle: Bundle, node: Any) -> dict[str, Any]:
    """Where references lead."""
    while "$ref" in node:
        reference, node = node["$ref"], bundle.value
        for token in split(reference):
            node = step(node, token)
    found: dict[str, Any] = node
    return found


def is_said(api: Api, operation: Operation, proposed: Proposed) -> bool:
    """The word keeps its schema, and its names lead somewhere."""
    kind: Kind = "operation" if proposed.parameter is None else "parameter"
    if not jsonschema_rs.is_valid(closed(kind), proposed.word):
        return False
    at = AtOperation(api, operation, relations.resource_of(api, operation))
    if proposed.parameter is None:
        return not list(pagination.in_operation(at))
    named = (p for p in operation.parameters_in("query") if p.name == proposed.parameter.name)
    place = AtParameter(at, next(named))
    return not [*ordering.unresolved(place), *filters.unresolved(place)]


def counted(path: Path) -> tuple[Counter[str], list[str]]:
    """(how many lists page, sort and narrow, and how many of them are said; what is not)."""
    api, bundle = load(path)
    found: Counter[str] = Counter()
    proposals: list[tuple[str, Proposed]] = []
    unsaid: list[str] = []
    for operation in api.operations:
        of = Listing(api, operation)
        is_list = of.array() is not None or items.is_list(api, operation)
        if operation.method != "get" or not is_list:
            continue
        told = [("paging", *paging(of)), ("order", *order(of))]
        if not told[0][1] and (way := of.array()):  # nobody else tells where the items are
            whole = Proposed("whole", {"pagination": {"style": "whole", "items": way}})
            proposals.append((operation.id, whole))
        told += [("filter", True, each) for _, each in narrowing(of)]
        for kind, is_there, proposed in told:
            found[kind] += is_there
            if proposed is not None:
                proposals.append((operation.id, proposed))
            elif is_there:
                unsaid.append(f"{kind}: {operation.id}")
    for name, proposed in proposals:
        write(bundle, api.operation(name), proposed)
    again = build(bundle, read)
    by_id = {each.id: each for each in again.operations}
    for name, proposed in proposals:
        said = is_said(again, by_id[name], proposed)
        found[f"{proposed.kind} said"] += said
        unsaid += [] if said else [f"{proposed.kind}: {name}"]
    return found, unsaid


def main() -> None:
    corpus = Path(os.environ["CLAUSEKIT_CORPUS"])
    total: Counter[str] = Counter()
    rows = []
    for path in sorted(corpus.iterdir()):
        if path.suffix not in {".json", ".yaml"}:
            continue
        try:
            found, unsaid = counted(path)
        except SpecError:
            continue
        total += found
        sys.stderr.write("".join(f"{path.name}: {each}\n" for each in unsaid))
        if found:
            rows.append(f"| {path.name} | {_cells(found)} |")
    sys.stdout.write("\n".join([HEADER, *rows, f"| **all** | {_cells(total)} |", ""]))


def _cells(found: Counter[str]) -> str:
    kinds = ("paging", "order", "filter")
    return " | ".join(f"{found[f'{each} said']} of {found[each]}" for each in kinds)


HEADER = """\
# What of lists can be said in words

Written by `python benchmarks/words.py`. A list pages, sorts or narrows if its parameters or its
envelope are called like those that do; it is said if the words that fit those names keep the closed
schema and every name in them leads somewhere. Filters are parameters called like an attribute,
alone or with a comparison (`created_after`, `min_size`, `created[gte]`). A list that sorts is said
if one of the values that the document lists sorts by an attribute or by creation; the others
(relevance, popularity, what items do not show) are null in the word. Where it lists none, one
attribute of the items is enough, or creation where they have none.

| document | lists that page | lists that sort | filters |
|---|---|---|---|"""

if __name__ == "__main__":
    main()
