"""Brands: the looks of chat windows, and where each is in use."""

from __future__ import annotations

from functools import partial
from typing import Any

from clausemock.behaviours.deletion import Deletion
from clausemock.store import Query, Record

from giosg_mock.mock import Mock, caller, refuse
from giosg_mock.rooms import show_room
from giosg_mock.stub import BrandsApi, Call
from giosg_mock.stub.models import Brand, BrandInput, BrandPage, BrandPatch, RoomPage


class Brands(BrandsApi):
    def __init__(self, mock: Mock) -> None:
        self._mock = mock

    def list_brands(self, call: Call, *, organization_id: str, **ordering: Any) -> BrandPage:
        query = Query("brand").having(organization_id=organization_id)
        return BrandPage(**self._mock.page(call, query, self._show, **ordering))

    def create_brand(self, call: Call, *, organization_id: str, body: BrandInput) -> Brand:
        ids = {
            "organization_id": organization_id,
            "created_by_user_id": caller(call).user["id"],
        }
        return self._save(call, self._mock.new("brand", call, **ids), self._mock.sent(call, body))

    def retrieve_brand(self, call: Call, **_: str) -> Brand:
        return Brand(**self._show(self._mock.access.found(call, "brand_id"), call))

    def replace_brand(self, call: Call, *, body: BrandInput, **_: str) -> Brand:
        changes = self._mock.replacement("brand", "Brand", self._mock.sent(call, body))
        return self._change(call, changes)

    def update_brand(self, call: Call, *, body: BrandPatch, **_: str) -> Brand:
        changes = self._mock.sent(call, body)
        return self._change(call, changes)

    def delete_brand(self, call: Call, *, brand_id: str, **_: str) -> None:
        mock = self._mock
        brand = mock.access.found(call, "brand_id")
        with mock.store.transaction():
            mock.words.get(Deletion).delete(call.operation, mock.store, "brand", brand)
            is_gone = mock.store.get("brand", brand_id) is None
            if is_gone and not mock.choices.deleted_brands_stay:
                for each in mock.store.select(Query("settings").having(brand_id=brand_id)):
                    mock.store.put("settings", {**each, "brand_id": None})

    def list_brand_rooms(self, call: Call, *, organization_id: str, brand_id: str) -> RoomPage:
        mock = self._mock
        query = Query("branded_room").having(viewer_id=organization_id, brand_id=brand_id)
        return RoomPage(**mock.page(call, query, partial(show_room, mock)))

    def _change(self, call: Call, changes: Record) -> Brand:
        brand = self._mock.changed(self._mock.access.found(call, "brand_id"), {}, call)
        return self._save(call, brand, changes)

    def _save(self, call: Call, brand: Record, changes: Record) -> Brand:
        mock = self._mock
        if changes.get("logo_asset_id") is not None:
            faults = self._logo_faults(changes["logo_asset_id"], brand["organization_id"])
            refuse(faults, mock.choices.bad_reference)
        saved = {**brand, **changes}
        with mock.store.transaction():
            mock.store.put("brand", saved)
        return Brand(**self._show(saved, call))

    def _logo_faults(self, asset_id: str, organization_id: str) -> dict[str, str]:
        asset = self._mock.store.get("asset", asset_id)
        if asset is None or asset["organization_id"] != organization_id:
            return {"logo_asset_id": f"There is no asset {asset_id}."}
        if asset["kind"] != "image":
            return {"logo_asset_id": "The asset is no image."}
        return {}

    def _show(self, brand: Record, call: Call) -> Record:
        return self._mock.show("Brand", brand, call)
