"""Text of a document never becomes code, a path or a template, wherever it stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from clausegen.cli import main
from click.testing import CliRunner
from running import ended

KINDS = {
    "server": ["server"],
    "python": ["client"],
    "typescript": ["client", "--language", "typescript"],
}
MARK = "open('injected', 'w')"
PAYLOADS = [
    f'"""\n{MARK}\n"""',
    f"'''\n{MARK}\n'''",
    f'"\n{MARK}\n#',
    f"'\n{MARK}\n#",
    f"\\\n{MARK}\n",
    f"\\'); {MARK} #",
    f'\\"); {MARK} #',
    f"\r\n{MARK}\r\n",
    f"\u2028{MARK}\u2029\x85{MARK}\x0c{MARK}",
    f"{{{{ {MARK} }}}}{{% set x = 1 %}}{{# #}}",
    f"{{{MARK}}}",
    "{__import__('os').system('touch injected')}",
    "*/ require('fs').writeFileSync('injected', '') /*",
    "${require('fs').writeFileSync('injected', '')}`",
    f"x: int = {MARK}\n    y",
    "__import__('os').system('touch injected')",
    "../../../injected",
    "/tmp/injected",
    "..\\..\\injected",
    "a\x00b",
    "a\u202eb\u2066c",
    "import os; os.system('touch injected')",
    "#" * 300,
]


def poisoned(text: str) -> dict[str, Any]:
    """The text wherever a document has room for text."""
    schema = {
        "type": "object",
        "title": text,
        "description": text,
        "required": [text, "kind"],
        "properties": {
            text: {"type": "string", "default": text, "pattern": text, "description": text},
            "kind": {"enum": [text, "other"], "description": text},
            "only": {"const": text},
            "nested": {"type": "object", "title": text, "properties": {text: {"type": "string"}}},
            "many": {"oneOf": [{"title": text, "type": "object", "properties": {"a": {}}}]},
        },
        "discriminator": {"propertyName": text, "mapping": {text: "#/components/schemas/Other"}},
        "example": {text: text},
    }
    parameter = {"schema": {"type": "string", "default": text, "enum": [text, "b"]}}
    media_type = f"application/{text}+json"
    reference = {"schema": {"$ref": "#/components/schemas/Other"}, "example": {text: text}}
    operation = {
        "operationId": text,
        "summary": text,
        "description": text,
        "tags": [text],
        "parameters": [
            {"name": text, "in": "query", "description": text, **parameter},
            {"name": text, "in": "header", **parameter},
            {"name": text, "in": "cookie", **parameter},
        ],
        "requestBody": {"content": {"application/json": reference, media_type: reference}},
        "responses": {
            "200": {"description": text, "content": {media_type: reference}},
            "404": {"description": text},
        },
        "security": [{text: []}],
    }
    place = text.replace("{", "").replace("}", "")
    return {
        "openapi": "3.1.0",
        "info": {"title": text, "version": text, "description": text},
        "servers": [{"url": f"https://example.com/{place}"}],
        "tags": [{"name": text, "description": text}],
        "paths": {f"/{place}": {"get": operation, "post": {**operation, "operationId": "b"}}},
        "components": {
            "schemas": {"Other": schema},
            "securitySchemes": {
                text: {"type": "apiKey", "in": "header", "name": text, "description": text}
            },
        },
    }


@pytest.mark.parametrize("kind", KINDS)
def test_text_never_becomes_code(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, payload in enumerate(PAYLOADS):
        Path(f"{number}.json").write_text(json.dumps(poisoned(payload)))
        asked = ["stubs", *KINDS[kind], f"{number}.json", "--out", f"out{number}"]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code in {0, 2}, (payload, done.output)
        assert Path(f"out{number}").exists() is (done.exit_code == 0), payload
    packages = [str(path.parent) for path in sorted(tmp_path.rglob("errors.py"))]
    assert bool(packages) == (kind != "typescript")
    command = [sys.executable, "-c", IMPORT_ALL, *packages]
    imported = ended(command)
    assert imported.stderr == ""
    assert not list(tmp_path.rglob("injected"))


IMPORT_ALL = """
import importlib, pathlib, sys
sys.dont_write_bytecode = True
for package in map(pathlib.Path, sys.argv[1:]):
    known = set(sys.modules)
    sys.path.insert(0, str(package.parent))
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))
    del sys.path[0]
    for name in set(sys.modules) - known:
        if name.split(".")[0] == package.name:
            del sys.modules[name]
"""
