"""Which operation makes the items of which collection, and how their ids are told.

A *place* is a path as far as one of its parameters, without the parameters' names: /cats/{} and
/dogs/{} are two places, whatever both call their ids. Everything here is asked by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import msgspec

from clausegen.model.api import Api
from clausegen.model.message import Link
from clausegen.model.operation import Operation
from clausegen.model.relations import (
    effect_of,
    items_schema,
    items_within,
    resource_of,
    response_schema,
)
from clausegen.model.schema import Schema

KEPT = 4096  # paths of a document, each looked at a thousand times in a run
NAME = re.compile(r"\{([^{}]*)\}")
BODY = "$response.body#"
REQUEST = "$request.path."
READS_OR_REMOVES = ("get", "delete")
PLAIN_IDS = ("_id", "uuid", "guid", "pk")
"""What ids are called where nothing of the parameter's name is found, likeliest first."""
WORDS = ("key", "slug", "code", "name")
"""Texts that may be ids, too. A number called so is none: envelopes tell their own code."""
OWN = frozenset({"id", *PLAIN_IDS, *WORDS})
"""Names by which anything calls itself."""


class Maker(msgspec.Struct, frozen=True, kw_only=True):
    """An operation that creates items of one place."""

    operation: Operation
    item: str
    """Path of a new item as far as its id, such as /towns/{town}/shops/{shop}."""
    parents: tuple[tuple[str, str], ...] = ()
    """(parameter of `item`, parameter of the operation's path) of everything above the id."""
    pointer: str | None = None
    """Where a link says that the answer holds the id; else it is recognised by its name."""
    chosen: bool = False
    """The client chooses the id: the operation is a PUT or a POST of the item itself."""
    serves: frozenset[str] = frozenset()
    """Operations that a link names."""
    shows_another: bool = False
    """It answers what is read in another place: a comment is made, and its post is shown."""

    @property
    def parameter(self) -> str:
        return names_in(self.item)[-1]

    def id_in(self, value: Any) -> str | None:
        """The id that the body of an answer tells; None without one."""
        found = at(value, self.pointer) if self.pointer is not None else None
        if found is not None:
            return text_of(found)
        if self.shows_another:
            is_named = isinstance(value, Mapping) and self.parameter not in OWN
            return text_of(value.get(self.parameter)) if is_named else None
        return named_id(value, self.parameter)


@lru_cache(KEPT)
def place(path: str, parameter: str | None = None) -> str:
    """The path as far as a parameter, or the whole; a slash at its end does not matter."""
    if parameter is not None:
        before, there, _ = path.partition(f"{{{parameter}}}")
        path = before + there
    return NAME.sub("{}", path).rstrip("/")


@lru_cache(KEPT)
def names_in(path: str) -> tuple[str, ...]:
    """The parameters of a path, in its order."""
    return tuple(NAME.findall(path))


def path_values(template: str, path: str) -> dict[str, str] | None:
    """The parameters' values in a path on the wire; None if the template does not lead to it."""
    pieces = re.split(r"(\{[^{}]*\})", template.rstrip("/"))
    pattern = "".join("([^/]+)" if NAME.fullmatch(each) else re.escape(each) for each in pieces)
    found = re.fullmatch(pattern, path.rstrip("/"))
    names = names_in(template)
    return dict(zip(names, map(unquote, found.groups()), strict=True)) if found else None


def on_place(api: Api, path: str, method: str) -> Operation | None:
    """The operation of a path, however its parameters are called."""
    wanted = place(path)
    found = (each for each in api.operations if each.method == method)
    return next((each for each in found if place(each.path) == wanted), None)


def may_add(operation: Operation) -> bool:
    """A POST, unless the document says that it changes nothing, or only what its path names."""
    return operation.method == "post" and effect_of(operation) not in {"none", "own"}


def makers(api: Api) -> tuple[Maker, ...]:
    """What creates items that can be read, listed or removed; first what the links say."""
    found: dict[tuple[str, str], Maker] = {}
    for each in (*_linked(api), *_by_path(api), *_chosen(api)):
        key = (each.operation.id, place(each.item))
        before = found.get(key)
        serves = each.serves | (before.serves if before else frozenset())
        shows = before.shows_another if before else _shows_another(api, each)
        known = before or each
        found[key] = msgspec.structs.replace(known, serves=serves, shows_another=shows)
    taken = {where for (_, where), each in found.items() if not each.chosen}
    return tuple(
        each
        for (_, where), each in found.items()
        if not (each.chosen and each.operation.method == "put" and where in taken)
    )


