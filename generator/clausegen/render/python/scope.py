"""Names that Python keeps for itself."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterable

from clausegen.render.shapes.names import Scope

KEYWORDS = frozenset({*keyword.kwlist, *keyword.softkwlist} - {"type"})
BUILTINS = frozenset(dir(builtins))


def python_scope(
    reserved: Iterable[str] = (), *, suffix: str = "_", prefixes: Iterable[str] = ()
) -> Scope:
    """A scope whose names are no keywords either."""
    return Scope({*KEYWORDS, *reserved}, suffix=suffix, prefixes=prefixes)
