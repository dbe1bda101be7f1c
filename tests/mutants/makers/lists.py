"""Lists gone wrong: parameters that do nothing, items in another order, pages that are lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from mutants.exchange import Exchange
from mutants.mutant import Kind, Mutant, mutant
from mutants.stage import Stage

Arguments = dict[str, str]


def asks(
    operation: str,
    how: str,
    edit: Callable[[Arguments], Any],
    *,
    kind: Kind,
    clauses: str,
    also: str = "",
) -> Mutant:
    """The query means something else than it says."""

    def change(stage: Stage) -> None:
        def on_request(exchange: Exchange) -> None:
            arguments = dict(parse_qsl(exchange.query))
            edit(arguments)
            exchange.query = urlencode(arguments)

        def on_answer(exchange: Exchange) -> None:
            _keep_links(exchange)

        stage.before(operation, on_request)
        stage.after(operation, on_answer)

    statement = f"{operation}: {how}"
    name = f"{operation}-{how.replace(' ', '-')}"
    return mutant(name, kind, statement, _of(operation, clauses), change, also=_of(operation, also))


def pages(  # noqa: PLR0913 - one fault of a list
    operation: str,
    how: str,
    edit: Callable[[Exchange, dict[str, Any]], Any],
    *,
    kind: Kind = "pagination",
    clauses: str = "pagination.complete",
    also: str = "",
    because: str = "a client that follows the links sees the same list",
) -> Mutant:
    """A page is changed before it is sent."""

    def change(stage: Stage) -> None:
        def on_answer(exchange: Exchange) -> None:
            page = exchange.answer
            if exchange.is_ok and isinstance(page, dict):
                edit(exchange, page)
                exchange.answer = page

        stage.after(operation, on_answer)

    name = f"{operation}-{how.replace(' ', '-')}"
    return mutant(
        name,
        kind,
        f"{operation}: {how}",
        _of(operation, clauses),
        change,
        also=_of(operation, also),
        because=because,
    )


def is_later(exchange: Exchange) -> bool:
    """Whether the page is not the first one."""
    return "cursor" in exchange.asked


def link_without(link: str | None, *names: str) -> str | None:
    """A link that has forgotten these parameters."""
    if link is None:
        return None
    parts = urlsplit(link)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in names]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _keep_links(exchange: Exchange) -> None:
    """What the query was changed to is nothing that a client sees."""
    page = exchange.answer
    if not exchange.is_ok or not isinstance(page, dict):
        return
    for name in ("next", "previous"):
        if page.get(name) is not None:
            parts = urlsplit(page[name])
            cursor = dict(parse_qsl(parts.query)).get("cursor", "")
            query = urlencode({**exchange.asked, "cursor": cursor})
            page[name] = urlunsplit(parts._replace(query=query))
    exchange.answer = page


def _of(operation: str, clauses: str) -> str:
    """Full ids, for clauses that are named without their operation."""
    known = ("pagination", "ordering", "filter", "responses")
    return " ".join(
        f"{operation}.{each}" if each.split(".")[0] in known else each for each in clauses.split()
    )
