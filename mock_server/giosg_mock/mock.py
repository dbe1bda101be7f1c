"""What all resources of the mock share: the state, the behaviours and how things are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import msgspec
from clausegen.model import Api
from clausemock.behaviours import Behaviours
from clausemock.behaviours.mutability import Mutability
from clausemock.behaviours.object_of import ObjectOf
from clausemock.behaviours.references import References
from clausemock.behaviours.stamp import Stamp
from clausemock.behaviours.stored import Stored
from clausemock.clock import Clock
from clausemock.pages import NoSuchPageError, Pages
from clausemock.payloads import Payloads
from clausemock.store import Query, Record, Store

from giosg_mock.access import Access, Caller
from giosg_mock.choices import Choices
from giosg_mock.limits import limits
from giosg_mock.records import STARTS
from giosg_mock.stub import ApiError, Call, NotFound

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
        self._pages = Pages(store, words, choices)
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
        return found

    def sent(self, call: Call, body: msgspec.Struct) -> Record:
        """The attributes that the payload holds. Raises ApiError if they are invalid."""
        refuse(self._payloads.faults(call.operation, call.body))
        values = msgspec.structs.asdict(body)
        sent = {name: value for name, value in values.items() if value is not msgspec.UNSET}
        refuse(limits(self.choices, call.operation, sent))
        return sent

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
        return {**record, **self.words.get(Stored).kept(changes), **made}

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
        self.words.get(Stamp).blur(schema, shown, self._somebody_else)
        self.words.get(ObjectOf).embed(schema, shown, self._nested)
        self.words.get(References).name(schema, shown, call.path_values)
        for each in self._showing:
            each.show(schema, shown, call)
        return shown

    def _somebody_else(self, user_id: str) -> str:
        others = (str(each["id"]) for each in self.store.select(Query("user")))
        return next(each for each in others if each != user_id)

    def _nested(self, schema: str, id_: str) -> Record | None:
        return self.store.get(TABLES[schema], id_)

    def page(
        self, call: Call, query: Query, show: Callable[[Record, Call], Record], **arguments: Any
    ) -> dict[str, Any]:
        """One page of the records that the query finds."""
        try:
            return self._pages.page(call, query, lambda each: show(each, call), arguments)
        except NoSuchPageError:
            raise NotFound("There is no such page.") from None

    def own_room(self, call: Call) -> Record:
        """The room of the path, for writing to it. Raises ApiError."""
        room = self.access.found(call, "room_id")
        if room["organization_id"] != caller(call).user["organization_id"]:
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
