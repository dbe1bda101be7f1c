"""The mock of a document: each request is read, held against the document, and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from clausegen.model import UNSET, Api, Response, Schema
from clausegen.model.relations import named
from clausegen.words.actors import actors_of
from clausegen.words.causes import Cause, Causes
from clausegen.words.deletion import Deletion

from clausemock.behaviours import acting, admitting, heeding, repeating, showing, writing
from clausemock.behaviours.hooks import Refused
from clausemock.derived.actors import USUAL, Actors
from clausemock.derived.answers import Answer, Answers
from clausemock.derived.call import Call, Fault, read_arguments, read_body
from clausemock.derived.facts import Facts
from clausemock.derived.lists import concrete, envelope, link_header, page_of
from clausemock.derived.plan import PLACEHOLDER, Collection, Plan, Task, plan, trimmed
from clausemock.derived.records import Records
from clausemock.derived.repeated import once
from clausemock.derived.shape import payload_shape, success
from clausemock.derived.state import Record, State, Wanted
from clausemock.derived.values import Values

FIRST = 3
"""Records that a collection holds before anybody comes."""
REFUSALS = ("401", "402", "403", "404")
GONE = (404, 410, 400)
WRONG = (400, 422)
TAKEN = (409, 422, 400)


class _Missing(Refused):
    """Nothing is where the path leads."""


class Service:
    """Answers calls to the operations of one document."""

    def __init__(self, api: Api, state: State, *, seed: int = 0) -> None:
        self.api = api
        self.state = state
        self.plan: Plan = plan(api)
        self.actors = Actors(_actor_names(api), api)
        self.facts = Facts(api)
        self._on_call = admitting(api)
        self._on_repeat = repeating(api)
        self._on_found = heeding(api)
        self._on_act = acting(api)
        self._on_write = writing(api)
        self._on_show = showing(api)
        self._values = Values(api, self.facts)
        self._records = Records(api, self._values, self.facts, seed)
        self._around: dict[str, Any] = {}
        self.answers = Answers(api, self._values)
        self._items = {f"{each.path}/{{{each.parameter}}}": each for each in self.plan.collections}

    def answer(self, task: Task, call: Call) -> Answer:
        """The whole way of a request. Raises nothing that a client could cause."""
        try:
            self._admit(call)
            self._understand(call)
            if call.method in {"GET", "HEAD"}:
                return self._act(task, call)
            with self.state.transaction():
                return once(self.state, self._on_repeat, call, lambda: self._act(task, call))
        except Refused as refused:
            return self.answers.refusal(call.operation, refused.statuses, str(refused))

    def _admit(self, call: Call) -> None:
        call.actor = self.actors.caller(call)
        if call.actor is None and not self.actors.is_open(call.operation):
            raise Refused((401, 403), "Credentials are missing, or nobody knows them.")
        for each in self._on_call:
            each.admit(call)
        for response in call.operation.responses:
            for cause in _causes(response):
                is_meant = cause.actor is not None and cause.actor == call.actor
                if is_meant and cause.ids == "owner" and response.status in REFUSALS:
                    raise Refused((int(response.status),), f"Refused: {cause.when}.")

    def _understand(self, call: Call) -> None:
        faults = read_arguments(self.api, call)
        for each in faults:
            statuses = (*WRONG, 404) if each.where == "path" else WRONG
            raise Refused(_fitting(call, statuses), str(each))
        found = read_body(self.api, call)
        if found is None:
            raise Refused((415, *WRONG), "This media type is not taken.")
        _refuse(call, found)

    def _act(self, task: Task, call: Call) -> Answer:
        if task.role == "sample" or task.collection is None:
            self._reach(call)
            if (acted := self._acted(task, call)) is not None:
                return acted
            status, response = success(call.operation)
            accept = call.headers.get("accept", "")
            sent = call.body if isinstance(call.body, dict) else {}
            return self.answers.sample(status, response, call.path, accept, sent)
        acts: Mapping[str, Callable[[Task, Collection, Call], Answer]] = {
            "list": self._list,
            "create": self._create,
            "read": self._show,
            "replace": self._replace,
            "update": self._update,
            "delete": self._delete,
        }
        return acts[task.role](task, task.collection, call)

    # What operations do

    def _acted(self, task: Task, call: Call) -> Answer | None:
        """Of an operation below an item that changes it; None where no word knows of one."""
        collection = self._items.get(trimmed(call.operation.path).rpartition("/")[0])
        if collection is None or not self._on_act:
            return None
        task = msgspec.structs.replace(task, collection=collection)
        place, key, record = self._found(collection, call)
        resource, changes = self._resource(task), dict[str, Any]()
        for each in self._on_act:
            changes |= each.acts(resource, record, call)
        if not changes:
            return None
        changed = self._records.changed(collection, record, changes)
        self._settled(task, place, record, changed, call)
        self.state.put(place, key, changed)
        return self._showing(task, call, changed, place)

    def _list(self, task: Task, collection: Collection, call: Call) -> Answer:
        self._reach(call)
        place = concrete(collection.path, call.values)
        self._settle(collection, place, call.values)
        through = concrete(task.through, call.values) if task.through is not None else None
        wanted = Wanted(place=place, through=through)
        page = page_of(self.facts, self.state, task, call, wanted)
        seen = [self._seen(task, each, call) for each in page.records]
        items = [
            self._records.shown(task.answer.record, each, f"{place}/{index}")
            for index, each in enumerate(seen)
        ]
        status, response = success(call.operation)
        body = envelope(self.facts, task, call, page, self._envelope(task), items)
        headers = link_header(self.facts, call, page)
        return self.answers.good(status, response, body, headers)

    def _envelope(self, task: Task) -> Any:
        """What stands around the items of a list, beside totals and links."""
        schema = task.answer.schema
        if schema is None or task.answer.slot is None:
            return None
        if schema.pointer not in self._around:
            self._around[schema.pointer] = self._values.record(schema, "around")
        return self._around[schema.pointer]

    def _create(self, task: Task, collection: Collection, call: Call) -> Answer:
        self._reach(call)
        place = concrete(collection.path, call.values)
        self._settle(collection, place, call.values)
        sent, payload = self._sent(call)
        chosen = self._records.chosen_key(collection, sent, payload)
        if chosen is not None and self.state.get(place, chosen) is not None:
            raise Refused(_fitting(call, TAKEN), f"There is a {chosen} already.")
        number = self.state.next_number(place)
        key, record = self._records.born(collection, place, number, sent, payload, call.values)
        through = concrete(task.through, call.values) if task.through is not None else None
        self._settled(task, place, None, record, call)
        self.state.put(place, key, record, through)
        return self._showing(task, call, record, place, location=f"{place}/{quote(key, safe='')}")

    def _found(self, collection: Collection, call: Call) -> tuple[str, str, Record]:
        """(place, key, record) of the path. Raises Refused if there is none."""
        place = concrete(collection.path, call.values)
        key = call.values.get(collection.parameter or "", "")
        self._settle(collection, place, call.values)
        record = self.state.get(place, key)
        if record is None and collection.parameter is None:
            key, record = self._records.first(collection, place, 1)
            key = ""
            self.state.put(place, key, record)
        for each in self._on_found if record is not None or call.method == "PUT" else ():
            each.heed(record, call)
        if record is None:
            raise _Missing(_fitting(call, GONE), f"There is no {call.path}.")
        return place, key, record

    def _show(self, task: Task, collection: Collection, call: Call) -> Answer:
        self._reach(call)
        place, _, record = self._found(collection, call)
        return self._showing(task, call, record, place)

    def _replace(self, task: Task, collection: Collection, call: Call) -> Answer:
        self._reach(call)
        sent, payload = self._sent(call)
        try:
            place, key, record = self._found(collection, call)
        except _Missing:
            if not self._makes_by_put(task, call):
                raise
            place = concrete(collection.path, call.values)
            key = call.values[collection.parameter or ""]
            number = self.state.next_number(place)
            sent = {**sent, **({collection.key: key} if collection.key else {})}
            _, record = self._records.born(collection, place, number, sent, payload, call.values)
        changed = self._records.replaced(collection, record, sent, payload)
        self._settled(task, place, record, changed, call)
        self.state.put(place, key, changed)
        return self._showing(task, call, changed, place)

    def _update(self, task: Task, collection: Collection, call: Call) -> Answer:
        self._reach(call)
        place, key, record = self._found(collection, call)
        if isinstance(call.body, list):
            sent = _patched(call.body)
        else:
            sent, _ = self._sent(call)
        changed = self._records.changed(collection, record, sent)
        self._settled(task, place, record, changed, call)
        self.state.put(place, key, changed)
        return self._showing(task, call, changed, place)

    def _delete(self, task: Task, collection: Collection, call: Call) -> Answer:
        self._reach(call)
        place, key, record = self._found(collection, call)
        word = call.operation.words.get(Deletion)
        if word is not None and word.flag is not None:
            self.state.put(place, key, {**record, word.flag: True})
        else:
            self.state.remove(place, key)
        return self._showing(task, call, record, place)

    # What they share

    def _showing(
        self, task: Task, call: Call, record: Record, place: str, location: str | None = None
    ) -> Answer:
        status, response = success(call.operation)
        headers = {"location": location} if location is not None else {}
        for each in self._on_found:
            headers |= each.tells(record)
        record = self._seen(task, record, call)
        if task.answer.schema is None:
            return self.answers.good(status, response, UNSET, headers)
        body = (
            [self._records.shown(task.answer.record, record, place)]
            if task.answer.is_list
            else self._records.body(task.answer, record, place)
        )
        return self.answers.good(status, response, body, headers)

    def _settled(
        self, task: Task, place: str, before: Record | None, after: Record, call: Call
    ) -> None:
        """The words have their say in what is written. Raises Refused."""

        def neighbours(name: str, value: Any, *, everywhere: bool = False) -> list[Record]:
            where = task.collection.path if everywhere and task.collection is not None else place
            like = PLACEHOLDER.sub("*", where) if everywhere else None
            wanted = Wanted(place=place, like=like, equal=((name, value),))
            return self.state.select(wanted, limit=2)

        call.neighbours = neighbours
        for each in self._on_write:
            each.write(self._resource(task), before, after, call)

    def _seen(self, task: Task, record: Record, call: Call) -> Record:
        """The record as the words let the caller see it."""
        shown = dict(record)
        for each in self._on_show:
            each.show(self._resource(task), shown, call)
        return shown

    def _resource(self, task: Task) -> str | None:
        schema = task.answer.record or (task.collection.schema if task.collection else None)
        return named(self.api, schema) if schema is not None else None

    def _sent(self, call: Call) -> tuple[Record, Schema | None]:
        """What the payload sets, and the schema that says what it may set."""
        if call.shape is None or not isinstance(call.body, dict):
            return {}, None
        shape = payload_shape(self.api, call.shape)
        inner = shape.inside(call.body)
        sent = inner if isinstance(inner, dict) else {}
        fixed = {each.name for each in self.facts.attributes(shape.record) if each.is_fixed}
        return {name: value for name, value in sent.items() if name not in fixed}, shape.record

    def _makes_by_put(self, task: Task, call: Call) -> bool:
        """PUT makes what is not there where it answers 201, or where nothing else makes any."""
        statuses = {each.status for each in call.operation.responses}
        is_made = any(
            each.role == "create" and each.collection == task.collection for each in self.plan.tasks
        )
        named = task.collection is not None and task.collection.parameter is not None
        return named and ("201" in statuses or not is_made)

    def _reach(self, call: Call) -> None:
        """Everything that the path names above its end is there. Raises Refused."""
        template = call.operation.path.rstrip("/")
        steps = template.split("/")
        for end in range(2, len(steps)):
            above = "/".join(steps[:end])
            collection = self._items.get(above)
            if collection is None or collection.parameter is None:
                continue
            place = concrete(collection.path, call.values)
            self._settle(collection, place, call.values)
            if self.state.get(place, call.values[collection.parameter]) is None:
                raise Refused(_fitting(call, GONE), f"There is no {concrete(above, call.values)}.")

    def _settle(self, collection: Collection, place: str, values: Mapping[str, str]) -> None:
        """The first visit to a place finds records there, unless a client made what is above."""
        if collection.parameter is None or not self.state.visit(place):
            return
        if PLACEHOLDER.search(collection.path) and collection.is_grown:
            return
        for number in range(1, FIRST + 1):
            key, record = self._records.first(collection, place, number)
            for name, value in values.items():
                if name in record and name != collection.key:
                    like = record[name]
                    record[name] = (
                        int(value) if isinstance(like, int) and value.isdigit() else value
                    )
            self.state.put(place, key, record)


def _actor_names(api: Api) -> tuple[str, ...]:
    """Those of whom the document speaks, the one who may do everything first."""
    named = {
        cause.actor: None
        for operation in api.operations
        for response in operation.responses
        for cause in _causes(response)
        if cause.actor not in {None, "anonymous"}
    }
    named |= dict.fromkeys(each.name for each in actors_of(api))
    return (USUAL, *(name for name in named if name is not None and name != USUAL))


def _causes(response: Response) -> tuple[Cause, ...]:
    said = response.words.get(Causes)
    return said.causes if said is not None else ()


def _fitting(call: Call, statuses: tuple[int, ...]) -> tuple[int, ...]:
    """The statuses with a listed one first."""
    listed = {each.status for each in call.operation.responses}
    return tuple(sorted(statuses, key=lambda each: str(each) not in listed))


def _refuse(call: Call, faults: list[Fault]) -> None:
    if faults:
        raise Refused(_fitting(call, WRONG), "; ".join(map(str, faults[:3])))


def _patched(changes: list[Any]) -> Record:
    """The attributes that a JSON Patch sets; only whole attributes can be."""
    sent: Record = {}
    for each in changes:
        pointer = each.get("path", "") if isinstance(each, dict) else ""
        name = pointer.removeprefix("/").replace("~1", "/").replace("~0", "~")
        if not name or "/" in pointer[1:]:
            raise Refused(WRONG, f"{pointer or 'a change'} is no attribute.")
        if each.get("op") in {"add", "replace"}:
            sent[name] = each.get("value")
        elif each.get("op") == "remove":
            sent[name] = None
    return sent