def _shows_another(api: Api, maker: Maker) -> bool:
    """By the named schemas of what it answers and of what is read where its items are."""
    shown, reading = resource_of(api, maker.operation), on_place(api, maker.item, "get")
    if shown is None or reading is None or shown == resource_of(api, reading):
        return False
    items = (each for each in api.operations if each.path.rstrip("/").endswith("}"))
    return any(each.method == "get" and resource_of(api, each) == shown for each in items)


def is_creator(api: Api, operation: Operation) -> bool:
    """A POST that adds to a collection, as far as the document shows one: it can be listed, or
    its items read or removed. Every other POST is an action."""  # noqa: D205, D209 - one sentence
    if not may_add(operation):
        return False
    if any(each.operation.id == operation.id for each in makers(api)):
        return True
    listing = on_place(api, operation.path, "get")
    return listing is not None and _lists_what(api, operation, listing)


def _lists_what(api: Api, creator: Operation, listing: Operation) -> bool:
    """A list of what the POST answers: a GET of settings that holds some list is none."""
    if is_list(api, listing) is False:
        return False
    made, listed = resource_of(api, creator), items_schema(api, listing)
    schema = response_schema(listing)
    is_plain = schema is not None and "array" in api.resolve(schema).types
    return is_plain or (listed is not None and made is not None and listed.ref == made)


def is_list(api: Api, operation: Operation) -> bool:
    """A GET whose answer is an array, or an object around one array of objects."""
    return list_attribute(api, operation) is not None


def list_attribute(api: Api, operation: Operation) -> str | None:
    """The attribute that holds a list's items, `data.items` a nested one; "" for a plain array,
    None for no list."""  # noqa: D205, D209 - one sentence
    schema = response_schema(operation)
    if schema is None or operation.method != "get":
        return None
    if (told := items_within(api, operation)) is not None:
        return told
    if any("array" in part.types or part.items is not None for part in api.parts(schema)):
        return ""
    arrays = {
        each.name: part.items
        for each in api.attributes(schema)
        for part in api.parts(each.schema)
        if part.items is not None
    }
    objects = [name for name, items in arrays.items() if _is_object(api, items)]
    one = objects if len(objects) == 1 else [*arrays]  # beside texts, such as SCIM's schemas
    return one[0] if len(one) == 1 else None


def _is_object(api: Api, schema: Schema) -> bool:
    return any(each.properties or "object" in each.types for each in api.parts(schema))


def named_id(value: Any, parameter: str) -> str | None:
    """The id in an object, by the parameter's name or a usual one; also one wrapper deep."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, Mapping):
        return None
    wrapped = next(iter(value.values())) if len(value) == 1 else value.get("data")
    inner = wrapped if isinstance(wrapped, Mapping) else {}
    found = _told(value, parameter) or _told(inner, parameter)
    return found or _worded(value) or _worded(inner)


def own_id(value: Any, parameter: str) -> str | None:
    """The id in an object by the parameter's name alone, or the end of it: name of tenant_name."""
    if not isinstance(value, Mapping):
        return None
    plain = {_plain(name): text_of(found) for name, found in value.items()}
    wanted = _plain(parameter)
    tails = [name for name in plain if len(name) > 1 and wanted.endswith(name)]
    return next((plain[name] for name in sorted(tails, key=len, reverse=True) if plain[name]), None)


def _told(value: Mapping[str, Any], parameter: str) -> str | None:
    plain = {_plain(name): text_of(found) for name, found in value.items()}
    first = plain.get(_plain(parameter)) or plain.get("id") or own_id(value, parameter)
    return first or next((plain[name] for name in map(_plain, PLAIN_IDS) if plain.get(name)), None)


def _worded(value: Mapping[str, Any]) -> str | None:
    texts = {_plain(name): found for name, found in value.items() if isinstance(found, str)}
    return next((texts[name] for name in WORDS if texts.get(name)), None)


