"""What operations do to records: list, make, show, replace, change and take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from clausegen.model import UNSET, Api
from clausegen.words.deletion import Deletion

from clausemock.behaviours import acting, showing, writing
from clausemock.behaviours.hooks import Refused
from clausemock.derived.answers import Answer, Answers
from clausemock.derived.call import Call
from clausemock.derived.lists import envelope, link_header, page_of
from clausemock.derived.patches import patched
from clausemock.derived.places import Missing, Places, concrete
from clausemock.derived.plan import PLACEHOLDER, Collection, Plan, Task, trimmed
from clausemock.derived.records import Records
from clausemock.derived.state import Record, State, Wanted
from clausemock.derived.taking import Taken, Taking
from clausemock.derived.wants import Wants

TAKEN = (409, 422, 400)
MOST_TRIED = 1000
"""Keys for something new, of which the document may allow few and a seed may hold some."""


class _Write(msgspec.Struct, frozen=True):
    """A record as it was, None for a new one, and as it shall be."""

    place: str
    key: str
    before: Record | None
    after: Record
    through: str | None = None


class Acts:
    """Carries calls out."""

    def __init__(
        self, api: Api, plan: Plan, state: State, records: Records, places: Places
    ) -> None:
        self._plan = plan
        self._state = state
        self._records = records
        self._facts = records.facts
        self._places = places
        self.answers = Answers(api, plan, records.values)
        self._taking = Taking(api, records.facts, records.values)
        self._on_act = acting(api)
        self._on_write = writing(api)
        self._on_show = showing(api)
        self._around: dict[str, Any] = {}
        self._wants: dict[str, Wants] = {}
        self._of_role: Mapping[str, Callable[[Task, Collection, Call], Answer]] = {
            "list": self._list,
            "create": self._create,
            "read": self._show,
            "replace": self._replace,
            "update": self._update,
            "delete": self._delete,
        }

    def act(self, task: Task, call: Call) -> Answer:
        """Raises Refused."""
        self._places.reach(call)
        if task.collection is not None and task.role != "sample":
            return self._of_role[task.role](task, task.collection, call)
        acted = self._acted(task, call) if self._on_act else None
        if acted is not None:
            return acted
        sent = call.body if isinstance(call.body, dict) else {}
        return self.answers.sample(task, call.path, call.headers.get("accept", ""), sent)

    def _acted(self, task: Task, call: Call) -> Answer | None:
        """Of an operation below an item that changes it; None where no word knows of one."""
        collection = self._places.item(trimmed(call.operation.path).rpartition("/")[0])
        if collection is None:
            return None
        task = msgspec.structs.replace(
            task, collection=collection, resource=task.resource or collection.resource
        )
        place, key, record = self._places.found(collection, call)
        changes = dict[str, Any]()
        for each in self._on_act:
            changes |= each.acts(task.resource, record, call)
        if not changes:
            return None
        changed = self._records.changed(collection, record, changes)
        return self._put(task, call, _Write(place, key, record, changed))

    def _list(self, task: Task, collection: Collection, call: Call) -> Answer:
        place = concrete(collection.path, call.values)
        self._places.settle(collection, place, call.values)
        through = concrete(task.through, call.values) if task.through is not None else None
        wants = self._wants.get(task.operation.id)
        if wants is None:
            wants = self._wants[task.operation.id] = Wants(self._facts, task)
        wanted = wants.wanted(call, Wanted(place=place, through=through))
        page = page_of(self._facts, self._state, task, call, wanted)
        items = [
            self._records.shown(task.answer.record, self._seen(task, each, call), place)
            for each in page.records
        ]
        body = envelope(self._facts, task, call, page, self._envelope(task), items)
        return self.answers.good(task, body, link_header(self._facts, call, page))

    def _envelope(self, task: Task) -> Any:
        """What stands around the items of a list, beside totals and links."""
        schema = task.answer.schema
        if schema is None or task.answer.slot is None:
            return None
        if schema.pointer not in self._around:
            self._around[schema.pointer] = self._records.values.record(schema, "around")
        return self._around[schema.pointer]

    def _create(self, task: Task, collection: Collection, call: Call) -> Answer:
        place = concrete(collection.path, call.values)
        self._places.settle(collection, place, call.values)
        taken = self._taking.taken(collection, call)
        chosen = self._records.chosen_key(collection, taken)
        if chosen is not None and self._state.get(place, chosen) is not None:
            raise Refused(TAKEN, f"There is a {chosen} already.")
        first = self._state.next_number(place)
        through = concrete(task.through, call.values) if task.through is not None else None
        for number in range(first, first + MOST_TRIED):
            key, record = self._records.born(collection, place, number, taken, call.values)
            if self._state.get(place, key) is None:
                return self._put(task, call, _Write(place, key, None, record, through))
        raise Refused(TAKEN, "Every key that the document allows is taken.")

    def _show(self, task: Task, collection: Collection, call: Call) -> Answer:
        place, _, record = self._places.found(collection, call)
        return self._showing(task, call, record, place)

    def _replace(self, task: Task, collection: Collection, call: Call) -> Answer:
        taken = self._taking.taken(collection, call)
        try:
            place, key, record = self._places.found(collection, call)
        except Missing:
            if not self._makes_by_put(task, call):
                raise
            place = concrete(collection.path, call.values)
            key = call.values[collection.parameter or ""]
            number = self._state.next_number(place)
            named = {collection.key: key} if collection.key else {}
            taken = Taken({**taken.values, **named}, taken.schema)
            _, record = self._records.born(collection, place, number, taken, call.values)
        changed = self._records.replaced(collection, record, taken)
        return self._put(task, call, _Write(place, key, record, changed))

    def _update(self, task: Task, collection: Collection, call: Call) -> Answer:
        place, key, record = self._places.found(collection, call)
        is_patch = isinstance(call.body, list)
        taking = self._taking
        sent = patched(call.body) if is_patch else taking.taken(collection, call, record).values
        changed = self._records.changed(collection, record, sent)
        return self._put(task, call, _Write(place, key, record, changed))

    def _delete(self, task: Task, collection: Collection, call: Call) -> Answer:
        place, key, record = self._places.found(collection, call)
        word = call.operation.words.get(Deletion)
        if word is not None and word.flag is not None:
            self._state.put(place, key, {**record, word.flag: True})
        else:
            self._state.remove(place, key)
        return self._showing(task, call, record, place)

    def _put(self, task: Task, call: Call, write: _Write) -> Answer:
        """Writes, when the words have had their say. Raises Refused."""

        def neighbours(name: str, value: Any, *, everywhere: bool = False) -> list[Record]:
            home = task.collection
            where = home.path if everywhere and home is not None else write.place
            like = PLACEHOLDER.sub("*", where) if everywhere else None
            wanted = Wanted(place=write.place, like=like, equal=(((name,), value),))
            return self._state.select(wanted, limit=2)

        call.neighbours = neighbours
        for each in self._on_write:
            each.write(task.resource, write.before, write.after, call)
        if write.before is None:
            self._state.add(write.place, write.key, write.after, write.through)
        else:
            self._state.put(write.place, write.key, write.after)
        where = f"{write.place}/{quote(write.key, safe='')}" if task.role == "create" else None
        return self._showing(task, call, write.after, write.place, where)

    def _showing(
        self, task: Task, call: Call, record: Record, place: str, location: str | None = None
    ) -> Answer:
        headers = {"location": location} if location is not None else {}
        for each in self._places.heeding:
            headers |= each.tells(record)
        if task.answer.schema is None:
            return self.answers.good(task, UNSET, headers)
        body = self._records.body(task.answer, self._seen(task, record, call), place)
        return self.answers.good(task, body, headers)

    def _seen(self, task: Task, record: Record, call: Call) -> Record:
        """The record as the words let the caller see it."""
        shown = dict(record)
        for each in self._on_show:
            each.show(task.resource, shown, call)
        return shown

    def _makes_by_put(self, task: Task, call: Call) -> bool:
        """PUT makes what is not there where it answers 201, or where nothing else makes any."""
        statuses = {each.status for each in call.operation.responses}
        is_made = any(
            each.role == "create" and each.collection == task.collection
            for each in self._plan.tasks
        )
        named = task.collection is not None and task.collection.parameter is not None
        return named and ("201" in statuses or not is_made)
