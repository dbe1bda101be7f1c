"""scim2-server with one fault, for benchmarks/scim.py: python faulty.py PORT [FAULT].

Runs in the provider's own environment. A fault changes a request before it is served, or the
answer to it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

USERS, GROUPS = "Users", "Groups"
PATCH_OPS = "Operations"


@dataclass(frozen=True)
class Passing:
    """A request with its answer, and what a fault remembers of those before."""

    request: Any
    answer: Any
    memory: dict[str, Any]


Change = Callable[[Passing], None]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the clauses of which at least one has to be broken by it."""

    clauses: tuple[str, ...]
    before: Callable[[Any], None] | None = None
    after: Change | None = None


FAULTS: dict[str, Fault] = {}


def before(*clauses: str) -> Callable[[Callable[[Any], None]], None]:
    return lambda change: FAULTS.update({change.__name__: Fault(clauses, before=change)})


def after(*clauses: str) -> Callable[[Change], None]:
    return lambda change: FAULTS.update({change.__name__: Fault(clauses, after=change)})


# What is asked


def _asks(request: Any, name: str, value: str | None) -> None:
    """Another value of a query parameter; None leaves it out."""
    request.query = {key: found for key, found in request.query.items() if key != name}
    if value is not None:
        request.query[name] = value


def _filter(request: Any, old: str, new: str) -> None:
    told = request.query.get("filter")
    if told is not None:
        _asks(request, "filter", told.replace(old, new))


@before("listUsers.eq")
def filter_ignored(request: Any) -> None:
    _asks(request, "filter", None)


@before("listUsers.sw")
def starts_anywhere(request: Any) -> None:
    _filter(request, " sw ", " co ")


@before("listUsers.ew")
def ends_anywhere(request: Any) -> None:
    _filter(request, " ew ", " co ")


@before("listUsers.co")
def contains_is_starts(request: Any) -> None:
    _filter(request, " co ", " sw ")


@before("listUsers.ne")
def not_equal_is_present(request: Any) -> None:
    told = request.query.get("filter", "")
    if " ne " in told:
        _asks(request, "filter", "userName pr")


@before("listUsers.or")
def or_is_and(request: Any) -> None:
    _filter(request, " or ", " and ")


@before("listUsers.and")
def and_is_or(request: Any) -> None:
    _filter(request, " and ", " or ")


@before("listUsers.not")
def not_is_nothing(request: Any) -> None:
    _filter(request, "not (", "(")


@before("listUsers.pr")
def present_is_all(request: Any) -> None:
    _filter(request, "title pr", "id pr")


@before("listUsers.order_of_times")
def greater_is_greater_or_equal(request: Any) -> None:
    _filter(request, " gt ", " ge ")


@before("listUsers.order_of_times")
def less_is_less_or_equal(request: Any) -> None:
    _filter(request, " lt ", " le ")


@before("listUsers.value_path")
def value_path_is_any(request: Any) -> None:
    told = request.query.get("filter", "")
    if told.startswith("emails["):
        _asks(request, "filter", f"emails.value eq {told.rsplit(' ', 1)[1].rstrip(']')}")


@before("listUsers.ascending", "listUsers.by_name", "listUsers.ordering.meta.created.descending")
def sort_ignored(request: Any) -> None:
    _asks(request, "sortBy", None)


@before("listUsers.ordering.meta.created.descending", "listUsers.by_name")
def descending_ignored(request: Any) -> None:
    _asks(request, "sortOrder", None)


@before("listUsers.ascending")
def descending_unasked(request: Any) -> None:
    if "sortBy" in request.query and "sortOrder" not in request.query:
        _asks(request, "sortOrder", "descending")


@before("listUsers.pagination.complete")
def index_ignored(request: Any) -> None:
    _asks(request, "startIndex", None)


@before("listUsers.pagination.complete")
def index_from_zero(request: Any) -> None:
    if request.query.get("startIndex", "").isdigit():
        _asks(request, "startIndex", str(int(request.query["startIndex"]) + 1))


