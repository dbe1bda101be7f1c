"""What all resources of the mock share: the state, the behaviours and how things are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from uuid import uuid4

import msgspec
from clausegen.model import Api

from clausemock.access import Access, Caller
from clausemock.behaviours import Behaviours
from clausemock.behaviours.pagination import Cursor, cursor
from clausemock.choices import Choices
from clausemock.payloads import Payloads
from clausemock.records import STARTS, Clock
from clausemock.store import Query, Record, Store
from clausemock.stub import BadRequest, Call, Forbidden, NotFound

TABLES: Mapping[str, str] = {
    "Organization": "organization",
    "User": "user",
    "Avatar": "avatar",
    "Asset": "asset",
    "Router": "router",
    "RoomReference": "room",
}
"""Where the objects that other resources nest are kept."""


class Mock:
    def __init__(
        self, api: Api, store: Store, words: Behaviours, choices: Choices, now: Clock
    ) -> None:
        self.store = store
        self.words = words
        self.choices = choices
        self.access = Access(store, words)
        self._payloads = Payloads(api)
        self._now = now
        self._attributes = {
            name: tuple(each.name for each in api.attributes(schema))
            for name, schema in api.schemas.items()
        }

    def admit(self, call: Call) -> Caller | None:
        """Runs before the payload is read. Raises ApiError if the request is refused."""
        found = self.access.admit(call)
        if not self.words.rules.keeps("Room.language_code.not_null"):
            call.body = re.sub(rb'"language_code"\s*:\s*null', b'"language_code":"en"', call.body)
        return found

    def sent(self, call: Call, body: msgspec.Struct) -> Record:
        """The attributes that the payload holds. Raises BadRequest if the document forbids them."""
        refuse(self._payloads.faults(call.operation, call.body))
        values = msgspec.structs.asdict(body)
        return {name: value for name, value in values.items() if value is not msgspec.UNSET}

    def new(self, kind: str, call: Call, **values: Any) -> Record:
        """The record of a resource that the caller creates."""
        now, user_id = self._now(), caller(call).user["id"]
        made = {"created_at": now, "updated_at": now, "updated_by_user_id": user_id}
        return {"id": str(uuid4()), **STARTS[kind], **made, **values}

    def changed(self, record: Record, changes: Record, call: Call) -> Record:
        """The record after a caller changed it."""
        made = {"updated_at": self._now(), "updated_by_user_id": caller(call).user["id"]}
        return {**record, **changes, **made}

    def replacement(self, kind: str, schema: str, sent: Record) -> Record:
        """All that a PUT sets: what it leaves out goes back to where it started."""
        fixed = self.words.mutability.immutable(schema)
        starts = STARTS[kind]
        left_out = self._payloads.attributes(f"{schema}Input") - {*sent, *fixed}
        return {**{name: starts[name] for name in left_out}, **sent}

    def show(self, schema: str, record: Record, call: Call) -> Record:
        """The record as the document describes it, with its nested objects."""
        shown = {name: record.get(name) for name in self._attributes[schema]}
        self.words.object_of.embed(schema, shown, self._nested)
        self.words.references.name(schema, shown, call.path_values)
        return shown

    def _nested(self, schema: str, id_: str) -> Record | None:
        return self.store.get(TABLES[schema], id_)

    def page(
        self, call: Call, query: Query, show: Callable[[Record, Call], Record], **arguments: Any
    ) -> dict[str, Any]:
        """One page of the records that the query finds."""
        given = {name: value for name, value in arguments.items() if value is not msgspec.UNSET}
        query = self.words.filter.apply(call.operation, query, given)
        query = self.words.ordering.apply(call.operation, query, given)
        asked = dict(parse_qsl(call.query)).get("cursor")
        place = None if asked is None else cursor(asked)
        if asked is not None and place is None:
            raise NotFound("There is no such page.")
        pagination = self.words.pagination
        page = pagination.page(self.store, query, place, self.choices.page_size)
        items = [show(each, call) for each in page.items]
        return pagination.envelope(page, items, lambda each: _link(call, each))

    def own_room(self, call: Call) -> Record:
        """The room of the path, for writing to it. Raises Forbidden or NotFound."""
        room = self.access.found(call, "room_id")
        is_own = room["organization_id"] == caller(call).user["organization_id"]
        if not is_own and self.words.rules.keeps(f"{call.operation}.own_rooms_only"):
            raise Forbidden("Only the organization that owns the room can do this.")
        if room["is_deleted"]:
            raise NotFound("This room is deleted.", cause="room_not_found")
        return room


def caller(call: Call) -> Caller:
    assert isinstance(call.actor, Caller)
    return call.actor


def refuse(faults: Mapping[str, str]) -> None:
    """Raises BadRequest if there are faults, which come by attribute."""
    if faults:
        first = next(iter(faults.items()))
        body = {name: [message] for name, message in faults.items()}
        raise BadRequest(": ".join(filter(None, first)), body=body)


def _link(call: Call, place: Cursor) -> str:
    scheme = call.headers.get("x-forwarded-proto", "http")
    host = call.headers.get("host", "localhost")
    kept = [pair for pair in parse_qsl(call.query, keep_blank_values=True) if pair[0] != "cursor"]
    query = urlencode([*kept, ("cursor", str(place))])
    return f"{scheme}://{host}{quote(call.path)}?{query}"
