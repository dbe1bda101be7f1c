"""All mutants, by the kind of statement that they break."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mutants.mutant import Mutant


@cache
def by_id() -> Mapping[str, Mutant]:
    """Every mutant under its name."""
    found: dict[str, Mutant] = {}
    for each in every():
        if each.id in found:
            raise ValueError(f"there are two mutants {each.id}")
        found[each.id] = each
    return found


def every() -> tuple[Mutant, ...]:
    from mutants.catalogue import statuses

    return (*statuses.MUTANTS,)
