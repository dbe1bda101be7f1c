"""Filters and orders that are not what was asked for."""

from __future__ import annotations

from typing import Any

from mutants.exchange import Exchange
from mutants.makers.answers import Thing
from mutants.makers.lists import Arguments, asks, is_later, link_without, pages
from mutants.mutant import Kind, Mutant, mutant
from mutants.stage import Stage

SHARED = "filter.is_shared.true filter.is_shared.false"
DELETED = "filter.is_deleted.true filter.is_deleted.false"
BY_CREATION = "ordering.created_at ordering.default ordering.-created_at"
BY_UPDATE = "ordering.updated_at ordering.-updated_at"


def _ignores(name: str, *values: str) -> Any:
    """The parameter does nothing, or nothing for these values."""

    def edit(arguments: Arguments) -> None:
        if not values or arguments.get(name) in values:
            arguments.pop(name, None)

    return edit


def _unset_is(name: str, value: str) -> Any:
    return lambda arguments: arguments.setdefault(name, value)


def _means(name: str, **meanings: str) -> Any:
    def edit(arguments: Arguments) -> None:
        if arguments.get(name) in meanings:
            arguments[name] = meanings[arguments[name]]

    return edit


def _swaps(name: str, first: str, second: str) -> Any:
    return _means(name, **{first: second, second: first})


def _not_with(name: str, other: str) -> Any:
    """The parameter does nothing if the other one is given as well."""

    def edit(arguments: Arguments) -> None:
        if other in arguments:
            arguments.pop(name, None)

    return edit


def _shared_are_alive(arguments: Arguments) -> None:
    if "is_shared" in arguments:
        arguments.setdefault("is_deleted", "false")


def _forgets(*names: str) -> Any:
    """The link to the next page does not repeat them."""

    def edit(_: Exchange, page: Thing) -> None:
        page["next"] = link_without(page["next"], *names)

    return edit


def _filter(operation: str, how: str, edit: Any, clauses: str, also: str = "") -> Mutant:
    return asks(operation, how, edit, kind="filter", clauses=clauses, also=also)


def _order(operation: str, how: str, edit: Any, clauses: str, also: str = "") -> Mutant:
    return asks(operation, how, edit, kind="ordering", clauses=clauses, also=also)


def _page(operation: str, how: str, edit: Any, clauses: str, kind: Kind, also: str = "") -> Mutant:
    return pages(operation, how, edit, kind=kind, clauses=clauses, also=also)


def _reversed_page(exchange: Exchange, page: Thing) -> None:
    del exchange
    page["results"].reverse()


def _reversed_later(exchange: Exchange, page: Thing) -> None:
    if is_later(exchange):
        page["results"].reverse()


def _sorted_by(key: Any) -> Any:
    return lambda _, page: page["results"].sort(key=key)


def _shared_to_partners(stage: Stage) -> None:
    """An own room counts as shared as soon as a partner has it."""
    shared = "(EXISTS (SELECT 1 FROM share WHERE share.room_id = room.id)) AS is_shared"
    stage.view("visible_room", lambda sql: sql.replace("0 AS is_shared", shared))


