"""Requests that are known again get the answer that they got."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import msgspec

from clausemock.behaviours.hooks import Repeating
from clausemock.derived.answers import Answer
from clausemock.derived.call import Call
from clausemock.derived.state import State

PLACE = "answered"
"""Of answers that may be given again: no path, as it has no slash."""


def once(
    state: State, repeating: Sequence[Repeating], call: Call, act: Callable[[], Answer]
) -> Answer:
    """What `act` answers, or what it answered before. Raises Refused, then nothing is kept."""
    known = [(each, name) for each in repeating if (name := each.known_as(call)) is not None]
    if not known:
        return act()
    (behaviour, name), sent = known[0], sha256(call.content).hexdigest()
    before = state.get(PLACE, name)
    if before is not None:
        if before["sent"] != sent:
            behaviour.differs(call)
        return msgspec.convert(before["answer"], Answer)
    answer = act()
    state.put(PLACE, name, {"sent": sent, "answer": msgspec.to_builtins(answer)})
    return answer
