"""Faults of what is asked: filters, order, pages, selected attributes, ETags."""

from __future__ import annotations

from typing import Any

from faults.fault import before


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
