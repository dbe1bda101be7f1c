"""Who calls, whether they may, and what the path names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clausegen.words.causes import Cause
from clausemock.behaviours import Behaviours
from clausemock.behaviours.causes import Causes
from clausemock.store import Query, Record, Store

from giosg_mock.choices import Choices
from giosg_mock.stub import ApiError, Call, Forbidden, InvalidRequest, NotFound

SCHEMES = frozenset({"token", "bearer"})

IMPLIED = (
    (403, Cause(id="no_subscription", actor="lapsed", when="the subscription has ended")),
    (403, Cause(id="no_access", actor="outsider", when="the caller has no access")),
)
"""For an operation that documents no 403: another organization's data is still not given away."""

MISSING, EMPTIED, ATTRIBUTE = "missing required field", "got `null`", "at `$."
"""How the stub tells what is wrong with a payload; without an attribute, it is no object at all."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The user behind a request, and the resources of its path that were looked up already."""

    user: Record
    found: dict[str, Record] = field(default_factory=dict)


class Access:
    def __init__(self, store: Store, words: Behaviours, choices: Choices) -> None:
        self._store = store
        self._words = words
        self._choices = choices
        self._find: Mapping[str, Callable[[Mapping[str, str]], Record | None]] = {
            "room_id": self._room,
            "tag": self._tag,
            "domain_room_id": self._domain_link,
            "queue_id": self._queue,
            "brand_id": self._brand,
        }
        self._holds: Mapping[str, Callable[[Record, Mapping[str, str]], bool]] = {
            "lapsed": self._is_lapsed,
            "outsider": self._is_outsider,
            "member": lambda user, _: not user["has_settings_permission"],
        }

    def admit(self, call: Call) -> Caller | None:
        """The caller. Raises ApiError for the first documented cause to refuse the request."""
        user = user_of(self._store, call.headers.get("authorization", ""))
        call.actor = caller = Caller(user) if user else None
        refusal = self._refusal(call)
        if refusal is None and user and self._lacks_queue_permission(user, call):
            raise Forbidden("You need the settings permission.")
        if refusal is not None:
            status, cause = refusal
            self._excuse(call)
            if cause.actor == "outsider" and self._words.get(Causes).documents(call.operation, 404):
                status = self._choices.foreign_organization
            raise ApiError(_sentence(cause), cause=cause.id, status=status)
        return caller

    def _refusal(self, call: Call) -> tuple[int, Cause] | None:
        causes = self._words.get(Causes)
        if (first := causes.first(call.operation, lambda cause: self._is(cause, call))) is not None:
            return first
        implied = () if causes.documents(call.operation, 403) else IMPLIED
        return next((each for each in implied if self._is(each[1], call)), None)

    def complain(self, call: Call, problem: InvalidRequest) -> None:
        """Raises ApiError for a value that is not as documented, unless it can be ignored."""
        if problem.location == "query" and self._choices.unknown_queries == "ignored":
            return
        is_cause = MISSING in problem.message or ATTRIBUTE not in problem.message
        if is_cause or (call.method == "PATCH" and EMPTIED in problem.message):
            self._excuse(call)
        raise problem

    def _excuse(self, call: Call) -> None:
        """Answers an example in place of a refusal if the behaviour `causes` is switched off."""
        success = self._words.get(Causes).excuse(call.operation)
        if success is not None:
            answer = ApiError(status=success.status)
            answer.body = success.body
            raise answer

    def found(self, call: Call, parameter: str) -> Record:
        """The resource that a path parameter names. Raises NotFound."""
        known = call.actor.found
        if parameter not in known:
            record = self._find[parameter](call.path_values)
            if record is None:
                raise NotFound("There is nothing here.", cause=f"unknown_{parameter}")
            known[parameter] = record
        found: Record = known[parameter]
        return found

    def _is(self, cause: Cause, call: Call) -> bool:
        """Whether the situation of a cause is the present one."""
        if call.actor is None:
            return cause.actor == "anonymous"
        if cause.actor is not None:
            holds = self._holds.get(cause.actor)
            return holds is not None and holds(call.actor.user, call.path_values)
        assert cause.unknown is not None
        try:
            self.found(call, cause.unknown)
        except NotFound:
            return True
        return False

    def _is_lapsed(self, user: Record, _: Mapping[str, str]) -> bool:
        organization = self._store.get("organization", user["organization_id"])
        return organization is None or not organization["is_subscribed"]

    def _is_outsider(self, user: Record, path: Mapping[str, str]) -> bool:
        """Another organization; for a user's own data also a colleague without permission."""
        home = user["organization_id"]
        if path.get("organization_id", home) != home:
            return True
        if path.get("user_id", user["id"]) == user["id"]:
            return False
        asked = self._store.get("user", path["user_id"])
        is_colleague = asked is not None and asked["organization_id"] == home
        return not (is_colleague and user["has_settings_permission"])

    def permitted(self, user_id: str) -> Query:
        """The rooms that a user has an explicit permission to."""
        query = Query("permitted_room").having(user_id=user_id)
        return query if self._choices.deleted_rooms_permitted else query.having(is_deleted=False)

    def _lacks_queue_permission(self, user: Record, call: Call) -> bool:
        is_queue = call.operation in {"listRoomQueues", "retrieveRoomQueue"}
        is_guarded = is_queue and self._choices.queues_need_settings
        return is_guarded and not user["has_settings_permission"]

    def _room(self, path: Mapping[str, str]) -> Record | None:
        if "organization_id" in path:
            ids = {"id": path["room_id"], "viewer_id": path["organization_id"]}
            return self._store.first(Query("visible_room").having(**ids))
        return self._store.first(self.permitted(path["user_id"]).having(id=path["room_id"]))

    def _tag(self, path: Mapping[str, str]) -> Record | None:
        return next(iter(self.tags(path["room_id"], path["tag"])), None)

    def tags(self, room_id: str, name: str) -> list[Record]:
        """The tags of a room with this name: one at most, as long as names are unique."""
        query = Query("tag").having(room_id=room_id)
        if not self._choices.tags_ignore_case:
            return self._store.select(query.having(name=name))
        same = name.casefold()
        return [each for each in self._store.select(query) if each["name"].casefold() == same]

    def _domain_link(self, path: Mapping[str, str]) -> Record | None:
        ids = {"room_id": path["room_id"], "domain_room_id": path["domain_room_id"]}
        return self._store.first(Query("domain_link").having(**ids))

    def _queue(self, path: Mapping[str, str]) -> Record | None:
        query = Query("queue").having(room_id=path["room_id"], id=path["queue_id"])
        return self._store.first(query)

    def _brand(self, path: Mapping[str, str]) -> Record | None:
        ids = {"organization_id": path["organization_id"], "id": path["brand_id"]}
        return self._store.first(Query("brand").having(**ids))


def user_of(store: Store, authorization: str) -> Record | None:
    """Whose token an Authorization header carries."""
    scheme, _, text = authorization.partition(" ")
    token = store.get("token", text.strip()) if scheme.lower() in SCHEMES else None
    return store.get("user", token["user_id"]) if token else None


def _sentence(cause: Cause) -> str:
    return f"{cause.when[0].upper()}{cause.when[1:]}."