def text_of(value: Any) -> str | None:
    """An id as it stands in a path."""
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        return None
    return str(value)


def at(value: Any, pointer: str) -> Any:
    """What a JSON pointer leads to; None if it leads nowhere."""
    for key in pointer.split("/")[1:]:
        name = key.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


def links(operation: Operation) -> Iterator[Link]:
    """What the answers of an operation say of others."""
    for response in operation.responses:
        yield from response.links


def pointed(link: Link) -> dict[str, str]:
    """Path parameters of a link's operation and where the answer's body holds them."""
    named = ((name.removeprefix("path."), expression) for name, expression in link.parameters)
    return {
        name: expression.removeprefix(BODY)
        for name, expression in named
        if expression.startswith(BODY)
    }


def _linked(api: Api) -> Iterator[Maker]:
    known = {each.id: each for each in api.operations}
    for operation in api.operations:
        if not (may_add(operation) and _is_believed(api, operation)):
            continue
        for link in links(operation):
            target = known.get(link.operation)
            for name, pointer in pointed(link).items() if target else ():
                assert target is not None
                if f"{{{name}}}" in target.path:
                    item = target.path.partition(f"{{{name}}}")[0] + f"{{{name}}}"
                    parents = _parents(link, operation, item)
                    if parents is not None:
                        yield Maker(
                            operation=operation,
                            item=item,
                            parents=parents,
                            pointer=pointer,
                            serves=frozenset({target.id}),
                        )


def _is_believed(api: Api, creator: Operation) -> bool:
    """Its collection can be listed, or an item that a link leads to can be read or removed."""
    listing = on_place(api, creator.path, "get")
    if listing is not None and is_list(api, listing):
        return True
    linked = {link.operation for link in links(creator) if pointed(link)}
    return any(
        each.id in linked and each.method in READS_OR_REMOVES and each.path.rstrip("/")[-1] == "}"
        for each in api.operations
    )


def _parents(link: Link, operation: Operation, item: str) -> tuple[tuple[str, str], ...] | None:
    """Of an item's path, above its id; None if the link leaves one of them open."""
    told = {name.removeprefix("path."): expression for name, expression in link.parameters}
    own = names_in(operation.path)
    found = []
    for name in names_in(item)[:-1]:
        expression = told.get(name, "")
        same = place(item, name) == place(operation.path, name)
        if expression.startswith(REQUEST):
            found.append((name, expression.removeprefix(REQUEST)))
        elif same and not expression:
            found.append((name, own[len(found)]))
        else:
            return None
    return tuple(found)


def _by_path(api: Api) -> Iterator[Maker]:
    """POST of a collection makes what is one segment below it."""
    for operation in api.operations:
        above, _, last = operation.path.rstrip("/").rpartition("/")
        creator = on_place(api, above, "post") if NAME.fullmatch(last) else None
        if creator is None or not may_add(creator):
            continue
        listing = on_place(api, above, "get")
        if operation.method in READS_OR_REMOVES or (listing and is_list(api, listing)):
            yield _maker(creator, operation.path, serves=frozenset({operation.id}))


def _chosen(api: Api) -> Iterator[Maker]:
    """PUT or POST of an item with an id of the client's choice, which answers 201 if it is new."""
    for operation in api.operations:
        creates = any(each.status == "201" for each in operation.responses)
        if not (creates and operation.path.rstrip("/").endswith("}")):
            continue
        if operation.method == "put" or (operation.method == "post" and _is_seen(api, operation)):
            yield _maker(operation, operation.path, chosen=True)


def _is_seen(api: Api, creator: Operation) -> bool:
    """What it makes can be read or removed in its place."""
    return any(on_place(api, creator.path, method) is not None for method in READS_OR_REMOVES)


def _maker(
    operation: Operation, item: str, *, chosen: bool = False, serves: frozenset[str] = frozenset()
) -> Maker:
    names = names_in(item)[:-1]
    own = names_in(operation.path)[: len(names)]
    return Maker(
        operation=operation,
        item=item.rstrip("/"),
        parents=tuple(zip(names, own, strict=True)),
        chosen=chosen,
        serves=serves,
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
