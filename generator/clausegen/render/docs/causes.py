"""Who is answered what: the causes of a status, and the callers that are refused."""

from __future__ import annotations

import msgspec

from clausegen.model import Api, Operation, Response
from clausegen.render.docs.addresses import anchor
from clausegen.words.causes import Cause


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A situation that leads to the status."""

    anchor: str
    clause: str
    when: str
    who: str


class Caller(msgspec.Struct, frozen=True):
    """Somebody who may call, or who is refused with a status and why."""

    actor: str
    status: str
    when: str


def reason(operation: Operation, response: Response, cause: Cause, prefix: str) -> Reason:
    who = ""
    if cause.actor:
        own = ", asking for what is their own" if cause.ids == "own" else ""
        who = f"{cause.actor}{own}"
    elif cause.unknown:
        who = f"unknown {cause.unknown}"
    elif cause.input:
        who = f"{cause.input} input"
    return Reason(
        anchor=f"{prefix}.{anchor(cause.id)}",
        clause=f"{operation.id}.{response.status}.{cause.id}",
        when=cause.when[:1].upper() + cause.when[1:],
        who=who,
    )


def actors(api: Api) -> tuple[str, ...]:
    """Everybody that the document's causes name."""
    causes = (c for each in api.operations for r in each.responses for c in r.words.causes)
    return tuple(dict.fromkeys(each.actor for each in causes if each.actor))


def callers(known: tuple[str, ...], operation: Operation) -> tuple[Caller, ...]:
    """Every known actor, refused ones with the status. Empty when nobody is refused."""
    refused = {
        cause.actor: Caller(cause.actor, response.status, cause.when)
        for response in operation.responses
        for cause in response.words.causes
        if cause.actor and not response.is_success
    }
    if not refused:
        return ()
    allowed = [Caller(actor, "", "") for actor in known if actor not in refused]
    return (*allowed, *refused.values())