@before("listUsers.pagination.size")
def count_ignored(request: Any) -> None:
    _asks(request, "count", None)


@before("listUsers.count_zero")
def count_zero_is_one(request: Any) -> None:
    if request.query.get("count") == "0":
        _asks(request, "count", "1")


@before("readUser.attributes", "listUsers.some_attributes")
def attributes_ignored(request: Any) -> None:
    _asks(request, "attributes", None)


@before("readUser.excluded")
def exclusion_ignored(request: Any) -> None:
    _asks(request, "excludedAttributes", None)


@before("replaceUser.if_match")
def if_match_ignored(request: Any) -> None:
    request.headers = {k: v for k, v in dict(request.headers).items() if k.upper() != "IF-MATCH"}


@before("readUser.not_modified")
def if_none_match_ignored(request: Any) -> None:
    kept = dict(request.headers).items()
    request.headers = {k: v for k, v in kept if k.upper() != "IF-NONE-MATCH"}


# What is sent


def _sent(request: Any) -> Any:
    try:
        return json.loads(request.body)
    except ValueError:
        return None


def _operations(request: Any, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Each operation of a PATCH as another one; None leaves it out."""
    body = _sent(request)
    if request.method == "PATCH" and isinstance(body, dict) and PATCH_OPS in body:
        made = [change(each) for each in body[PATCH_OPS]]
        body[PATCH_OPS] = [each for each in made if each is not None]
        request.body = json.dumps(body).encode()


@before("patchUser.add_value", "patchGroup.add_member")
def add_replaces_all(request: Any) -> None:
    _operations(request, lambda op: {**op, "op": "replace"} if op.get("op") == "add" else op)


@before("patchUser.remove_chosen", "patchGroup.remove_member")
def remove_takes_all(request: Any) -> None:
    def whole(op: dict[str, Any]) -> dict[str, Any]:
        path = str(op.get("path", ""))
        return (
            {**op, "path": path.split("[", maxsplit=1)[0]}
            if op.get("op") == "remove" and path
            else op
        )

    _operations(request, whole)


@before("patchUser.replace_chosen")
def replace_takes_other(request: Any) -> None:
    _operations(
        request,
        lambda op: {**op, "path": str(op["path"]).replace("work", "home")} if "path" in op else op,
    )


@before("patchUser.in_turn")
def last_operation_lost(request: Any) -> None:
    body = _sent(request)
    if request.method == "PATCH" and isinstance(body, dict) and len(body.get(PATCH_OPS, ())) > 1:
        body[PATCH_OPS] = body[PATCH_OPS][:-1]
        request.body = json.dumps(body).encode()


@before("createUser.utf8")
def letters_lost(request: Any) -> None:
    body = _sent(request)
    if isinstance(body, dict):
        request.body = json.dumps(body).encode("ascii").replace(b"\\u", b"?")


@before("replaceUser.title")
def put_loses_titles(request: Any) -> None:
    body = _sent(request)
    if request.method == "PUT" and isinstance(body, dict):
        body.pop("title", None)
        request.body = json.dumps(body).encode()


# What is answered


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
    body = _sent(at.request)
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
        and at.request.path.strip("/") == USERS
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


def served(fault: Fault | None) -> Any:
    """The provider's application class, with the fault in it."""
    from scim2_server.testserver.application import BearerTokenApplication

    memory: dict[str, Any] = {}

    class Faulty(BearerTokenApplication):  # type: ignore[misc]
        def serve(self, request: Any) -> Any:
            if fault is not None and fault.before is not None:
                fault.before(request)
            answer = super().serve(request)
            if fault is not None and fault.after is not None:
                fault.after(Passing(request, answer, memory))
            return answer

    return Faulty


def main(port: int, name: str | None) -> None:
    from scim2_server.testserver import cli

    cli.BearerTokenApplication = served(FAULTS[name] if name else None)
    sys.argv = ["scim2-server", "--port", str(port), "--bearer-token", "secret"]
    cli.main()


if __name__ == "__main__":
    port, *named = sys.argv[1:]
    main(int(port), next(iter(named), None))
