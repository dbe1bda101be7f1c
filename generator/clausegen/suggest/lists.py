"""A list as a reader sees it: its parameters, its envelope, its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from clausegen.model import Api, Operation, Parameter, Schema, items, relations
from clausegen.words import naming

SIZES = {"limit", "perpage", "pagesize", "size", "count", "maxresults", "top", "first", "take"}
TOKENS = {
    *("cursor", "after", "startingafter", "pagetoken", "continue", "marker", "nexttoken"),
    *("nextmarker", "nextcursor", "lastid", "startcursor", "before", "endingbefore"),
}
PAGES = {"page", "pagenumber", "pageno", "pageindex"}
OFFSETS = {"offset", "skip", "start", "startindex", "from"}
SORTS = {"sort", "sortby", "orderby", "ordering", "order", "sortfield", "sortkey"}
WAYS = {"direction", "order", "sortorder", "sortdirection", "orderdirection", "dir"}
TOTALS = {"total", "totalcount", "totalresults", "totalitems", "totalelements", "totalrecords"}
CREATED = ("createdat", "created", "creationtime", "createdtime", "timestamp", "createdon", "id")


def plain(name: str) -> str:
    """Such as createdat for created_at and createdAt."""
    return re.sub(r"[^a-z0-9-]", "", name.lower())


def listings(api: Api) -> Iterator[Listing]:
    """Every list of a document."""
    for operation in api.operations:
        of = Listing(api, operation)
        if operation.method == "get" and (of.array() is not None or items.is_list(api, operation)):
            yield of


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
        told = items.list_attribute(self.api, self.operation)
        if told:
            return told
        ways = [way for way, node in self.body() if self._is_array(node)]
        return min(ways, key=lambda way: way.count("."), default=None)

    def _is_array(self, node: Schema) -> bool:
        return any(part.items is not None for part in self.api.parts(node))

    def item(self) -> Schema | None:
        """What each item is."""
        way, node = self.array(), relations.response_schema(self.operation)
        for name in way.split(".") if way else ():
            known = self.api.attributes(node) if node is not None else ()
            node = next((each.schema for each in known if each.name == name), None)
        return next((p.items for p in self.api.parts(node) if p.items), None) if node else None

    def attributes(self) -> dict[str, str]:
        """Plain name -> way, of the items' attributes and of those within them."""
        node = self.item()
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
