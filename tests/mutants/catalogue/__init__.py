"""All mutants, by the kind of statement that they break."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mutants.catalogue import (
    conditions,
    isolation,
    lifecycle,
    lists,
    one_offs,
    pagination,
    payloads,
    permissions,
    read_only,
    relations,
    schema,
    statuses,
    updates,
    values,
)
from mutants.mutant import Mutant

MODULES = (
    statuses,
    schema,
    conditions,
    read_only,
    payloads,
    lists,
    pagination,
    permissions,
    isolation,
    lifecycle,
    updates,
    one_offs,
    relations,
    values,
)


def every() -> tuple[Mutant, ...]:
    return tuple(mutant for module in MODULES for mutant in module.MUTANTS)


@cache
def by_id() -> Mapping[str, Mutant]:
    """Every mutant under its name."""
    return {each.id: each for each in every()}
