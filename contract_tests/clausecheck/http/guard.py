"""The one gate of every request: nothing is changed that the run did not make.

It judges the URL that would go on the wire, whoever built it: a check, a search, a story or the
clean-up. What it refuses is not checked; nothing is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from clausegen.model import UNSET, Api, Operation, Schema
from clausegen.model.acting import acts
from clausegen.model.items import is_creator, names_in, own_id, place
from clausegen.model.relations import body_schema, effect_of, is_read_only
from clausegen.words.references import References

from clausecheck.failures import NotChecked, NotOurs
from clausecheck.http.chosen import chosen, strangers, unknown
from clausecheck.http.exchange import READS, Exchange
from clausecheck.http.ledger import UNIQUE, Ledger, last_word, refers_to
from clausecheck.http.payload import payload_of
from clausecheck.http.segments import read
from clausecheck.http.servers import base_of
from clausecheck.http.target import Target

CHANGES = frozenset({"PUT", "PATCH", "DELETE"})
ID = re.compile(r"(^|[_-])(id|ids|uuid|uuids|guid|pk)$|[a-z](Id|Ids|ID|IDs|Uuid)$", re.ASCII)
"""Names of attributes and parameters that hold ids."""
DEEP = 12
NUMBER = re.compile(r"\s*[+-]?\d[\d_]*(\.0*)?\s*")
"""Also as texts that many a server takes for a number: "7.0", " 7", "1_0"."""


INSTEAD = frozenset({"x-http-method-override", "x-http-method", "x-method-override", "_method"})
"""Headers and parameters with which many a framework takes a POST, or a GET, for a DELETE."""


class Guard:
    """Judges the requests of one client by what its ledger holds."""

    def __init__(self, api: Api, target: Target, ledger: Ledger) -> None:
        self._api, self._target, self._ledger = api, target, ledger
        self._creators: dict[str, bool] = {}
        self._effects = {each.id: effect_of(each) for each in api.operations}
        self._acting = {
            each.id
            for each in api.operations
            if each.verb in READS and self._effects[each.id] is None and acts(api, each)
        }

    def permit(self, request: Exchange) -> None:
        """Raises NotChecked, or NotOurs with the reason, for what must not be sent."""
        effect = self._effects.get(request.operation_id)
        if INSTEAD & {each.lower() for each in _named(request)}:
            raise NotOurs("it asks for another method than its own")
        is_read = effect not in {"own", "outside"} and request.operation_id not in self._acting
        if request.method in READS and is_read:
            return
        if not self._target.writable:
            raise NotChecked("the target is read-only, as it is not loopback: give --allow-writes")
        operation = request.operation
        if operation is None:
            raise NotOurs("it belongs to no operation of the document")
        base = base_of(self._api, self._target.base_url, operation)
        below = request.url.removeprefix(base)
        values = read(operation, urlsplit(below).path)
        if values is None or request.method != operation.method.upper():
            raise NotOurs(f"it is no request of {operation.id}")
        if effect == "none" and request.method not in CHANGES:
            return
        self._may_reach(operation, values, request.method)
        for each in unknown(self._ledger, request):
            raise NotOurs(
                f"{each.name} {each.id[:40]!r} may be there already: "
                f"give [values] {each.name} that is free"
            )
        self._may_name(operation, values, request)
        for each in strangers(self._ledger, request):
            raise NotOurs(f"{each.id[:40]!r} may name something that this run did not create")

    def _may_reach(self, operation: Operation, values: Mapping[str, str], method: str) -> None:
        effect = self._effects[operation.id]
        if effect == "outside" and not self._target.actions_allowed:
            raise NotOurs(
                "an action: the document says that its effect is outside; give --allow-actions"
            )
        if operation.id in self._acting and not self._target.actions_allowed:
            raise NotOurs(
                f"an action: by its name or its sentence this {method} does more than read; "
                "say `effect` in the document, or give --contract-allow-actions"
            )
        if method in CHANGES or effect == "own":
            self._may_change(operation, values)
        elif method == "POST":
            self._may_post(operation, values)
        elif effect != "outside" and operation.id not in self._acting:
            raise NotOurs(f"an action: nobody knows what {method} changes")

    def _may_post(self, operation: Operation, values: Mapping[str, str]) -> None:
        if (reason := self._ledger.refused.get(operation.id)) is not None:
            raise NotOurs(reason)
        if self._creates(operation):
            if operation.path.rstrip("/").endswith("}"):  # the client chooses the last one
                self._may_change(operation, values)
            self._may_add(operation, values)
        elif not self._target.actions_allowed:
            raise NotOurs(
                "an action: it creates nothing that could be read or removed again; "
                "say `effect` in the document, or give --allow-actions"
            )

    def _may_change(self, operation: Operation, values: Mapping[str, str]) -> None:
        if not self._ledger.owns(operation.path, values):
            raise NotOurs("it would change something that this run did not create")
        if operation.method == "put" and operation.path.rstrip("/").endswith("}"):
            last = names_in(operation.path)[-1]
            if self._ledger.is_coined(values[last]):
                self._may_add(operation, {name: v for name, v in values.items() if name != last})

    def _may_add(self, operation: Operation, values: Mapping[str, str]) -> None:
        """Below what is ours, or what a person has named."""
        for name, value in values.items():
            above = operation.path.partition(f"{{{name}}}")[0] + f"{{{name}}}"
            if not (self._ledger.owns(above, values) or self._ledger.may_name(name, value)):
                raise NotOurs(
                    f"it would add to something that this run did not create: give ids.{name}"
                )

    def _may_name(self, operation: Operation, values: Mapping[str, str], request: Exchange) -> None:
        """Ids in a query or a payload."""
        free = [(each.name, each.id) for each in chosen(self._ledger, request)]
        for name, value, schema in _ids(self._api, operation, request):
            text = str(value)
            if self._target.headers.get(name) == text:
                continue  # a person has told it
            if any(text == id_ and own_id({name: value}, own) for own, id_ in free):
                continue  # looked up: nothing is there
            refers = schema is not None and schema.words.get(References) is not None
            if _names_nothing(value, schema) or self._ledger.may_name(name, text, refers=refers):
                continue
            itself = values.get(name) == text and self._ledger.owns(operation.path, values)
            if itself or self._ledger.holds(operation.path, values, name, text):
                continue
            what = f"{name} {text[:40]!r} would name something that this run did not create"
            raise NotOurs(what + self._advice(operation, name))

    def _advice(self, operation: Operation, name: str) -> str:
        """The line of the target file that helps; none for what no valid request has."""
        if name in self._target.values:
            return ""
        if any(each.name == name for each in operation.parameters_in("header")):
            return f": give [headers] {name}"
        sent = self._api.attributes(schema) if (schema := body_schema(operation)) else ()
        told = any(each.name == name and not is_read_only(self._api, each.schema) for each in sent)
        asked = any(each.name == name for each in operation.parameters_in("query"))
        return f": give [values] {name}" if told or asked else ""

    def _creates(self, operation: Operation) -> bool:
        if operation.id not in self._creators:
            self._creators[operation.id] = is_creator(self._api, operation)
        return self._creators[operation.id]


def _named(request: Exchange) -> Iterator[str]:
    """Headers, and parameters of query and payload."""
    yield from request.carries
    yield from (name for name, _ in parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    sent = payload_of(request) if request.sent else None
    yield from sent if isinstance(sent, Mapping) else ()


def _ids(
    api: Api, operation: Operation, request: Exchange
) -> Iterator[tuple[str, str | int, Schema | None]]:
    """(name, value, its schema) of everything that seems to be an id."""
    schemas = {each.name: each.schema for each in operation.parameters_in("query")}
    for name, value in parse_qsl(urlsplit(request.url).query):
        if ID.search(name):
            schema = schemas.get(name)
            yield name, value, api.resolve(schema) if schema else None
    for each in operation.parameters_in("header"):
        told = request.carries.get(each.name, "")
        if _is_number(told) and names_any(api, re.sub(r"[_-]ids?$", "", each.name.lower())):
            yield each.name, told, None
    yield from _ids_in(api, body_schema(operation), payload_of(request), "", DEEP)


def _ids_in(
    api: Api, schema: Schema | None, value: Any, name: str, deep: int
) -> Iterator[tuple[str, str | int, Schema | None]]:
    if deep == 0:
        return
    if isinstance(value, list):
        items = api.resolve(schema).items if schema else None
        for each in value:
            yield from _ids_in(api, items, each, name, deep - 1)
    elif isinstance(value, Mapping):
        known = {each.name: each.schema for each in api.attributes(schema)} if schema else {}
        for key, each in value.items():
            yield from _ids_in(api, known.get(key), each, key, deep - 1)
    elif value is not None and value != "":
        resolved = api.resolve(schema) if schema is not None else None
        refers = resolved is not None and resolved.words.get(References) is not None
        read = _as_read(value, resolved)
        is_id = ID.search(name) or refers or (_is_number(read) and names_any(api, name))
        if is_id and (isinstance(read, str) or type(read) is int):
            yield name, read, resolved


def _as_read(value: Any, schema: Schema | None) -> Any:
    """1.0 and true are 1 for many a server that expects a number, or anything."""
    is_whole = isinstance(value, bool) or (isinstance(value, float) and value.is_integer())
    expects = schema is None or not schema.types or {"integer", "number"} & set(schema.types)
    return int(value) if is_whole and expects else value


RELATES = frozenset(
    {
        *("to", "from", "of", "by", "for", "with", "parent", "child", "owner", "author", "creator"),
        *(
            "assignee",
            "manager",
            "source",
            "origin",
            "target",
            "destination",
            "sender",
            "recipient",
        ),
        *("receiver", "ref", "reference", "link"),
    }
)
"""Names that say how something belongs to something, and not to what: {"to": 2}."""


def names_any(api: Api, name: str) -> bool:
    """Whether its last word is that of a collection, or relates: such a number is an id."""
    return last_word(name) in RELATES or any(
        refers_to(name, place(each.path))
        for each in api.operations
        if each.path.rstrip("/").endswith("}")
    )


def _is_number(value: object) -> bool:
    return NUMBER.fullmatch(str(value)) is not None


def _names_nothing(value: str | int, schema: Schema | None) -> bool:
    """A value that is no id of the documented kind, or that the document itself lists."""
    if schema is None:
        return False
    if schema.enum is not None or schema.const is not UNSET:
        return value in (schema.enum or ()) or value == schema.const
    if schema.format == "uuid":
        return UNIQUE.fullmatch(str(value)) is None
    numbers = bool(schema.types) and set(schema.types) <= {"integer", "number"}
    return numbers and not _is_number(value)
