"""Faults of what is answered: statuses, headers, resources, lists, errors, discovery."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from faults.fault import Passing, after
from faults.sent import sent


def _resources(answer: Any) -> list[dict[str, Any]]:
    """Every user and group in an answer."""
    body = answer.body if isinstance(answer.body, dict) else {}
    found = body.get("Resources", [body])
    return [each for each in found if isinstance(each, dict) and "id" in each]


def _metas(answer: Any) -> list[dict[str, Any]]:
    return [each["meta"] for each in _resources(answer) if isinstance(each.get("meta"), dict)]


def _is_list(answer: Any) -> bool:
    return isinstance(answer.body, dict) and "totalResults" in answer.body


@after("createUser.201.success")
def created_is_200(at: Passing) -> None:
    if at.answer.status == HTTPStatus.CREATED:
        at.answer.status = HTTPStatus.OK


@after("createUser.location", "createUser.responses")
def no_location(at: Passing) -> None:
    at.answer.headers.pop("Location", None)


@after("createUser.location")
def location_of_the_list(at: Passing) -> None:
    if at.answer.status == HTTPStatus.CREATED:
        at.answer.headers["Location"] = at.request.url


@after("createUser.twice")
def conflict_is_400(at: Passing) -> None:
    if at.answer.status == HTTPStatus.CONFLICT:
        at.answer.status = HTTPStatus.BAD_REQUEST


@after("createUser.twice")
def conflict_without_type(at: Passing) -> None:
    if at.answer.status == HTTPStatus.CONFLICT:
        at.answer.body.pop("scimType", None)


@after("User.password.visible_to", "readUser.never")
def password_shown(at: Passing) -> None:
    body = sent(at.request)
    if at.request.method == "POST" and isinstance(body, dict) and "password" in body:
        for each in _resources(at.answer):
            at.memory[each["id"]] = body["password"]
    for each in _resources(at.answer):
        if each["id"] in at.memory:
            each["password"] = at.memory[each["id"]]


@after("readUser.identity")
def another_id(at: Passing) -> None:
    if at.request.method == "GET" and not _is_list(at.answer):
        for each in _resources(at.answer):
            each["id"] = each["id"][::-1]


@after("readUser.located", "createUser.location")
def location_elsewhere(at: Passing) -> None:
    for each in _metas(at.answer):
        each["location"] = str(each.get("location")).replace("/Users/", "/users/")


@after("createUser.type")
def type_in_plural(at: Passing) -> None:
    for each in _metas(at.answer):
        if each.get("resourceType") == "User":
            each["resourceType"] = "Users"


@after("patchUser.modified")
def creation_moves(at: Passing) -> None:
    for each in _metas(at.answer):
        each["created"] = each.get("lastModified")


@after("patchUser.modified")
def change_stands_still(at: Passing) -> None:
    for each in _metas(at.answer):
        each["lastModified"] = each.get("created")


@after("createUser.meta")
def no_times(at: Passing) -> None:
    for each in _metas(at.answer):
        each.pop("created", None)


@after("readUser.version")
def version_of_another(at: Passing) -> None:
    for each in _metas(at.answer):
        if "version" in each:
            each["version"] = 'W/"0"'


@after("listUsers.invalid")
def invalid_filter_untyped(at: Passing) -> None:
    if at.answer.status == HTTPStatus.BAD_REQUEST and at.answer.body:
        at.answer.body.pop("scimType", None)


@after("listUsers.pagination.total")
def total_of_the_page(at: Passing) -> None:
    if _is_list(at.answer):
        at.answer.body["totalResults"] = len(at.answer.body.get("Resources", ()))


@after("listUsers.partial")
def page_without_index(at: Passing) -> None:
    if _is_list(at.answer):
        at.answer.body.pop("startIndex", None)


@after("listUsers.partial")
def items_miscounted(at: Passing) -> None:
    if _is_list(at.answer) and "itemsPerPage" in at.answer.body:
        at.answer.body["itemsPerPage"] += 1


@after("listUsers.pagination.complete", "listGroups.pagination.complete")
def second_item_lost(at: Passing) -> None:
    if _is_list(at.answer) and len(at.answer.body.get("Resources", ())) > 1:
        del at.answer.body["Resources"][1]


@after("readUser.always")
def id_left_out(at: Passing) -> None:
    if "excludedAttributes" in at.request.query and isinstance(at.answer.body, dict):
        at.answer.body.pop("id", None)


@after("deleteUser.deletion", "deleteUser.not_counted")
def deleted_are_listed(at: Passing) -> None:
    if at.request.method == "GET" and not _is_list(at.answer):
        at.memory[at.request.path.strip("/")] = next(iter(_resources(at.answer)), None)
    if at.request.method == "POST" and at.answer.status == HTTPStatus.CREATED:
        at.memory.update({f"Users/{each['id']}": each for each in _resources(at.answer)})
    if at.request.method == "DELETE" and at.answer.status == HTTPStatus.NO_CONTENT:
        at.memory.setdefault("gone", []).append(at.memory.get(at.request.path.strip("/")))
    if (
        _is_list(at.answer)
        and at.request.path.strip("/") == "Users"
        and "startIndex" not in at.request.query
    ):
        gone = [each for each in at.memory.get("gone", ()) if each]
        at.answer.body.setdefault("Resources", []).extend(gone)
        at.answer.body["totalResults"] += len(gone)


@after("deleteUser.204.success")
def deletion_is_200(at: Passing) -> None:
    if at.request.method == "DELETE" and at.answer.status == HTTPStatus.NO_CONTENT:
        at.answer.status, at.answer.body = HTTPStatus.OK, {}


@after("deleteUser.deletion", "readUser.404.no_user")
def missing_is_410(at: Passing) -> None:
    if at.answer.status == HTTPStatus.NOT_FOUND:
        at.answer.status = HTTPStatus.GONE


@after("patchUser.remove_no_path", "patchUser.replace_nobody")
def no_target_is_fine(at: Passing) -> None:
    if (
        at.answer.status == HTTPStatus.BAD_REQUEST
        and (at.answer.body or {}).get("scimType") == "noTarget"
    ):
        at.answer.status, at.answer.body = HTTPStatus.NO_CONTENT, None


@after("readUser.responses", "readUser.404.no_user")
def errors_without_schemas(at: Passing) -> None:
    if at.answer.status >= HTTPStatus.BAD_REQUEST and at.answer.body:
        at.answer.body.pop("schemas", None)


@after("readUser.error", "readUser.responses")
def error_status_as_number(at: Passing) -> None:
    if at.answer.status >= HTTPStatus.BAD_REQUEST and at.answer.body:
        at.answer.body["status"] = int(at.answer.body["status"])


@after("readUser.error")
def error_of_another_status(at: Passing) -> None:
    if at.answer.status >= HTTPStatus.BAD_REQUEST and at.answer.body:
        at.answer.body["status"] = "400" if at.answer.status != HTTPStatus.BAD_REQUEST else "404"


@after("readUser.responses", "listUsers.responses")
def html_media_type(at: Passing) -> None:
    at.answer.headers["Content-Type"] = "text/html"


@after("listUsers.401.unknown_caller", "readUser.401.unknown_caller", "listUsers.responses")
def no_challenge(at: Passing) -> None:
    at.answer.headers.pop("WWW-Authenticate", None)


@after("readConfig.responses", "ServiceProviderConfig.patch.type")
def config_without_patch(at: Passing) -> None:
    if at.request.path.strip("/") == "ServiceProviderConfig" and at.answer.body:
        at.answer.body.pop("patch", None)


@after("listSchemas.user_name")
def user_name_said_optional(at: Passing) -> None:
    if at.request.path.strip("/").startswith("Schemas") and at.answer.body:
        for schema in at.answer.body.get("Resources", [at.answer.body]):
            for each in schema.get("attributes", ()):
                if each.get("name") == "userName":
                    each["required"] = False


@after("listResourceTypes.known")
def type_of_unknown_schema(at: Passing) -> None:
    if at.request.path.strip("/").startswith("ResourceTypes") and at.answer.body:
        for each in at.answer.body.get("Resources", [at.answer.body]):
            if each.get("name") == "Group":
                each["schema"] = "urn:example:Unknown"


@after("createUser.no_external_id")
def external_id_given(at: Passing) -> None:
    for each in _resources(at.answer):
        each.setdefault("externalId", each["id"])
