"""Callers who ought to be refused: each reason on each kind of endpoint."""

from __future__ import annotations

from mutants.makers.access import does_anyway, forgets

ANONYMOUS = "401.unauthenticated"
LAPSED = "403.no_subscription"
OUTSIDER = "403.no_organization_access"
MEMBER = "403.no_settings_permission"
STRANGER = "403.no_user_access"

FORGOTTEN = {
    ANONYMOUS: (
        "listBrands",
        "retrieveBrand",
        "createRoom",
        "updateRoom",
        "deleteRoomTag",
        "listRoomTags",
        "retrieveUserRoom",
        "retrieveUserRoomOverview",
        "replaceRoomSettings",
        "createDomainLink",
        "deleteBrand",
        "retrieveRoomQueue",
    ),
    LAPSED: (
        "listRooms",
        "retrieveRoom",
        "updateRoom",
        "deleteRoom",
        "listUserRooms",
        "retrieveUserRoom",
        "createRoomTag",
        "listSystemTags",
        "retrieveRoomOverview",
        "updateRoomSettings",
        "deleteDomainLink",
        "replaceBrand",
        "listBrandRooms",
    ),
    OUTSIDER: (
        "listRooms",
        "replaceRoom",
        "listRoomUsers",
        "listOrganizationTags",
        "deleteRoomTag",
        "retrieveRoomOverview",
        "retrieveRoomSettings",
        "listDomainLinks",
        "createBrand",
        "retrieveBrand",
        "deleteBrand",
    ),
    MEMBER: (
        "listRooms",
        "createRoom",
        "replaceRoom",
        "updateRoom",
        "deleteRoom",
        "listRoomUsers",
        "listRoomTags",
        "listSystemTags",
        "createRoomTag",
        "retrieveRoomOverview",
        "retrieveRoomSettings",
        "replaceRoomSettings",
        "createDomainLink",
        "listDomainLinks",
        "deleteDomainLink",
        "updateBrand",
        "listBrandRooms",
    ),
    STRANGER: ("listUserRooms", "retrieveUserRoom", "retrieveUserRoomOverview"),
}

MUTANTS = (
    *(forgets(operation, cause) for cause, names in FORGOTTEN.items() for operation in names),
    forgets("listRoomQueues", ANONYMOUS),
    forgets("deleteBrand", MEMBER, OUTSIDER),
    does_anyway("updateRoom", MEMBER),
    does_anyway("createBrand", OUTSIDER),
    does_anyway("deleteRoomTag", MEMBER),
    does_anyway("deleteBrand", ANONYMOUS),
    does_anyway("updateRoomSettings", OUTSIDER),
    does_anyway("createRoomTag", MEMBER),
)
