"""Tags of rooms, and the tags that the service itself puts on chats."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from hashlib import sha1

from clausemock.behaviours.deletion import Deletion
from clausemock.behaviours.uniqueness import Uniqueness
from clausemock.store import Query, Record

from giosg_mock.mock import Mock, refuse
from giosg_mock.stub import Call, RoomTagsApi
from giosg_mock.stub.models import SystemTagPage, Tag, TagInput, TagPage


class RoomTags(RoomTagsApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def list_room_tags(self, call: Call, *, room_id: str, **_: str) -> TagPage:
        query = Query("tag").having(room_id=room_id)
        return TagPage(**self._mock.page(call, query, self._show))

    def list_organization_tags(self, call: Call, *, organization_id: str) -> TagPage:
        query = Query("tag").having(organization_id=organization_id)
        return TagPage(**self._mock.page(call, query, self._show))

    def list_system_tags(self, call: Call, *, organization_id: str) -> SystemTagPage:
        query = Query("system_tag").having(organization_id=organization_id)
        show = partial(self._mock.show, "SystemTag")
        return SystemTagPage(**self._mock.page(call, query, show))

    def create_room_tag(self, call: Call, *, room_id: str, body: TagInput, **_: str) -> Tag:
        mock = self._mock
        room = mock.own_room(call)
        sent = mock.sent(call, body)
        ids = {"organization_id": room["organization_id"], "room_id": room_id}
        tag = mock.new("tag", call, **ids, **sent)
        hashed = tag["name"].lower() if mock.choices.hash_lower_case else tag["name"]
        tag["hashed_name"] = sha1(hashed.encode(), usedforsecurity=False).hexdigest()
        with mock.store.transaction():
            taken = mock.words.get(Uniqueness).faults("Tag", tag, self._neighbours)
            if taken and mock.choices.duplicate_tags == "returned":
                return Tag(**self._show(mock.access.tags(room_id, tag["name"])[0], call))
            refuse(taken, mock.choices.duplicate)
            mock.store.put("tag", tag)
        return Tag(**self._show(tag, call))

    def delete_room_tag(self, call: Call, *, room_id: str, tag: str, **_: str) -> None:
        mock = self._mock
        mock.own_room(call)
        with mock.store.transaction():
            for each in mock.access.tags(room_id, tag):
                mock.words.get(Deletion).delete(call.operation, mock.store, "tag", each)

    def _show(self, tag: Record, call: Call) -> Record:
        return self._mock.show("Tag", tag, call)

    def _neighbours(self, values: dict[str, str]) -> Iterable[Record]:
        return self._mock.access.tags(**values)
