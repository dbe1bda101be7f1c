"""How much of what lists do can be said in words: the documents of a corpus, list by list.

    CLAUSEKIT_CORPUS=path python benchmarks/words.py > benchmarks/words.md

For each list whose parameters page, sort or narrow, words are written into the document by the
names of its parameters and attributes. A list counts as said if the words keep the closed schema
and every name in them leads somewhere: not that the server does it, which only a run can tell.
"""

from __future__ import annotations

import copy
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
from clausegen.document.bundle import Bundle
from clausegen.load import load
from clausegen.model import Api, Operation, Parameter, relations
from clausegen.model.build import build
from clausegen.suggest.filter import narrowing
from clausegen.suggest.lists import Listing, listings
from clausegen.suggest.ordering import order, sorts
from clausegen.suggest.pagination import is_paged, paging
from clausegen.text.positions import split, step
from clausegen.text.problems import SpecError
from clausegen.words import filter as filters
from clausegen.words import ordering, pagination
from clausegen.words.places import AtOperation, AtParameter
from clausegen.words.registry import read
from clausegen.words.vocabulary import closed
from clausegen.words.word import KEY, Kind


class Proposed(msgspec.Struct, frozen=True):
    """A word for an operation, or for one of its parameters."""

    kind: str
    """paging, order or filter; whole where only the place of the items is said."""
    word: dict[str, Any]
    parameter: Parameter | None = None


def proposed_for(of: Listing) -> Iterator[tuple[str, Proposed | None]]:
    """(paging, order or filter, the word for it; None where none fits)."""
    if is_paged(of):
        word = paging(of)
        yield "paging", Proposed("paging", {"pagination": word}) if word is not None else None
    elif way := of.array():  # nobody else tells where the items are
        yield "whole", Proposed("whole", {"pagination": {"style": "whole", "items": way}})
    if (parameter := sorts(of)) is not None:
        word = order(of)
        yield "order", Proposed("order", {"ordering": word}, parameter) if word else None
    for parameter, word in narrowing(of):
        yield "filter", Proposed("filter", {"filter": word}, parameter)


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
    for of in listings(api):
        name = of.operation.id
        for kind, proposed in proposed_for(of):
            found[kind] += 1
            if proposed is not None:
                proposals.append((name, proposed))
            else:
                unsaid.append(f"{kind}: {name}")
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
    if not os.environ.get("CLAUSEKIT_CORPUS"):
        sys.exit("CLAUSEKIT_CORPUS names the folder with the documents")
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
