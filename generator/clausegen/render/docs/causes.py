"""Who is answered what: the causes of a status, and what a caller needs."""

from __future__ import annotations

import re

import msgspec

from clausegen.model import Operation, Response
from clausegen.render.docs.addresses import anchor
from clausegen.words.causes import Cause, causes_of


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A situation that leads to the status."""

    anchor: str
    clause: str
    when: str


class Refusal(msgspec.Struct, frozen=True):
    """Why callers are refused, and with which statuses."""

    when: str
    statuses: tuple[str, ...]


class Access(msgspec.Struct, frozen=True):
    """Who may call. `needs` is what a caller must have, as one text; empty if nothing is told."""

    needs: str
    others: tuple[Refusal, ...] = ()
    """Refusals that no such text tells."""


def reason(operation: Operation, response: Response, cause: Cause, prefix: str) -> Reason:
    return Reason(
        anchor=f"{prefix}.{anchor(cause.id)}",
        clause=f"{operation.id}.{response.status}.{cause.id}",
        when=cause.when[:1].upper() + cause.when[1:],
    )


_LACKS = re.compile(r"the caller (?:lacks|has no) (.+)")
_CANNOT = re.compile(r"the caller (?:cannot|can not|may not) (?:access|reach) (.+)")


def access(operation: Operation) -> Access:
    """From the causes that name an actor: "the settings permission and an active subscription"."""
    refused: dict[str, list[str]] = {}
    for response in operation.responses:
        for cause in causes_of(response):
            if cause.actor and not response.is_success and response.status != "401":
                refused.setdefault(cause.when, []).append(response.status)
    needs, others = [], []
    for when, statuses in refused.items():
        lacks, cannot = _LACKS.fullmatch(when), _CANNOT.fullmatch(when)
        if lacks:
            needs.append(lacks[1])
        elif cannot:
            needs.append(f"access to {cannot[1]}")
        else:
            others.append(Refusal(when, tuple(statuses)))
    return Access(_joined(needs), tuple(others))


def _joined(words: list[str]) -> str:
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last
