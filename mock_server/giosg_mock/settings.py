"""What one organization has chosen for a room. It exists as soon as somebody asks for it."""

from __future__ import annotations

from typing import Any

from clausemock.behaviours.references import References
from clausemock.store import Query, Record

from giosg_mock.mock import Mock, caller, refuse
from giosg_mock.stub import Call, RoomSettingsApi
from giosg_mock.stub.models import RoomSettings, RoomSettingsInput, RoomSettingsPatch

BUSY = {
    "is_pending_chat_messages_hidden": True,
    "is_auto_tagging_enabled": True,
    "is_ajax_tracking_enabled": True,
}
"""What an organization with a liking for switches starts with."""


class Settings(RoomSettingsApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def retrieve_room_settings(self, call: Call, **_: str) -> RoomSettings:
        with self._mock.store.transaction():
            return self._show(self._settings(call), call)

    def replace_room_settings(
        self, call: Call, *, body: RoomSettingsInput, **_: str
    ) -> RoomSettings:
        sent = self._mock.sent(call, body)
        return self._change(call, self._mock.replacement("settings", "RoomSettings", sent))

    def update_room_settings(
        self, call: Call, *, body: RoomSettingsPatch, **_: str
    ) -> RoomSettings:
        return self._change(call, self._mock.sent(call, body))

    def _settings(self, call: Call) -> Record:
        """The settings of the caller's organization, made when they are first needed."""
        mock = self._mock
        room = mock.access.found(call, "room_id")
        ids = {"organization_id": call.path_values["organization_id"], "room_id": room["id"]}
        settings = mock.store.first(Query("settings").having(**ids))
        if settings is None:
            settings = mock.new("settings", call, **ids)
            if mock.choices.busy_settings:
                settings |= BUSY
            mock.store.put("settings", settings)
        return settings

    def _change(self, call: Call, changes: Record) -> RoomSettings:
        mock = self._mock
        with mock.store.transaction():
            settings = self._settings(call)
            refuse(self._faults(call, changes), mock.choices.bad_reference)
            if mock.choices.patch_conditions:
                refuse(mock.settings_faults({**settings, **changes}))
            changed = mock.changed(settings, changes, call)
            mock.store.put("settings", changed)
        return self._show(changed, call)

    def _faults(self, call: Call, changes: Record) -> dict[str, str]:
        """Ids that name nothing of the organization."""
        store, home = self._mock.store, caller(call).user["organization_id"]

        def brand(_: str, id_: str) -> Record | None:
            return store.first(Query("brand").having(organization_id=home, id=id_))

        faults = self._mock.words.get(References).faults("RoomSettings", changes, brand)
        router_id = changes.get("router_id")
        router: Any = store.get("router", router_id) if router_id else None
        if router_id and (router is None or router["organization_id"] != home):
            faults["router_id"] = f"There is no router {router_id}."
        return faults

    def _show(self, settings: Record, call: Call) -> RoomSettings:
        return RoomSettings(**self._mock.show("RoomSettings", settings, call))
