"""The mock of a document: each request is read, held against the document, and answered."""

from __future__ import annotations

from collections import Counter
from typing import Any

from clausegen.model import Api

from clausemock.behaviours import repeating
from clausemock.behaviours.hooks import Refused
from clausemock.derived.actors import Actors
from clausemock.derived.acts import Acts
from clausemock.derived.admission import Admission, actor_names
from clausemock.derived.answers import Answer
from clausemock.derived.call import Call
from clausemock.derived.facts import Facts
from clausemock.derived.places import FIRST, Places, concrete
from clausemock.derived.plan import Plan, Task, plan
from clausemock.derived.records import Records
from clausemock.derived.repeated import once
from clausemock.derived.seeds import Seeds, snapshot
from clausemock.derived.state import State
from clausemock.derived.values import Values


class Service:
    """Answers calls to the operations of one document."""

    def __init__(self, api: Api, state: State, *, seed: int = 0, start: Any = None) -> None:
        """`start`: what a file of records told, in place of made ones. Raises SeedError."""
        self.api = api
        self.state = state
        self.plan: Plan = plan(api)
        self.actors = Actors(actor_names(api), api)
        facts = Facts(api)
        self._admission = Admission(api, self.actors)
        self._on_repeat = repeating(api)
        records = Records(api, Values(api, facts), facts, seed)
        self._seeds = Seeds(api, self.plan, records)
        self._start = self._seeds.seed(start) if start is not None else None
        first = 0 if self._start is not None else FIRST
        self._places = Places(api, state, self.plan, records, first)
        self._acts = Acts(api, self.plan, state, records, self._places)
        if self._start is not None:
            with state.transaction():
                if state.is_new:
                    self.reset()

    def reset(self) -> None:
        """Back to how it was at the start."""
        if self._start is None:
            self.state.clear()
        else:
            self._seeds.fill(self.state, self._start)

    def snapshot(self) -> dict[str, Any]:
        """All that it holds, as a seed says it."""
        return snapshot(self.state)

    def restore(self, told: Any) -> None:
        """Holds what a snapshot held, and nothing else. Raises SeedError."""
        self._seeds.fill(self.state, self._seeds.seed(told))

    def first_records(self) -> dict[str, Any]:
        """What everybody would find, as a seed to go on from."""
        with self.state.transaction():
            self._places.settle_all(self.plan)
        return self.snapshot()

    def held(self) -> dict[str, int]:
        """How many records lie at each place that somebody was at."""
        return self.state.counts()

    def known_ids(self) -> dict[str, str]:
        """For each name of a path parameter that means one thing: the first one that there is."""
        named = Counter(each.parameter for each in self.plan.collections)
        found: dict[str, str] = {}
        for each in sorted(self.plan.collections, key=lambda each: each.path.count("/")):
            if each.parameter is not None and named[each.parameter] == 1:
                for key in self.state.keys(concrete(each.path, found))[:1]:
                    found[each.parameter] = key
        return found

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
