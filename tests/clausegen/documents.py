"""Small documents, written in the tests that need them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clausegen.load import load_api
from clausegen.model import Api, Schema
from clausegen.text.problems import Problem, SpecError


def written(folder: Path, value: Any, name: str = "api.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = value if isinstance(value, str) else json.dumps(value, indent=1)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def document(version: str = "3.1.0", /, **parts: Any) -> dict[str, Any]:
    return {"openapi": version, "info": {"title": "Test", "version": "1"}, "paths": {}, **parts}


def schemas(version: str = "3.1.0", /, **named: Any) -> dict[str, Any]:
    return document(version, components={"schemas": named})


def api_of(folder: Path, value: Any, name: str = "api.json") -> Api:
    return load_api(written(folder, value, name))


def problems_of(folder: Path, value: Any, name: str = "api.json") -> tuple[Problem, ...]:
    """What is wrong with a document; nothing, if it loads."""
    try:
        return api_of(folder, value, name).problems
    except SpecError as error:
        return error.problems


def items_of(schema: Schema | None) -> Schema:
    assert schema is not None
    assert schema.items is not None
    return schema.items


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [each.code for each in problems]
