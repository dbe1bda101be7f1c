"""Reads an OpenAPI document: model, clauses, lint, docs and stubs. `__all__` is the public face."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a command's --help should not wait for the model
    from clausegen.load import load_api
    from clausegen.manifest import Manifest, Roles, manifest_of
    from clausegen.model import UNSET, Api
    from clausegen.text.problems import Place, Problem, SpecError
    from clausegen.words.clause import Clause
    from clausegen.words.collection import clauses

__all__ = [
    "UNSET",
    "Api",
    "Clause",
    "Manifest",
    "Place",
    "Problem",
    "Roles",
    "SpecError",
    "clauses",
    "load_api",
    "manifest_of",
]

_HOMES = {
    "UNSET": "model",
    "Api": "model",
    "Clause": "words.clause",
    "Manifest": "manifest",
    "Place": "text.problems",
    "Problem": "text.problems",
    "Roles": "manifest",
    "SpecError": "text.problems",
    "clauses": "words.collection",
    "load_api": "load",
    "manifest_of": "manifest",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
