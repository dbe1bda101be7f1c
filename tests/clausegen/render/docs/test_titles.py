"""What an operation is called where it is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.render.docs.navigation import title_of

LONG = "Makes one of the many things that somebody may want to have made for them at some time."


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ("summary: Make a thing.", "Make a thing"),
        ("summary: '**Make** a [thing](#x). It is kept.'", "Make a thing"),
        ("description: Makes a thing. It is kept.", "Makes a thing"),
        ("description: 'Starting a new project? Take the other.'", "makeThing"),
        ("description: 'Careful! It is kept.'", "makeThing"),
        (f"description: {LONG}", "makeThing"),
        ("deprecated: false", "makeThing"),
    ],
)
def test_a_title_is_short_and_names_something(tmp_path: Path, texts: str, wanted: str) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /things:\n    post:\n"
        f"      operationId: makeThing\n      {texts}\n"
        "      responses: {'204': {description: Made.}}\n"
    )
    (operation,) = load_api(path).operations
    assert title_of(operation) == wanted


def test_a_long_summary_is_cut_between_words(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        f"paths: {{/a: {{get: {{summary: '{LONG}', responses: {{}}}}}}}}\n"
    )
    (operation,) = load_api(path).operations
    told = title_of(operation)
    assert len(told) <= 72
    assert told.endswith(" …")
    assert LONG.startswith(told.removesuffix(" …"))
