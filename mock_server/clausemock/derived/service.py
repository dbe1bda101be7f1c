"""The mock of a document: each request is read, held against the document, and answered."""

from __future__ import annotations

from clausegen.model import Api

from clausemock.behaviours import repeating
from clausemock.behaviours.hooks import Refused
from clausemock.derived.actors import Actors
from clausemock.derived.acts import Acts
from clausemock.derived.admission import Admission, actor_names
from clausemock.derived.answers import Answer
from clausemock.derived.call import Call
from clausemock.derived.facts import Facts
from clausemock.derived.plan import Plan, Task, plan
from clausemock.derived.records import Records
from clausemock.derived.repeated import once
from clausemock.derived.state import State
from clausemock.derived.values import Values


class Service:
    """Answers calls to the operations of one document."""

    def __init__(self, api: Api, state: State, *, seed: int = 0) -> None:
        self.api = api
        self.state = state
        self.plan: Plan = plan(api)
        self.actors = Actors(actor_names(api), api)
        facts = Facts(api)
        self._admission = Admission(api, self.actors)
        self._on_repeat = repeating(api)
        self._acts = Acts(api, self.plan, state, Records(api, Values(api, facts), facts, seed))

    def answer(self, task: Task, call: Call) -> Answer:
        """The whole way of a request. Raises nothing that a client could cause."""
        try:
            self._admission.admit(call)
            if call.method in {"GET", "HEAD"}:
                return self._acts.act(task, call)
            with self.state.transaction():
                return once(self.state, self._on_repeat, call, lambda: self._acts.act(task, call))
        except Refused as refused:
            return self._acts.answers.refusal(call.operation, refused.statuses, str(refused))
