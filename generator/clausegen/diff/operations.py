"""Operations, parameters, bodies and answers of two documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clausegen.diff.change import Broken, Change, Kind
from clausegen.diff.schemas import Comparison, Delta, Effect, Pair
from clausegen.model import Api, Content, Operation, Parameter, Response, Schema

Breaks = dict[Effect, Broken]
_SENT: Breaks = {
    "narrower": "clients", "wider": "servers", "other": "clients", "none": "nobody",
}  # fmt: skip
_ANSWERED: Breaks = {
    "narrower": "servers", "wider": "clients", "other": "clients", "none": "nobody",
}  # fmt: skip


def operation_changes(old: Api, new: Api) -> Iterator[Change]:
    yield from _Operations(old, new).changes()


class _Operations:
    def __init__(self, old: Api, new: Api) -> None:
        self._old = old
        self._new = new
        self._schemas = Comparison(old, new)

    def changes(self) -> Iterator[Change]:
        before = {(each.verb, _path(each)): each for each in self._old.operations}
        after = {(each.verb, _path(each)): each for each in self._new.operations}
        for key, each in before.items():
            if key not in after:
                yield self._change(each.id, "removed", "clients", f"{each.label} is gone.")
        for key, each in after.items():
            if key in before:
                yield from self._operation(before[key], each)
            else:
                text = f"{each.label} is new."
                yield self._change(each.id, "added", "servers", text, each.pointer)

    def _operation(self, old: Operation, new: Operation) -> Iterator[Change]:
        if old.id != new.id and old.has_own_id and new.has_own_id:
            text = f"{new.label} is called {new.id} instead of {old.id}: generated clients change."
            yield self._change(new.id, "changed", "clients", text, new.pointer)
        if old.deprecated != new.deprecated:
            now = "deprecated now" if new.deprecated else "no longer deprecated"
            yield self._change(
                f"{new.id}.deprecated", "changed", "nobody", f"{new.id} is {now}.", new.pointer
            )
        yield from self._security(old, new)
        yield from self._parameters(old, new)
        yield from self._body(old, new)
        yield from self._responses(old, new)

    def _security(self, old: Operation, new: Operation) -> Iterator[Change]:
        before, after = old.security or ((),), new.security or ((),)
        gone = [each for each in before if each not in after]
        added = [each for each in after if each not in before]
        for ways, breaks, text in (
            (gone, "clients", "no longer accepts"), (added, "servers", "also accepts"),
        ):  # fmt: skip
            for way in ways:
                names = " with ".join(name for name, _ in way) or "callers without credentials"
                yield self._change(
                    f"{new.id}.security", "changed", breaks, f"{new.id} {text} {names}.",  # type: ignore[arg-type]
                    new.pointer,
                )  # fmt: skip

    def _parameters(self, old: Operation, new: Operation) -> Iterator[Change]:
        before = {(each.location, _name(each)): each for each in _free(old)}
        after = {(each.location, _name(each)): each for each in _free(new)}
        for (place, name), each in before.items():
            if (place, name) not in after:
                text = f"{new.id} no longer takes the {place} parameter {each.name}."
                yield self._change(
                    f"{new.id}.{place}.{each.name}", "removed", "clients", text, new.pointer
                )
        for key, each in after.items():
            here = f"{new.id}.{each.location}.{each.name}"
            known = before.get(key)
            if known is None:
                kind = "required" if each.required else "optional"
                text = f"{new.id} takes a new {kind} {each.location} parameter {each.name}."
                breaks: Broken = "clients" if each.required else "servers"
                yield self._change(here, "added", breaks, text, each.pointer)
                continue
            if known.required != each.required:
                now = "required" if each.required else "optional"
                breaks = "clients" if each.required else "servers"
                text = f"The {each.location} parameter {each.name} of {new.id} is {now} now."
                yield self._change(f"{here}.required", "changed", breaks, text, each.pointer)
            yield from self._values(here, known.schema, each.schema, _SENT, sent=True)
        yield from self._path_values(old, new)

    def _path_values(self, old: Operation, new: Operation) -> Iterator[Change]:
        pairs = zip(old.parameters_in("path"), new.parameters_in("path"), strict=False)
        for before, after in pairs:
            here = f"{new.id}.path.{after.name}"
            yield from self._values(here, before.schema, after.schema, _SENT, sent=True)

    def _body(self, old: Operation, new: Operation) -> Iterator[Change]:
        here = f"{new.id}.body"
        if old.body is None or new.body is None:
            if new.body is not None:
                breaks: Broken = "clients" if new.body.required else "servers"
                yield self._change(
                    here, "added", breaks, f"{new.id} takes a body now.", new.pointer
                )
            elif old.body is not None:
                yield self._change(
                    here, "removed", "clients", f"{new.id} takes no body now.", new.pointer
                )
            return
        if old.body.required != new.body.required:
            now = "required" if new.body.required else "optional"
            breaks = "clients" if new.body.required else "servers"
            yield self._change(
                f"{here}.required",
                "changed",
                breaks,
                f"The body of {new.id} is {now} now.",
                new.body.pointer,
            )
        yield from self._contents(new.id, here, old.body.contents, new.body.contents, _SENT)

    def _responses(self, old: Operation, new: Operation) -> Iterator[Change]:
        before = {each.status: each for each in old.responses}
        after = {each.status: each for each in new.responses}
        for status, each in before.items():
            if status not in after:
                breaks: Broken = "clients" if each.is_success else "servers"
                text = f"{new.id} no longer answers {status}."
                yield self._change(f"{new.id}.{status}", "removed", breaks, text, new.pointer)
        for status, each in after.items():
            if status in before:
                yield from self._response(new, before[status], each)
            else:
                text = f"{new.id} answers {status}: {each.description.strip()}"
                added: Broken = "clients" if each.is_success else "nobody"
                yield self._change(f"{new.id}.{status}", "added", added, text, each.pointer)

    def _response(self, operation: Operation, old: Response, new: Response) -> Iterator[Change]:
        here = f"{operation.id}.{new.status}"
        before = {each.name.lower(): each for each in old.headers}
        after = {each.name.lower(): each for each in new.headers}
        for name, header in before.items():
            if name not in after:
                text = f"The answer {here} no longer has the header {header.name}."
                yield self._change(f"{here}.{header.name}", "removed", "clients", text, new.pointer)
        for name, header in after.items():
            if name not in before:
                text = f"The answer {here} has a new header {header.name}."
                breaks: Broken = "servers" if header.required else "nobody"
                yield self._change(f"{here}.{header.name}", "added", breaks, text, header.pointer)
        yield from self._contents(operation.id, here, old.contents, new.contents, _ANSWERED)

    def _contents(
        self,
        operation: str,
        here: str,
        old: Sequence[Content],
        new: Sequence[Content],
        breaks: Breaks,
    ) -> Iterator[Change]:
        before = {each.media_type: each for each in old}
        after = {each.media_type: each for each in new}
        sent = breaks is _SENT
        for name in before.keys() - after.keys():
            text = f"{operation} no longer {'takes' if sent else 'answers'} {name}."
            yield self._change(f"{here}.{name}", "removed", "clients", text)
        for name, each in after.items():
            if name in before:
                yield from self._values(here, before[name].schema, each.schema, breaks, sent=sent)
            else:
                text = f"{operation} also {'takes' if sent else 'answers'} {name}."
                yield self._change(f"{here}.{name}", "added", "servers", text, each.pointer)

    def _values(
        self,
        here: str,
        old: Schema | None,
        new: Schema | None,
        breaks: Breaks,
        *,
        sent: bool,
    ) -> Iterator[Change]:
        if old is None or new is None:
            return
        for each in self._schemas.deltas(Pair(here, old, new), sent=sent):
            yield self._of(each, breaks)

    def _of(self, delta: Delta, breaks: Breaks) -> Change:
        gone = delta.aspect in {"removed", "added"}
        kind: Kind = delta.aspect if gone else "changed"  # type: ignore[assignment]
        name = delta.place if gone else f"{delta.place}.{delta.aspect}"
        quiet = delta.aspect == "default" and breaks is _ANSWERED
        return self._change(
            name, kind, "nobody" if quiet else breaks[delta.effect], delta.text, delta.pointer,
            before=delta.before, after=delta.after,
        )  # fmt: skip

    def _change(
        self, id_: str, kind: Kind, breaks: Broken, sentence: str, pointer: str = "", **texts: Any
    ) -> Change:
        where = str(self._new.place(pointer)) if pointer else ""
        return Change(id=id_, kind=kind, breaks=breaks, sentence=sentence, where=where, **texts)


def _path(operation: Operation) -> str:
    """The names of path parameters are the document's own affair."""
    path = operation.path
    for each in operation.parameters_in("path"):
        path = path.replace(f"{{{each.name}}}", "{}")
    return path


def _free(operation: Operation) -> tuple[Parameter, ...]:
    return tuple(each for each in operation.parameters if each.location != "path")


def _name(parameter: Parameter) -> str:
    return parameter.name.lower() if parameter.location == "header" else parameter.name
