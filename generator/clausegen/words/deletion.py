"""deletion: what remains after a delete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from clausegen.model import Operation, relations
from clausegen.words import english, naming
from clausegen.words.clause import Clause
from clausegen.words.places import AtOperation
from clausegen.words.word import CHOSEN, KEY, Names, Says, Section, Unresolved, Word


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """On a delete operation: soft stays retrievable with `flag` true, hard is gone."""

    mode: Literal["soft", "hard"]
    flag: str | None = None
    retrieve: str | None = None
    """operationId that reads one resource; without it `list` shows that it is gone."""
    list: str | None = None


class DeletionClause(Clause, frozen=True, kw_only=True, eq=False):
    word: ClassVar = "deletion"
    operation: Operation
    deletion: Deletion
    retrieve: Operation | None
    list: Operation | None

    @property
    def undecidable(self) -> str | None:
        named = ((self.deletion.retrieve, self.retrieve), (self.deletion.list, self.list))
        lost = [name for name, found in named if name is not None and found is None]
        return f"there is no operation {lost[0]}" if lost else None


def clauses(at: AtOperation) -> Iterator[DeletionClause]:
    word = at.operation.words.get(Deletion)
    if word is not None:
        yield DeletionClause(
            **at.about,
            id=f"{at.operation.id}.deletion",
            sentence=_sentence(at.operation.id, word),
            pointer=f"{at.operation.pointer}/{KEY}/deletion",
            deletion=word,
            retrieve=naming.operation_or_none(at.api, word.retrieve),
            list=naming.operation_or_none(at.api, word.list),
        )


def _sentence(operation: str, word: Deletion) -> str:
    if word.mode == "soft":
        reader = word.retrieve or word.list
        return f"{reader} still shows what {operation} deletes, with {word.flag} true."
    seen = []
    if word.retrieve:
        seen.append(f"{word.retrieve} answers 404")
    if word.list:
        seen.append(f"{word.list} no longer lists it")
    return f"What {operation} deletes is gone: {english.joined(seen, 'and')}."


def unresolved(at: AtOperation) -> Iterator[Unresolved]:
    word, pointer = at.operation.words.get(Deletion), f"{at.operation.pointer}/{KEY}/deletion"
    if word is None:
        return
    for key, name in (("retrieve", word.retrieve), ("list", word.list)):
        if name is not None:
            yield from naming.operation(at.api, name, f"{pointer}/{key}")
    reader = naming.operation_or_none(at.api, word.retrieve)
    if word.flag is not None and reader is not None:
        schema, of = relations.response_schema(reader), f"what {reader.id} answers"
        yield from naming.attribute(at.api, word.flag, schema, of, f"{pointer}/flag")


def note(word: Deletion) -> Iterator[str]:
    if word.mode == "soft":
        yield f"What is deleted stays readable, with `{word.flag}` true."
        return
    reader = word.retrieve or word.list
    where = f" for {english.operation_link(reader)}" if reader else ""
    yield f"What is deleted is gone{where}."


SCHEMA = {
    "type": "object",
    "required": ["mode"],
    "additionalProperties": False,
    "properties": {
        "mode": {"enum": ["soft", "hard"]},
        "flag": CHOSEN,
        "retrieve": CHOSEN,
        "list": CHOSEN,
    },
    "anyOf": [{"required": ["retrieve"]}, {"required": ["list"]}],
    "if": {"properties": {"mode": {"const": "soft"}}},
    "then": {"required": ["flag"]},
    "else": {"not": {"required": ["flag"]}, "$comment": "mode hard takes no flag"},
}
SECTION = Section(
    summary="what remains after a delete.",
    where="a delete operation.",
    value=(
        "`mode: soft` keeps the resource and sets its attribute `flag` to true; `mode: "
        "hard` removes it. `retrieve` and `list` are the operations that show it: after a"
        " hard deletion the first answers 404 and the second lacks it."
    ),
    sentence="retrieveParcel still shows what deleteParcel deletes, with is_lost true.",
    example="""\
deletion: {mode: soft, flag: is_lost, retrieve: retrieveParcel, list: listParcels}
""",
)
WORD = Word(
    name="deletion",
    rank=100,
    struct=Deletion,
    stands=("operation",),
    schema=SCHEMA,
    section=SECTION,
    says=(Says(AtOperation, clauses),),
    names=(Names(AtOperation, unresolved),),
    note=note,
)
