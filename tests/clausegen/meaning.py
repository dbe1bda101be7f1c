"""What an Api says, without where it stands: for comparing two of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from clausegen.model import Api

_PLACES = {"pointer", "place", "file", "bundle", "visited"}


def meaning(value: Any) -> Any:
    if isinstance(value, Api | msgspec.Struct):
        return {
            name: meaning(getattr(value, name))
            for name in value.__struct_fields__
            if name not in _PLACES
        }
    if isinstance(value, Mapping):
        return {key: meaning(each) for key, each in value.items()}
    return [meaning(each) for each in value] if isinstance(value, (list, tuple)) else value
