"""What a target file names must mean something: a misspelt line would else be passed over.

Known is what the document names, what plays a role, and what a guest's own modules spell out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from clausegen.model import Api
from clausegen.words.actors import actors_of
from clausegen.words.causes import causes_of

from clausecheck.http.target import Target, TargetError
from clausecheck.run.suite import guest_modules
from clausecheck.world.contract import Contract

SPELT = re.compile(r"""["']([\w.-]+)["']""")
SURE = 0.8  # similarity from which on a name is taken for a misspelt one


def refuse_unknown(target: Target, contract: Contract, where: str) -> None:
    """Raises TargetError for the first actor, id or value that nothing would ask for."""
    files = guest_modules(contract.manifest)
    spelt = {name for file in files for name in SPELT.findall(file.read_text(encoding="utf-8"))}
    names = frozenset(_names(contract.document.bundle)) | spelt
    _refuse_actors(target, contract, spelt, where)
    for key, name in _ids(target):
        if not _is_id(name, contract.document, names):
            raise _unknown(where, key, name, names)
    owners = {*contract.document.schemas, *(each.id for each in contract.document.operations)}
    for name, value in target.values.items():
        owner, dot, attribute = name.rpartition(".")
        if isinstance(value, Mapping) and name in owners:
            continue
        if dot and owner not in owners:
            raise _unknown(where, f"values.{name}", owner, owners)
        if attribute not in names:
            raise _unknown(where, f"values.{name}", attribute, names)


def _refuse_actors(target: Target, contract: Contract, spelt: set[str], where: str) -> None:
    """A document that names no actors leaves their names to whoever writes the file."""
    roles = {target.roles.owner, target.roles.stranger}
    causes = (
        cause.actor
        for operation in contract.document.operations
        for response in operation.responses
        for cause in causes_of(response)
    )
    said = (each.name for each in actors_of(contract.document))
    known = {name for name in (*roles, *causes, *said) if name} - {"anonymous", "stranger"}
    for name, actor in target.actors.items() if known else ():
        misspelt = get_close_matches(name, known, 1, SURE)
        if name not in known | spelt and (misspelt or actor is not target.owner):
            raise _unknown(where, f"actors.{name}", name, known)
    schemes = {each.name for each in contract.document.security_schemes}
    for actor in target.actors.values():
        for name in actor.credentials:
            if name not in schemes:
                raise _unknown(where, f"actors.{actor.name}.credentials.{name}", name, schemes)


def _ids(target: Target) -> Iterator[tuple[str, str]]:
    """(key in the file, name) of everything that is meant as an id."""
    yield from ((f"ids.{name}", name) for name in target.ids)
    for actor in target.actors.values():
        yield from ((f"actors.{actor.name}.{name}", name) for name in actor.own)
        yield from ((f"actors.{actor.name}.ids.{name}", name) for name in actor.ids)


def _is_id(name: str, document: Api, names: frozenset[str]) -> bool:
    """A parameter or an attribute; `deleted_shelf_id` is a value of the parameter shelf_id."""
    owner, dot, last = name.rpartition(".")
    if dot and owner not in {each.id for each in document.operations}:
        return False
    return last in names or any(last.endswith(f"_{each}") for each in names)


def _names(node: Any) -> Iterator[str]:
    """Of all parameters and attributes of a document."""
    if isinstance(node, list):
        for each in node:
            yield from _names(each)
    if not isinstance(node, Mapping):
        return
    if isinstance(node.get("in"), str) and isinstance(node.get("name"), str):
        yield node["name"]
    attributes = node.get("properties")
    if isinstance(attributes, Mapping):
        yield from attributes
    for each in node.values():
        yield from _names(each)


def _unknown(where: str, key: str, name: str, known: Iterable[str]) -> TargetError:
    close = get_close_matches(name.rpartition(".")[2], sorted(known), n=1)
    meant = f"did you mean {close[0]}?" if close else "the document names nothing of the kind"
    return TargetError(f"{where}: {key} is not known; {meant}")
