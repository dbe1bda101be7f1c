"""Enums in answers name what is known, and hold what is new; in requests they are closed."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from clausegen.load import load_api
from clausegen.render.generated import write_tree
from clausegen.render.python.client.python_client import python_client
from running import ended

SCHEMAS: dict[str, Any] = {
    "Mood": {"enum": ["calm", "wild"]},
    "Answer": {
        "type": "object",
        "required": ["mood", "size", "maybe", "level", "kind"],
        "properties": {
            "mood": {"$ref": "#/components/schemas/Mood"},
            "size": {"enum": ["small", "medium-sized", "large", "extra-large"]},
            "maybe": {"enum": ["a", None]},
            "level": {"enum": [1, 2]},
            "kind": {"const": "answer"},
            "either": {"anyOf": [{"enum": ["x"]}, {"type": "integer"}]},
            "many": {"type": "array", "items": {"enum": ["x", "y"]}},
        },
    },
    "Wish": {
        "type": "object",
        "required": ["size"],
        "properties": {"size": {"enum": ["small", "large"]}},
    },
}
EXPECTED = {
    "mood": "Mood",
    "size": "AnswerSize",
    "maybe": "Open[Literal['a']] | None",
    "level": "int",
    "kind": "Open[Literal['answer']]",
    "either": "Open[Literal['x']] | int | UnsetType",
    "many": "list[Open[Literal['x', 'y']]] | UnsetType",
}
NEW = {"mood": "sly", "size": "xxl", "maybe": "b", "level": 3, "kind": "news", "many": ["z"]}
Client = Callable[[str], ModuleType]


def document() -> str:
    def content(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    post = {
        "operationId": "ask",
        "requestBody": {"required": True, "content": content("Wish")},
        "responses": {"200": {"description": "d", "content": content("Answer")}},
    }
    info = {"title": "Moods", "version": "1"}
    paths = {"/ask": {"post": post}}
    return json.dumps(
        {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": SCHEMAS}}
    )


@pytest.fixture
def models(client: Client) -> ModuleType:
    return importlib.import_module(f"{client(document()).__name__}.models")


def test_types(models: ModuleType) -> None:
    found = {n: t.replace('"', "'") for n, t in models.Answer.__annotations__.items()}
    assert found == EXPECTED
    assert models.Wish.__annotations__ == {"size": "Literal['small', 'large']"}


def test_what_is_new_is_read(models: ModuleType) -> None:
    answer = msgspec.convert(NEW, models.Answer)
    assert msgspec.to_builtins(answer) == NEW
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**NEW, "mood": 1}, models.Answer)


def test_checkers_see_texts_in_answers_and_the_known_in_requests(tmp_path: Path) -> None:
    (tmp_path / "moods.json").write_text(document())
    write_tree(tmp_path / "out", python_client(load_api(tmp_path / "moods.json"))[0])
    (tmp_path / "out" / "use.py").write_text(
        "from moods_client.models import Answer, Wish\n\n\n"
        "def told(answer: Answer) -> str:\n"
        "    Wish(size='huge')\n"
        "    answer.mood = 'sly'\n"
        "    return answer.size.upper()\n"
    )
    command = ("mypy", "--strict", "--cache-dir", str(tmp_path / "mypy"), "use.py")
    done = ended([sys.executable, "-m", *command], cwd=tmp_path / "out")
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("use.py")]
    assert line.startswith("use.py:5: ")
    assert "has incompatible type \"Literal['huge']\"" in line
