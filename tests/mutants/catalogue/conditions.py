"""What holds between attributes of an answer."""

from __future__ import annotations

from mutants.makers.answers import Thing, alters


def _ignores_hours(room: Thing) -> None:
    if not room["is_open"]:
        room["is_online"] = True


def _counts_people_alone(room: Thing) -> None:
    if not room["is_online"]:
        room["is_humans_online"] = True


def _closes_anyway(room: Thing) -> None:
    if not room["is_service_hours_enabled"]:
        room.update(is_open=False, is_online=False, is_humans_online=False)


MUTANTS = (
    alters(
        "Room",
        "is_online",
        "does not care for is_open",
        _ignores_hours,
        kind="condition",
        clauses="Room.condition.online_only_if_open",
    ),
    alters(
        "Room",
        "is_humans_online",
        "does not care for is_online",
        _counts_people_alone,
        kind="condition",
        clauses="Room.condition.humans_online_only_if_online",
        operations="listUserRooms retrieveUserRoom",
    ),
    alters(
        "Room",
        "is_open",
        "is false without service hours",
        _closes_anyway,
        kind="condition",
        clauses="Room.condition.open_without_service_hours",
        operations="listRooms",
    ),
)
