"""Clauses of x-contract's words, and texts: what no comparison of schemas can see."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.diff.change import Broken, Change
from clausegen.model import Api
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from clausegen.words.registry import written


def statement_changes(old: Api, new: Api) -> Iterator[Change]:
    yield from _clauses(old, new)
    yield from _texts(old, new)


def _clauses(old: Api, new: Api) -> Iterator[Change]:
    words = {each.name for each in written()} | {"condition"}
    before = {each.id: each for each in clauses(old) if each.word in words}
    after = {each.id: each for each in clauses(new) if each.word in words}
    for name, clause in before.items():
        if name not in after:
            yield Change(
                id=name, kind="removed", breaks=_removed(clause), where=str(clause.place),
                sentence=f"No longer stated: {clause.sentence}", before=clause.sentence,
            )  # fmt: skip
    for name, clause in after.items():
        known = before.get(name)
        if known is None:
            yield Change(
                id=name, kind="added", breaks=_added(clause), where=str(clause.place),
                sentence=f"Stated now: {clause.sentence}", after=clause.sentence,
            )  # fmt: skip
        elif known.sentence != clause.sentence:
            yield Change(
                id=name, kind="changed", breaks="clients", where=str(clause.place),
                sentence=f"{clause.sentence} Before: {known.sentence}",
                before=known.sentence, after=clause.sentence,
            )  # fmt: skip


def _is_refusal(clause: Clause) -> bool:
    return clause.word == "causes" and not (clause.status or "").startswith("2")


def _added(clause: Clause) -> Broken:
    """A promise more is work for servers; a refusal more may hit a client."""
    return "clients" if _is_refusal(clause) else "servers"


def _removed(clause: Clause) -> Broken:
    """A promise less may be one that a client relies on."""
    return "servers" if _is_refusal(clause) else "clients"


def _texts(old: Api, new: Api) -> Iterator[Change]:
    """Descriptions that were edited: they break nobody, and readers want to know."""
    before, after = dict(_described(old)), dict(_described(new))
    for name, (text, pointer) in after.items():
        known = before.get(name)
        if known is not None and known[0] != text:
            yield Change(
                id=name, kind="changed", breaks="nobody", where=str(new.place(pointer)),
                sentence=f"The description of {name} was edited.", before=known[0], after=text,
            )  # fmt: skip


def _described(api: Api) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name -> description and pointer."""
    for operation in api.operations:
        yield operation.id, (operation.description or operation.summary, operation.pointer)
        for parameter in operation.parameters:
            name = f"{operation.id}.{parameter.location}.{parameter.name}"
            yield name, (parameter.description, parameter.pointer)
        for response in operation.responses:
            yield f"{operation.id}.{response.status}", (response.description, response.pointer)
    for schema in api.schemas.values():
        yield schema.name or "", (schema.description, schema.pointer)
        for each in api.attributes(schema):
            yield f"{schema.name}.{each.name}", (each.schema.description, each.schema.pointer)
