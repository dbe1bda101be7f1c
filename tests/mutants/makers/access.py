"""Doors left open: a caller who has to be refused, and is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clausegen.model import Api
from clausegen.words.causes import Cause, causes_of
from clausemock.behaviours.causes import Causes

from mutants.exchange import Exchange
from mutants.mutant import Mutant, mutant
from mutants.stage import Stage


def forgets(operation: str, *causes: str) -> Mutant:
    """Reasons to refuse that an operation does not know, such as "403.no_subscription"."""

    def change(stage: Stage) -> None:
        for cause in causes:
            _open(stage, operation, cause)

    return mutant(
        f"{operation}-forgets-{'-'.join(each.split('.')[1] for each in causes)}",
        "permission",
        f"{operation} is refused with {' and '.join(causes)}, here nobody asks",
        " ".join(f"{operation}.{cause}" for cause in causes),
        change,
    )


def does_anyway(operation: str, cause: str, *, also: str = "") -> Mutant:
    """The right refusal, after the deed."""
    status, _, _ = cause.partition(".")

    def change(stage: Stage) -> None:
        actor = _actor_of(stage.api, operation, cause)
        _open(stage, operation, cause)

        def hide(exchange: Exchange) -> None:
            if exchange.asked_by == actor and exchange.is_ok:
                exchange.reply(int(status), {"detail": "No."})

        stage.after(operation, hide)

    return mutant(
        f"{operation}-does-anyway-{cause.split('.')[1]}",
        "permission",
        f"{operation} is refused with {cause}: so it is, but it was carried out before",
        f"{operation}.{cause}",
        change,
        also=also,
    )


def _open(stage: Stage, operation: str, cause: str) -> None:
    actor = _actor_of(stage.api, operation, cause)
    if actor == "lapsed":
        stage.patch(Causes, "first", _without(operation, cause.split(".")[1]))
        return

    def swap(exchange: Exchange) -> None:
        if exchange.actor == actor:
            exchange.act_as("admin")

    stage.before(operation, swap)


def _actor_of(api: Api, operation: str, cause: str) -> str:
    status, _, reason = cause.partition(".")
    response = api.operation(operation).response(status)
    assert response is not None
    found = next(each for each in causes_of(response) if each.id == reason)
    assert found.actor is not None
    return found.actor


def _without(operation: str, reason: str) -> Callable[[Any], Any]:
    def make(first: Any) -> Any:
        def fewer(causes: Causes, called: str, holds: Callable[[Cause], bool]) -> Any:
            def but(cause: Cause) -> bool:
                return not (called == operation and cause.id == reason) and holds(cause)

            return first(causes, called, but)

        return fewer

    return make