FILTERS = (
    _filter("listRooms", "ignores is_deleted", _ignores("is_deleted"), DELETED),
    _filter(
        "listRooms",
        "ignores is_deleted false",
        _ignores("is_deleted", "false"),
        "filter.is_deleted.false",
    ),
    _filter(
        "listRooms",
        "ignores is_deleted true",
        _ignores("is_deleted", "true"),
        "filter.is_deleted.true",
    ),
    _filter("listRooms", "swaps is_deleted", _swaps("is_deleted", "true", "false"), DELETED),
    _filter(
        "listRooms",
        "is_deleted is false when unset",
        _unset_is("is_deleted", "false"),
        "listRooms.includes_deleted",
    ),
    _filter("listRooms", "ignores is_shared", _ignores("is_shared"), SHARED),
    _filter(
        "listRooms",
        "ignores is_shared false",
        _ignores("is_shared", "false"),
        "filter.is_shared.false",
    ),
    _filter("listRooms", "swaps is_shared", _swaps("is_shared", "true", "false"), SHARED),
    _filter(
        "listRooms",
        "is_shared is false when unset",
        _unset_is("is_shared", "false"),
        "listRooms.includes_shared",
    ),
    _filter(
        "listRooms", "is_shared hides what is deleted", _shared_are_alive, "filter.is_shared.false"
    ),
    _filter(
        "listRooms",
        "ignores is_deleted with is_shared",
        _not_with("is_deleted", "is_shared"),
        DELETED,
    ),
    _filter(
        "listRooms", "ignores is_shared with ordering", _not_with("is_shared", "ordering"), SHARED
    ),
    _filter("listUserRooms", "ignores is_shared", _ignores("is_shared"), SHARED),
    _filter(
        "listUserRooms",
        "ignores is_shared true",
        _ignores("is_shared", "true"),
        "filter.is_shared.true",
    ),
    _filter("listUserRooms", "swaps is_shared", _swaps("is_shared", "true", "false"), SHARED),
    _page(
        "listRooms",
        "forgets is_shared in next",
        _forgets("is_shared"),
        "filter.is_shared.false",
        "filter",
        "filter.is_shared.true",
    ),
    _page(
        "listRooms",
        "forgets is_deleted in next",
        _forgets("is_deleted"),
        "filter.is_deleted.false",
        "filter",
        "filter.is_deleted.true",
    ),
    _page(
        "listUserRooms",
        "forgets is_shared in next",
        _forgets("is_shared"),
        "filter.is_shared.false",
        "filter",
        "filter.is_shared.true",
    ),
    mutant(
        "listRooms-shared-to-partners-is-shared",
        "filter",
        "is_shared is about rooms shared to the organization, here also about those it shares",
        "listRooms.filter.is_shared.true listRooms.filter.is_shared.false",
        _shared_to_partners,
    ),
)

ORDERS = (
    _order("listRooms", "ignores ordering", _ignores("ordering"), "ordering.-created_at"),
    _order(
        "listRooms",
        "newest first when unset",
        _unset_is("ordering", "-created_at"),
        "ordering.default",
    ),
    _order(
        "listRooms",
        "swaps ordering",
        _swaps("ordering", "created_at", "-created_at"),
        "ordering.created_at ordering.-created_at",
    ),
    _order(
        "listRooms",
        "ignores ordering with is_shared",
        _not_with("ordering", "is_shared"),
        "ordering.-created_at",
    ),
    _order(
        "listUserRooms",
        "ignores ordering",
        _ignores("ordering"),
        f"ordering.-created_at {BY_UPDATE}",
    ),
    _order(
        "listUserRooms",
        "updated_at is created_at",
        _means("ordering", **{"updated_at": "created_at", "-updated_at": "-created_at"}),
        BY_UPDATE,
    ),
    _order(
        "listUserRooms",
        "updated_at ignores minus",
        _means("ordering", **{"-updated_at": "updated_at"}),
        "ordering.-updated_at",
    ),
    _order(
        "listUserRooms",
        "by update when unset",
        _unset_is("ordering", "updated_at"),
        "ordering.default",
    ),
    _order(
        "listUserRooms",
        "created_at ignores minus",
        _means("ordering", **{"-created_at": "created_at"}),
        "ordering.-created_at",
    ),
    _order(
        "listBrands",
        "newest first when unset",
        _unset_is("ordering", "-created_at"),
        "ordering.default",
    ),
    _order("listBrands", "ignores ordering", _ignores("ordering"), "ordering.-created_at"),
    _order(
        "listBrands",
        "created_at descends",
        _means("ordering", created_at="-created_at"),
        "ordering.created_at",
    ),
    _page(
        "listBrands",
        "forgets ordering in next",
        _forgets("ordering"),
        "ordering.-created_at",
        "ordering",
    ),
    _page(
        "listUserRooms",
        "later pages reversed",
        _reversed_later,
        f"{BY_CREATION} {BY_UPDATE}",
        "ordering",
    ),
    _page("listRooms", "each page reversed", _reversed_page, BY_CREATION, "ordering"),
    _page(
        "listRooms",
        "domain rooms first on each page",
        _sorted_by(lambda room: room["domain"] is None),
        BY_CREATION,
        "ordering",
    ),
    _page(
        "listBrands",
        "each page by name",
        _sorted_by(lambda brand: brand["name"]),
        BY_CREATION,
        "ordering",
    ),
)

MUTANTS = (*FILTERS, *ORDERS)
