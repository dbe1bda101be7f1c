"""The first request of a run: nothing is collected unless something answers at the target."""

from __future__ import annotations

from clausegen.words.pagination import pagination_of

from clausecheck.http.client import Client
from clausecheck.http.credentials import lacking
from clausecheck.http.exchange import Exchange
from clausecheck.http.health import UNAUTHORIZED
from clausecheck.world.contract import UnusableError
from clausecheck.world.lists import items_on


def probed(client: Client) -> str | None:
    """What the basic request answered, if not as it should: then little else will succeed.

    Raises UnusableError where nobody answers, or the credentials are refused.
    """
    exchange = client.probe()
    if not exchange.status:
        why = f"no HTTP server answers there ({exchange.problem})"
        raise UnusableError(f"{client.target.shown_url}: {why}")
    operation = exchange.operation
    if operation is None:
        return None
    _refuse_wrong_credentials(exchange, client)
    names = pagination_of(client.document, operation)
    usual = exchange.ok and (names is None or items_on(exchange, names) is not None)
    return None if usual else f"{operation.id} answered {exchange.answer}"


def _refuse_wrong_credentials(exchange: Exchange, client: Client) -> None:
    if exchange.status != UNAUTHORIZED:
        return
    url = client.target.shown_url
    if exchange.actor.is_anonymous:
        needed = lacking(client.document, exchange.operation)
        raise UnusableError(f"{url} wants credentials: give [actors.NAME] with {needed}")
    who = exchange.actor.name
    raise UnusableError(f"{url} refuses the credentials of {who}: {exchange.answer}")
