"""references: the attribute identifies a resource of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from clausegen.model import Operation, relations
from clausegen.words import english, naming
from clausegen.words.attribute import AttributeClause
from clausegen.words.places import AtAttribute
from clausegen.words.word import CHOSEN, Names, Says, Section, Unresolved, Word


class References(msgspec.Struct, frozen=True, kw_only=True):
    """On an attribute: which resource its value identifies.

    With `operation`, that operation's path parameter `parameter` takes the value.
    Without, the value equals the path parameter `parameter` of the operation that returned it;
    with `of`, what that operation shows as `parameter` of the resource that the path leads to.
    """

    parameter: str
    operation: str | None = None
    having: tuple[str, ...] = ()
    """Attributes that the referenced resource must hold a value for."""
    of: str | None = None


class ReferencesClause(AttributeClause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "references"
    reference: References
    target: Operation | None
    """What finds the resource; None if the value equals a parameter of the path."""
    of: Operation | None = None
    """What shows the value, by the path's values."""

    @property
    def undecidable(self) -> str | None:
        if self.reference.operation is None:
            return self.unseen()
        if self.target is None:
            return f"there is no operation {self.reference.operation}"
        return None if self.writers() else f"no operation sets {self.attribute}"


def clauses(at: AtAttribute) -> Iterator[ReferencesClause]:
    word = at.attribute.schema.words.get(References)
    if word is not None:
        yield ReferencesClause(
            **at.about("references"),
            sentence=_sentence(at.name, word),
            reference=word,
            target=naming.operation_or_none(at.of.api, word.operation),
            of=naming.operation_or_none(at.of.api, word.of),
        )


def _sentence(name: str, word: References) -> str:
    if word.of is not None:
        return f"{name} equals the {word.parameter} of what {word.of} finds for the path."
    if word.operation is None:
        return f"{name} equals the {word.parameter} of the path."
    having = f" and that has a {english.joined(word.having, 'and a')}" if word.having else ""
    return f"{name} identifies something that {word.operation} finds{having}."


def unresolved(at: AtAttribute) -> Iterator[Unresolved]:
    word, api, pointer = (
        at.attribute.schema.words.get(References),
        at.of.api,
        at.pointer("references"),
    )
    if word is None:
        return
    if word.of is not None:
        shows = naming.operation_or_none(api, word.of)
        if shows is None:
            yield from naming.operation(api, word.of, f"{pointer}/of")
            return
        schema, what = relations.response_schema(shows), f"what {shows.id} answers"
        yield from naming.attribute(api, word.parameter, schema, what, f"{pointer}/parameter")
        return
    if word.operation is None:
        yield from naming.path_parameter(api, word.parameter, f"{pointer}/parameter")
        return
    target = naming.operation_or_none(api, word.operation)
    if target is None:
        yield from naming.operation(api, word.operation, f"{pointer}/operation")
        return
    yield from naming.parameter_of(target, word.parameter, f"{pointer}/parameter")
    schema = relations.response_schema(target)
    for name in word.having:
        of = f"what {target.id} answers"
        yield from naming.attribute(api, name, schema, of, f"{pointer}/having")


def note(word: References) -> Iterator[str]:
    if word.of is not None:
        shows = english.operation_link(word.of)
        yield f"Equals the `{word.parameter}` of what {shows} finds for the path."
        return
    if word.operation is None:
        yield f"Equals the path's `{word.parameter}`."
        return
    having = " and ".join(f"`{each}`" for each in word.having)
    suffix = f", and that has a {having}" if having else ""
    target = english.operation_link(word.operation)
    yield f"Identifies what {target} finds as `{word.parameter}`{suffix}."


SCHEMA = {
    "type": "object",
    "required": ["parameter"],
    "additionalProperties": False,
    "properties": {
        "parameter": CHOSEN,
        "operation": CHOSEN,
        "having": {"type": "array", "minItems": 1, "items": CHOSEN},
        "of": CHOSEN,
    },
    "dependentRequired": {"having": ["operation"]},
    "not": {"required": ["of", "operation"]},
}
SECTION = Section(
    summary="the attribute identifies a resource of the API.",
    where="an attribute with an id.",
    value=(
        "with `operation`, the operation that reads the resource and the path `parameter`"
        " that takes the id; `having` names attributes that the resource must hold a "
        "value for. Without `operation`, the id equals the path `parameter` of the "
        "request that returned it; with `of`, the `parameter` that this operation shows of the "
        "resource above it on the path, such as the owner of a whole that may be shared."
    ),
    sentence=(
        "Parcel.depot_id identifies something that retrieveDepot finds and that has a street."
    ),
    example="""\
references: {operation: retrieveDepot, parameter: depot_id, having: [street]}
""",
)
WORD = Word(
    name="references",
    rank=60,
    struct=References,
    stands=("attribute",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtAttribute, clauses),),
    names=(Names(AtAttribute, unresolved),),
    note=note,
)
