"""Pages that lose items, repeat them, or lead nowhere."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from mutants.exchange import Exchange
from mutants.makers.answers import Thing
from mutants.makers.lists import is_later, link_without, pages
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage

LISTED = {
    "listRooms": "ordering.created_at ordering.default ordering.-created_at "
    "filter.is_shared.true filter.is_shared.false filter.is_deleted.true filter.is_deleted.false "
    "listRooms.includes_shared listRooms.includes_deleted",
    "listUserRooms": "ordering.created_at ordering.default ordering.-created_at "
    "ordering.updated_at ordering.-updated_at filter.is_shared.true filter.is_shared.false "
    "listUserRooms.explicit_permission_only",
    "listBrands": "ordering.created_at ordering.default ordering.-created_at",
    "listRoomUsers": "listRoomUsers.members_only",
    "listOrganizationTags": "listOrganizationTags.all_rooms",
    "listRoomQueues": "listRoomQueues.active_only",
    "listBrandRooms": "listBrandRooms.in_use",
}
"""What else is said of the items of a list: it is not true of a list that lacks some."""


def _loses_last(_: Exchange, page: Thing) -> None:
    if page["next"] is not None:
        page["results"].pop()


def _loses_first_later(exchange: Exchange, page: Thing) -> None:
    if is_later(exchange):
        del page["results"][:1]


def _ends_after_second(exchange: Exchange, page: Thing) -> None:
    if is_later(exchange):
        page["next"] = None


def _ends_after_first(_: Exchange, page: Thing) -> None:
    page["next"] = None


def _repeats_last(_: Exchange, page: Thing) -> None:
    page["results"] += page["results"][-1:]


def _starts_again(exchange: Exchange, page: Thing) -> None:
    if is_later(exchange):
        page["next"] = link_without(page["next"], "cursor")


def _no_previous(_: Exchange, page: Thing) -> None:
    page["previous"] = None


def _previous_is_here(exchange: Exchange, page: Thing) -> None:
    if is_later(exchange) and page["previous"] is not None:
        kept = link_without(page["previous"], "cursor", *exchange.asked)
        page["previous"] = f"{kept}?{urlencode(exchange.asked)}"


def _previous_is_next(_: Exchange, page: Thing) -> None:
    page["previous"] = page["next"]


def _previous_of_first(exchange: Exchange, page: Thing) -> None:
    if not is_later(exchange):
        page["previous"] = link_without(page["next"], "cursor")


def _list(operation: str, how: str, edit: object, clause: str = "complete") -> Mutant:
    also = LISTED.get(operation, "") if clause == "complete" else ""
    if clause == "complete":
        also += " pagination.previous"
    return pages(operation, how, edit, clauses=f"pagination.{clause}", also=also)  # type: ignore[arg-type] # an edit of a page


def _overlaps(operation: str) -> Mutant:
    """Each page starts with the item that the one before it ended with."""
    last: dict[str, list[Thing]] = {}

    def edit(exchange: Exchange, page: Thing) -> None:
        key = f"{sorted(exchange.path.items())}{sorted(exchange.asked.items() - _cursor(exchange))}"
        if is_later(exchange):
            page["results"] = [*last.get(key, []), *page["results"]]
        last[key] = page["results"][-1:]

    return _list(operation, "pages overlap by one", edit)


def _cursor(exchange: Exchange) -> set[tuple[str, str]]:
    return {each for each in exchange.asked.items() if each[0] == "cursor"}


def _first_forever(operation: str) -> Mutant:
    """The cursor is not looked at."""

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            kept = [each for each in parse_qsl(exchange.query) if each[0] != "cursor"]
            exchange.query = urlencode(kept)

        stage.before(operation, edit)

    return mutant(
        f"{operation}-ignores-the-cursor",
        "pagination",
        f"{operation}: every page is the first one",
        f"{operation}.pagination.complete",
        change,
        also=f"{operation}.pagination.previous {LISTED.get(operation, '')}",
        because="nothing but the first page is ever seen",
    )


def _unknown_cursor(operation: str) -> Mutant:
    """The server does not know its own links."""

    def change(stage: Stage) -> None:
        def edit(exchange: Exchange) -> None:
            if is_later(exchange):
                exchange.reply(404, {"detail": "There is no such page."})

        stage.before(operation, edit)

    return mutant(
        f"{operation}-does-not-know-its-cursors",
        "pagination",
        f"{operation}: the link to the next page leads nowhere",
        f"{operation}.pagination.complete",
        change,
        also=f"{operation}.pagination.previous {LISTED.get(operation, '')}",
        because="nothing but the first page is ever seen",
    )


MUTANTS = (
    _list("listRooms", "full pages lose their last item", _loses_last),
    _list("listUserRooms", "ends after the second page", _ends_after_second),
    _list("listRoomUsers", "repeats the last item", _repeats_last),
    _list("listRoomTags", "third page is the first again", _starts_again),
    _first_forever("listOrganizationTags"),
    _unknown_cursor("listSystemTags"),
    _list("listDomainLinks", "ends after the first page", _ends_after_first),
    _overlaps("listRoomQueues"),
    _list("listBrands", "later pages lose their first item", _loses_first_later),
    _list("listBrandRooms", "ends after the second page", _ends_after_second),
    _overlaps("listRooms"),
    _list("listRooms", "no way back", _no_previous, "previous"),
    _list("listBrands", "previous leads here", _previous_is_here, "previous"),
    _list("listUserRooms", "previous is next", _previous_is_next, "previous"),
    _list("listRoomTags", "previous on the first page", _previous_of_first, "previous"),
    _list("listRoomUsers", "no way back", _no_previous, "previous"),
    _list("listSystemTags", "previous leads here", _previous_is_here, "previous"),
    _list("listDomainLinks", "no way back", _no_previous, "previous"),
    _list("listRoomQueues", "no way back", _no_previous, "previous"),
    _list("listBrandRooms", "previous leads here", _previous_is_here, "previous"),
    _list("listOrganizationTags", "previous is next", _previous_is_next, "previous"),
)
