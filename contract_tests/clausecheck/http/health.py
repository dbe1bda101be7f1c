"""Whether the target is still what it was: a server that is gone breaks no clause and keeps none.

An answer that did not come, or that refuses known credentials, is held against the request alone
only if the server still answers what it answered before.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from clausecheck.failures import NotChecked
from clausecheck.http.actors import Actor
from clausecheck.http.exchange import Exchange
from clausecheck.http.pace import asked_to_wait

CONFIRMATIONS = 2
PAUSE = 0.5  # seconds between them: a server that restarts has a chance
HANGS = 3  # answers of one operation that may lack before it is left alone
UNAUTHORIZED = 401
TOO_MANY = 429


class Health:
    """Sees every exchange of a client. `resend` sends without being seen again."""

    def __init__(
        self,
        resend: Callable[[Exchange], Exchange],
        basic: Callable[[], Exchange],
        owner: str,
    ) -> None:
        self._resend, self._basic, self._owner = resend, basic, owner
        self._proofs: dict[str, Exchange] = {}
        """What was answered last, by actor."""
        self._others: dict[str, Exchange] = {}
        """What was answered last by another operation than that."""
        self._refused: dict[str, str] = {}
        self._hangs: Counter[str] = Counter()
        self._left_alone: dict[str, str] = {}
        """Why an operation is not asked any more."""
        self._in_doubt = False
        self._lost: str | None = None
        self.losses: list[str] = []
        """Why something could not be checked to the end."""

    def guard(self, request: Exchange) -> None:
        """Raises NotChecked for a request that is known to tell nothing."""
        reason = self._lost or self._refused.get(request.actor.name)
        reason = reason or self._left_alone.get(request.operation_id)
        if reason is None and self._hangs[request.operation_id] >= HANGS:
            reason = f"{request.operation_id} gave no answer {HANGS} times"
        if reason is not None:
            raise NotChecked(reason)

    def see(self, exchange: Exchange) -> None:
        """Raises NotChecked if the target, or the actor's access to it, is lost."""
        if exchange.ok:
            self._note_success(exchange)
            return
        self._in_doubt = True
        if not exchange.status:
            self._confirm_server(exchange)
            self._hangs[exchange.operation_id] += 1
        elif exchange.status == UNAUTHORIZED:
            self._confirm_credentials(exchange.actor)
        elif (wait := asked_to_wait(exchange)) is not None:
            reason = (
                f"the target answers {exchange.status} and asks to wait {wait:g} s: give "
                "connection.requests_per_second, or more connection.patience"
            )
            if (
                exchange.status != TOO_MANY
                or exchange.operation is None
                or self._all_wait(exchange)
            ):
                self._lose(reason)
            self._left_alone[exchange.operation_id] = reason
            raise NotChecked(reason)

    def confirm(self) -> None:
        """Raises NotChecked if refusals came last and the owner is refused now as well.

        A server that answers everything alike would else seem to refuse whom it should.
        """
        proof = self._proofs.get(self._owner)
        if not self._in_doubt or proof is None:
            return
        again = self._resend(proof)
        if not again.ok:  # what it showed may be gone
            again = self._resend(self._basic())
        if not again.ok:
            self._tell(f"the target no longer answers as before: {again.answer}")
        self._in_doubt = False

    def forgive(self) -> None:
        """One more chance, for the clean-up."""
        self._lost = None
        self._refused.clear()
        self._hangs.clear()
        self._left_alone.clear()

    def _note_success(self, exchange: Exchange) -> None:
        self._hangs[exchange.operation_id] = 0
        if exchange.method == "GET":
            last = self._proofs.get(exchange.actor.name, exchange)
            if last.operation_id != exchange.operation_id:
                self._others[exchange.actor.name] = last
            self._proofs[exchange.actor.name] = exchange
        if exchange.actor.name == self._owner:
            self._in_doubt = False

    def _confirm_server(self, exchange: Exchange) -> None:
        proof = self._proofs.get(exchange.actor.name) or self._basic()
        for _ in range(CONFIRMATIONS):
            if self._resend(proof).status:
                return
            time.sleep(PAUSE)
        self._lose(f"the target stopped answering: {exchange.problem}")

    def _all_wait(self, exchange: Exchange) -> bool:
        """Another operation has to wait as well: not this one alone is limited."""
        who = exchange.actor.name
        for each in (self._proofs.get(who), self._others.get(who), self._basic()):
            if each is not None and each.operation_id != exchange.operation_id:
                return asked_to_wait(self._resend(each)) is not None
        return bool(self._left_alone)

    def _confirm_credentials(self, actor: Actor) -> None:
        proof = self._proofs.get(actor.name)
        if proof is None or actor.token is None:
            return
        for _ in range(CONFIRMATIONS):
            if self._resend(proof).status != UNAUTHORIZED:
                return
            time.sleep(PAUSE)
        reason = f"the target refuses the credentials of {actor.name}, which it accepted before"
        if actor.name == self._owner:
            self._lose(reason)
        self._refused[actor.name] = reason
        self._tell(reason)

    def _lose(self, reason: str) -> None:
        self._lost = reason
        self._tell(reason)

    def _tell(self, reason: str) -> None:
        self.losses.append(reason)
        raise NotChecked(reason)
