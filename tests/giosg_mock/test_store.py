"""The store keeps what it is given, and pages through it completely."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausemock.behaviours.pagination import Cursor, Pagination, cursor
from clausemock.store import Query, Store, StoreError
from giosg_mock.tables import LAYOUT
from hypothesis import given
from hypothesis import strategies as st

PAGINATION = Pagination(load_api(manifest_of("giosg").document))

TEXT = st.text(max_size=20)
ROOM = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        # Few values, so that many rooms tie.
        "created_at": st.sampled_from(["2024-01-01", "2024-01-02", "2024-01-03"]),
        "updated_at": st.sampled_from(["2025-01-01", "2025-01-02"]),
        "organization_id": st.sampled_from(["a", "b"]),
        "is_deleted": st.booleans(),
        "domain": st.none() | TEXT,
        "name": TEXT,
    }
)
ROOMS = st.lists(ROOM, max_size=30, unique_by=lambda room: str(room["id"]))


def stored(rooms: list[dict[str, Any]]) -> Store:
    store = Store(LAYOUT)
    with store.transaction():
        for room in rooms:
            store.put("room", room)
    return store


@given(ROOMS)
def test_a_record_is_read_as_it_was_written(rooms: list[dict[str, Any]]) -> None:
    store = stored(rooms)
    assert [store.get("room", room["id"]) for room in rooms] == rooms


@given(
    ROOMS,
    st.integers(1, 7),
    st.sampled_from(["created_at", "updated_at", "id"]),
    st.sampled_from(["ascending", "descending"]),
)
def test_pages_show_each_item_once_in_order_and_lead_back(
    rooms: list[dict[str, Any]], size: int, order: str, direction: Any
) -> None:
    store = stored(rooms)
    query = Query("visible_room", (("viewer_id", "a"),), order, direction)
    expected = sorted(
        (room for room in rooms if room["organization_id"] == "a"),
        key=lambda room: (room[order], room["id"]),
        reverse=direction == "descending",
    )
    pages = [PAGINATION.page(store, query, None, size)]
    while pages[-1].next:
        pages.append(PAGINATION.page(store, query, pages[-1].next, size))
    assert [item for page in pages for item in page.items] == expected
    assert pages[0].previous is None
    for before, page in pairwise(pages):
        assert PAGINATION.page(store, query, page.previous, size).items == before.items


@given(rooms=ROOMS, flag=st.booleans())
def test_a_query_finds_exactly_what_equals(rooms: list[dict[str, Any]], *, flag: bool) -> None:
    found = stored(rooms).select(Query("room").having(is_deleted=flag, domain=None))
    wanted = [room for room in rooms if room["is_deleted"] is flag and room["domain"] is None]
    assert sorted(room["id"] for room in found) == sorted(room["id"] for room in wanted)


@given(st.text())
def test_any_text_is_a_cursor_or_none(text: str) -> None:
    assert cursor(text) is None or isinstance(cursor(text), Cursor)


@given(TEXT, TEXT, st.sampled_from(["after", "before"]))
def test_a_cursor_survives_its_link(value: str, id_: str, side: Any) -> None:
    place = Cursor(side, value, id_)
    assert cursor(str(place)) == place


def test_a_failed_transaction_changes_nothing() -> None:
    store = Store(LAYOUT)
    with suppress(ZeroDivisionError), store.transaction():
        store.put("organization", {"id": "a", "created_at": "1"})
        raise ZeroDivisionError
    assert store.is_empty


def test_a_file_is_there_the_next_time(tmp_path: Path) -> None:
    file = str(tmp_path / "mock.db")
    store = Store(LAYOUT, file)
    store.put("organization", {"id": "a", "created_at": "1", "name": "Fjord"})
    store.close()
    assert Store(LAYOUT, file).get("organization", "a") == {
        "id": "a",
        "created_at": "1",
        "name": "Fjord",
    }


def test_a_file_belongs_to_one_mock_at_a_time(tmp_path: Path) -> None:
    file = str(tmp_path / "mock.db")
    first = Store(LAYOUT, file)
    with pytest.raises(StoreError, match="locked"):
        Store(LAYOUT, file)
    first.close()
    Store(LAYOUT, file).close()


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="not made by this version"):
        Store(LAYOUT, str(file))
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database, but long enough to look at it" * 30])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"notes\.txt"):
        Store(LAYOUT, str(file))
    assert file.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot use the database"):
        Store(LAYOUT, str(tmp_path))
