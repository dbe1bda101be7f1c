"""Who may call, and what of a request the document takes."""

from __future__ import annotations

import msgspec
from clausegen.model import Api, Operation
from clausegen.words.actors import actors_of
from clausegen.words.causes import causes_of

from clausemock.behaviours import admitting
from clausemock.behaviours.hooks import Refused
from clausemock.derived.actors import USUAL, Actors
from clausemock.derived.arguments import Arguments
from clausemock.derived.call import Call, Fault, read_body
from clausemock.derived.taking import WRONG

REFUSALS = ("401", "402", "403", "404")


class _Closed(msgspec.Struct, frozen=True):
    """An actor to whom an operation is refused, whatever the path names."""

    actor: str
    status: int
    when: str


class Admission:
    """Lets requests in, or raises Refused."""

    def __init__(self, api: Api, actors: Actors) -> None:
        self._api = api
        self._actors = actors
        self._arguments = Arguments(api)
        self._on_call = admitting(api)
        self._closed = {each.id: _closed(each) for each in api.operations}

    def admit(self, call: Call) -> None:
        """Sets the call's actor, its arguments and its body."""
        call.actor = self._actors.caller(call)
        if call.actor is None and not self._actors.is_open(call.operation):
            raise Refused((401, 403), "Credentials are missing, or nobody knows them.")
        for each in self._on_call:
            each.admit(call)
        for closed in self._closed[call.operation.id]:
            if closed.actor == call.actor:
                raise Refused((closed.status,), f"Refused: {closed.when}.")
        self._understand(call)

    def _understand(self, call: Call) -> None:
        for each in self._arguments.read(call):
            raise Refused((*WRONG, 404) if each.where == "path" else WRONG, str(each))
        found = read_body(self._api, call)
        if found is None:
            raise Refused((415, *WRONG), "This media type is not taken.")
        _refuse(found)


def actor_names(api: Api) -> tuple[str, ...]:
    """Those of whom the document speaks, the one who may do everything first."""
    named = {
        cause.actor: None
        for operation in api.operations
        for response in operation.responses
        for cause in causes_of(response)
        if cause.actor not in {None, "anonymous"}
    }
    named |= dict.fromkeys(each.name for each in actors_of(api))
    return (USUAL, *(name for name in named if name is not None and name != USUAL))


def _closed(operation: Operation) -> tuple[_Closed, ...]:
    return tuple(
        _Closed(cause.actor, int(response.status), cause.when)
        for response in operation.responses
        for cause in (causes_of(response) if response.status in REFUSALS else ())
        if cause.actor is not None and cause.ids == "owner"
    )


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Refused(WRONG, "; ".join(map(str, faults[:3])))
