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
from clausemock.behaviours.filter import Filter
from clausemock.behaviours.mutability import Mutability
from clausemock.behaviours.object_of import ObjectOf
from clausemock.behaviours.ordering import Ordering
from clausemock.behaviours.pagination import Cursor, Pagination, cursor
from clausemock.behaviours.references import References
from clausemock.choices import Choices
from clausemock.payloads import Payloads
from clausemock.records import STARTS, Clock
from clausemock.store import Query, Record, Store
from clausemock.stub import ApiError, Call, NotFound

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
        self._showing = words.showing()
        self.choices = choices
        self.access = Access(store, words, choices)
        self._payloads = Payloads(api, choices)
        self._now = now
        self._attributes = {
            name: tuple(each.name for each in api.attributes(schema))
            for name, schema in api.schemas.items()
        }

    def admit(self, call: Call) -> Caller | None:
        """Runs before the payload is read. Raises ApiError if the request is refused."""
        found = self.access.admit(call)
        if self.choices.lenient_types:
            call.body = self._payloads.coerced(call.operation, call.body)
        if not self.words.rules.keeps("Room.language_code.not_null"):
            call.body = re.sub(rb'"language_code"\s*:\s*null', b'"language_code":"en"', call.body)
        return found

    def sent(self, call: Call, body: msgspec.Struct) -> Record:
        """The attributes that the payload holds. Raises ApiError if they are invalid."""
        refuse(self._payloads.faults(call.operation, call.body))
        values = msgspec.structs.asdict(body)
        return {name: value for name, value in values.items() if value is not msgspec.UNSET}

    def settings_faults(self, settings: Record) -> dict[str, str]:
        """Why a PUT would not accept these settings."""
        written = self._payloads.attributes("RoomSettingsInput")
        payload = {name: value for name, value in settings.items() if name in written}
        return self._payloads.faults("replaceRoomSettings", msgspec.json.encode(payload))

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
        if self.choices.put == "keeps":
            return sent
        starts, fixed = STARTS[kind], self.words.get(Mutability).immutable(schema)
        left_out = self._payloads.attributes(f"{schema}Input") - {*sent, *fixed}
        return {**{name: starts[name] for name in left_out}, **sent}

    def show(self, schema: str, record: Record, call: Call) -> Record:
        """The record as the document describes it, with its nested objects."""
        shown = {name: record.get(name) for name in self._attributes[schema]}
        if self.choices.updaters_unknown and "updated_by_user_id" in shown:
            shown["updated_by_user_id"] = None
        self.words.get(ObjectOf).embed(schema, shown, self._nested)
        self.words.get(References).name(schema, shown, call.path_values)
        for each in self._showing:
            each.show(schema, shown, call)
        return shown

    def _nested(self, schema: str, id_: str) -> Record | None:
        return self.store.get(TABLES[schema], id_)

    def page(
        self, call: Call, query: Query, show: Callable[[Record, Call], Record], **arguments: Any
    ) -> dict[str, Any]:
        """One page of the records that the query finds."""
        query = self.words.get(Filter).apply(call.operation, query, arguments)
        if self.choices.newest_first:
            query = msgspec.structs.replace(query, direction="descending")
        query = self.words.get(Ordering).apply(call.operation, query, arguments)
        asked = dict(parse_qsl(call.query)).get("cursor")
        place = None if asked is None else cursor(asked)
        if asked is not None and place is None:
            raise NotFound("There is no such page.")
        pagination = self.words.get(Pagination)
        page = pagination.page(self.store, query, place, self.choices.page_size)
        items = [show(each, call) for each in page.items]
        return pagination.envelope(page, items, lambda each: _link(call, each))

    def own_room(self, call: Call) -> Record:
        """The room of the path, for writing to it. Raises ApiError."""
        room = self.access.found(call, "room_id")
        is_own = room["organization_id"] == caller(call).user["organization_id"]
        if not is_own and self.words.rules.keeps(f"{call.operation}.own_rooms_only"):
            told = "Only the organization that owns the room can do this."
            raise ApiError(told, status=self.choices.shared_room)
        if room["is_deleted"]:
            # A delete has no payload that could be invalid.
            status = self.choices.deleted_room if call.body else max(403, self.choices.deleted_room)
            raise ApiError("This room is deleted.", status=status)
        return room


def caller(call: Call) -> Caller:
    assert isinstance(call.actor, Caller)
    return call.actor


def refuse(faults: Mapping[str, str], status: int = 400) -> None:
    """Raises ApiError if there are faults, which come by attribute."""
    if faults:
        first = next(iter(faults.items()))
        body = {name: [message] for name, message in faults.items()}
        raise ApiError(": ".join(filter(None, first)), body=body, status=status)


def _link(call: Call, place: Cursor) -> str:
    scheme = call.headers.get("x-forwarded-proto", "http")
    host = call.headers.get("host", "localhost")
    kept = [pair for pair in parse_qsl(call.query, keep_blank_values=True) if pair[0] != "cursor"]
    query = urlencode([*kept, ("cursor", str(place))])
    return f"{scheme}://{host}{quote(call.path)}?{query}"
