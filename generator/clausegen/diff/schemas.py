"""Two schemas of one value: what became narrower, wider or just other.

What a client sends narrows for clients and widens for servers; an answer does the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from clausegen.diff.branches import Branch, alone, branches, matched
from clausegen.model import UNSET, Api, Property, Schema, relations
from clausegen.words import english

Effect = Literal["narrower", "wider", "other", "none"]
Choices = tuple[tuple[Branch | None, Branch | None], ...]
DEEPEST = 12
_LEAST = frozenset({"minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties"})
_MOST = frozenset({"maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties"})


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """`place` is the dotted way to the value, such as `Book.name`."""

    place: str
    aspect: str
    effect: Effect
    text: str
    before: str = ""
    after: str = ""
    pointer: str = ""


class Pair(msgspec.Struct, frozen=True):
    """One value in both documents."""

    place: str
    old: Schema
    new: Schema


class Comparison:
    """Compares what named schemas hold once, wherever they are used."""

    def __init__(self, old: Api, new: Api) -> None:
        self._old = old
        self._new = new

    def deltas(self, pair: Pair, *, sent: bool) -> Iterator[Delta]:
        """Of a value and everything inside it; `sent` by clients, or answered."""
        waiting, seen = [(pair, 0)], set[tuple[str, str]]()
        while waiting:
            each, depth = waiting.pop()
            names = relations.named(self._old, each.old), relations.named(self._new, each.new)
            if names[0] and names[0] == names[1]:
                each = Pair(names[0], each.old, each.new)
            key = (names[0] or each.old.pointer, names[1] or each.new.pointer)
            if key in seen or depth > DEEPEST:
                continue
            seen.add(key)
            choices = self._choices(each)
            changed = tuple(_alternatives(each, choices, (self._old, self._new)))
            yield from changed
            # The types that a value may have follow from its alternatives.
            yield from (told for told in self._node(each) if not changed or told.aspect != "type")
            waiting += ((inner, depth + 1) for inner in _kept(each, choices))
            if choices and self._has_none(each):
                continue
            yield from self._attributes(each, sent=sent)
            waiting += ((inner, depth + 1) for inner in self._inside(each))

    def _choices(self, pair: Pair) -> Choices:
        """Of both documents; a value that had no choice is the only alternative it had."""
        old, new = branches(self._old, pair.old), branches(self._new, pair.new)
        if not old and not new:
            return ()
        return tuple(matched(old or alone(self._old, pair.old), new or alone(self._new, pair.new)))

    def _has_none(self, pair: Pair) -> bool:
        """Whether one of the two has attributes in its alternatives only."""
        return not (self._old.attributes(pair.old) and self._new.attributes(pair.new))

    def _node(self, pair: Pair) -> Iterator[Delta]:
        old, new = self._facts(self._old, pair.old), self._facts(self._new, pair.new)
        yield from _types(pair, old, new)
        for name in dict.fromkeys([*old, *new]):
            before, after = old.get(name, UNSET), new.get(name, UNSET)
            if name not in _OWN_RULES and before != after:
                yield _delta(pair, name, _effect(name, before, after), before, after)
        yield from _listed(pair, old.get("enum"), new.get("enum"))

    def _facts(self, api: Api, schema: Schema) -> dict[str, Any]:
        found: dict[str, Any] = {"null": relations.accepts_null(api, schema)}
        for facet in relations.facets(api, schema):
            found |= dict(facet.constraints)
            plain = {"format": facet.format, "enum": facet.enum}
            found |= {key: value for key, value in plain.items() if value is not None}
            unset = {"const": facet.const, "default": facet.default}
            found |= {key: value for key, value in unset.items() if value is not UNSET}
            if facet.additional is False:
                found["additionalProperties"] = False
            found |= {"deprecated": True} if facet.deprecated else {}
        types = relations.json_types(api, schema)
        found["types"] = None if types is None else types - {"null"}
        return found

    def _attributes(self, pair: Pair, *, sent: bool) -> Iterator[Delta]:
        old = {each.name: each for each in self._old.attributes(pair.old)}
        new = {each.name: each for each in self._new.attributes(pair.new)}
        for name, each in old.items():
            if name not in new and not _hidden(each, sent=sent):
                effect: Effect = "narrower" if sent else "wider"
                yield _told(pair, name, "removed", effect, "is gone", each)
        for name, each in new.items():
            if _hidden(each, sent=sent):
                continue
            before = old.get(name)
            if before is None or _hidden(before, sent=sent):
                needed = "required, " if each.required else ""
                may_lack: Effect = "wider" if sent else "none"
                effect = "narrower" if each.required else may_lack
                yield _told(
                    pair, name, "added", effect, f"is new ({needed}{_kind(self._new, each)})", each
                )
            elif before.required != each.required:
                effect = "narrower" if each.required else "wider"
                now = "is required now" if each.required else "is optional now"
                yield _told(pair, name, "required", effect, now, each)
        for name in old.keys() & new.keys():
            if sent and not old[name].schema.read_only and new[name].schema.read_only:
                yield _told(pair, name, "read_only", "narrower", "is read-only now", new[name])

    def _inside(self, pair: Pair) -> Iterator[Pair]:
        old = {each.name: each.schema for each in self._old.attributes(pair.old)}
        for each in self._new.attributes(pair.new):
            if each.name in old:
                yield Pair(f"{pair.place}.{each.name}", old[each.name], each.schema)
        items = [
            next((facet.items for facet in relations.facets(api, schema) if facet.items), None)
            for api, schema in ((self._old, pair.old), (self._new, pair.new))
        ]
        if items[0] is not None and items[1] is not None:
            yield Pair(f"{pair.place}[]", items[0], items[1])


def _alternatives(pair: Pair, choices: Choices, apis: tuple[Api, Api]) -> Iterator[Delta]:
    for old, new in choices:
        gone, come = (old, None) if new is None else (None, new if old is None else None)
        each = gone or come
        if each is None:
            continue
        kind = english.schema(apis[0] if gone else apis[1], each.schema)
        kind += "" if each.label in kind or each.label.isdigit() else f" ({each.label})"
        yield Delta(
            place=f"{pair.place}.oneOf.{each.label}",
            aspect="removed" if gone else "added",
            effect="narrower" if gone else "wider",
            text=f"{pair.place} can {'no longer' if gone else 'also'} be {kind}.",
            pointer=pair.new.pointer if gone else each.schema.pointer,
        )


def _kept(pair: Pair, choices: Choices) -> Iterator[Pair]:
    for old, new in choices:
        if old is not None and new is not None and old.schema is not pair.old:
            yield Pair(f"{pair.place}.oneOf.{new.label}", old.schema, new.schema)


_OWN_RULES = frozenset({"types", "enum"})


def _types(pair: Pair, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Delta]:
    before, after = old["types"], new["types"]
    if before == after:
        return
    effect: Effect = "other"
    if before is None or (after is not None and after < before):
        effect = "narrower"
    elif after is None or after > before:
        effect = "wider"
    texts = (
        english.types(before) if before else "anything",
        english.types(after) if after else "anything",
    )
    yield Delta(
        place=pair.place, aspect="type", effect=effect, before=texts[0], after=texts[1],
        text=f"{pair.place} is {texts[1]} instead of {texts[0]}.", pointer=pair.new.pointer,
    )  # fmt: skip


def _listed(pair: Pair, old: Any, new: Any) -> Iterator[Delta]:
    if old is None or new is None:
        if old is not new:
            yield _delta(pair, "enum", "wider" if new is None else "narrower", old, new)
        return
    for values, effect, verb in (
        ([each for each in new if each not in old], "wider", "can be"),
        ([each for each in old if each not in new], "narrower", "can no longer be"),
    ):
        if values:
            yield Delta(
                place=pair.place, aspect="enum", effect=effect, pointer=pair.new.pointer,  # type: ignore[arg-type]
                text=f"{pair.place} {verb} {english.values(values)}.",
                before=english.values(old), after=english.values(new),
            )  # fmt: skip


def _effect(name: str, before: Any, after: Any) -> Effect:
    if name == "deprecated":
        return "none"
    if name in {"null", "additionalProperties"}:
        return "wider" if after is True or after is UNSET else "narrower"
    if name != "default" and (before is UNSET or after is UNSET):
        return "narrower" if before is UNSET else "wider"
    if name in _LEAST | _MOST:
        return "narrower" if (after > before) is (name in _LEAST) else "wider"
    return "other"


def _delta(pair: Pair, name: str, effect: Effect, before: Any, after: Any) -> Delta:
    texts = tuple(
        "" if each in {UNSET, None} else english.value(each)
        for each in map(_plain, (before, after))
    )
    if name == "null":
        text = f"{pair.place} {'can be' if after is True else 'can no longer be'} null."
    elif name == "deprecated":
        text = f"{pair.place} is {'deprecated now' if after is True else 'no longer deprecated'}."
    elif not texts[0]:
        text = f"{pair.place} has a new limit: {name} {texts[1]}."
    elif not texts[1]:
        text = f"{pair.place} no longer has {name} {texts[0]}."
    else:
        text = f"{pair.place} has {name} {texts[1]} instead of {texts[0]}."
    return Delta(
        place=pair.place, aspect=name, effect=effect, text=text,
        before=texts[0], after=texts[1], pointer=pair.new.pointer,
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """What can be asked whether it is in a set."""
    return (
        value
        if value is UNSET or value is None or isinstance(value, str | int | float)
        else str(value)
    )


def _told(
    pair: Pair, name: str, aspect: str, effect: Effect, text: str, attribute: Property
) -> Delta:
    place = f"{pair.place}.{name}"
    pointer = attribute.schema.pointer if aspect != "removed" else pair.new.pointer
    return Delta(
        place=place, aspect=aspect, effect=effect, text=f"{place} {text}.", pointer=pointer
    )


def _kind(api: Api, attribute: Property) -> str:
    return english.schema(api, attribute.schema)


def _hidden(attribute: Property, *, sent: bool) -> bool:
    return attribute.schema.read_only if sent else attribute.schema.write_only
