"""states: which value of an attribute may follow which, and by what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

import msgspec

from clausegen.model import relations
from clausegen.words import naming
from clausegen.words.attribute import AttributeClause
from clausegen.words.english import joined
from clausegen.words.places import AtAttribute
from clausegen.words.word import CHOSEN, Names, Says, Section, Unresolved, Word


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """From one state to the next."""

    to: str
    by: str | None = None
    """The operation that does it; None: whoever writes the attribute."""

    def __str__(self) -> str:
        return f"{self.to} ({self.by})" if self.by is not None else self.to


class State(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    moves: tuple[Move, ...]
    """Empty for a final state."""


class States(msgspec.Struct, frozen=True):
    """On an attribute that says how far a resource has come."""

    states: tuple[State, ...]

    def of(self, name: object) -> State | None:
        return next((each for each in self.states if each.name == name), None)

    def after(self, name: object) -> frozenset[str]:
        """Every state that can follow, sooner or later."""
        found: set[str] = set()
        ahead = [name]
        while ahead:
            state = self.of(ahead.pop())
            new = {each.to for each in state.moves} - found if state is not None else set()
            found |= new
            ahead += new
        return frozenset(found)

    @property
    def actions(self) -> tuple[str, ...]:
        """The operations that the word names."""
        named = (move.by for state in self.states for move in state.moves if move.by)
        return tuple(dict.fromkeys(named))


class StatesClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "states"
    states: States
    state: State

    @property
    def undecidable(self) -> str | None:
        writers = relations.writers(self.api, self.resource)
        if not any(each.method == "post" for each in writers):
            return f"nothing creates a {self.resource}"
        if not self.states.actions and all(each.method == "post" for each in self.writers()):
            return f"no operation could change {self.attribute}"
        return self.unseen()


def clauses(at: AtAttribute) -> Iterator[StatesClause]:
    word = at.attribute.schema.words.get(States)
    about = at.about("states")
    if word is None:
        return
    for state in word.states:
        told = joined([str(each) for each in state.moves], "or")
        after = f"is followed by {told}, and by nothing else" if told else "is final"
        yield StatesClause(
            **about | {"id": f"{about['id']}.{re.sub(r'[^A-Za-z0-9_]', '_', state.name)}"},
            sentence=f"{at.name} {state.name} {after}.",
            states=word,
            state=state,
        )


def unresolved(at: AtAttribute) -> Iterator[Unresolved]:
    word = at.attribute.schema.words.get(States)
    if word is None:
        return
    listed = at.attribute.schema.enum
    for state in word.states:
        pointer = f"{at.pointer('states')}/{state.name}"
        if listed is not None and state.name not in listed:
            yield Unresolved(f"{state.name} is no value of {at.name}", pointer)
        for index, move in enumerate(state.moves):
            if word.of(move.to) is None:
                hint = "Every state has an entry of its own; that of a final one is []."
                yield Unresolved(f"there is no state {move.to}", f"{pointer}/{index}", hint)
            if move.by is not None:
                yield from naming.operation(at.of.api, move.by, f"{pointer}/{index}/by")


def note(word: States) -> Iterator[str]:
    for state in word.states:
        told = joined([f"`{each.to}`" for each in state.moves], "or")
        yield f"`{state.name}` is followed by {told}." if told else f"`{state.name}` is final."


def read(raw: Any) -> Any:
    """A mapping in the document (state -> states, or what leads to them), a tuple here."""
    if not isinstance(raw, dict) or not all(isinstance(each, list) for each in raw.values()):
        return raw
    return [
        {"name": name, "moves": [{"to": each} if isinstance(each, str) else each for each in after]}
        for name, after in raw.items()
    ]


SCHEMA = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "array",
        "uniqueItems": True,
        "items": {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "required": ["to", "by"],
                    "additionalProperties": False,
                    "properties": {"to": {"type": "string"}, "by": CHOSEN},
                },
            ]
        },
    },
}
SECTION = Section(
    summary="which value of an attribute may follow which, and by what.",
    where="an attribute that says how far a resource has come.",
    value=(
        "each value with the list of those that may follow it; `[]` for a final one. `sent` alone "
        "is reached by writing the attribute, `{to: sent, by: sendParcel}` by calling an operation "
        "whose path names the resource. What may follow is accepted; anything else leaves the "
        "value as it is, be it refused or ignored. Writing the value that is there already says "
        "nothing, and the server may go on by itself to what may follow. The first value is the "
        "one that a mock begins with."
    ),
    sentence="Parcel.progress packed is followed by sent, and by nothing else.",
    example="""\
states: {packed: [sent], sent: [delivered, lost], delivered: [], lost: []}
""",
)
WORD = Word(
    name="states",
    rank=97,
    struct=States,
    field="states",
    read=read,
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    names=(Names(AtAttribute, unresolved),),
    note=note,
)
