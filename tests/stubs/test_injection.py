"""Text of a document never becomes code, a path or a template, wherever it stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KINDS = {
    "server": ["server"],
    "python": ["client"],
    "typescript": ["client", "--language", "typescript"],
}
Run = Callable[..., subprocess.CompletedProcess[str]]
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


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", KINDS)
def test_text_never_becomes_code(clausegen: Run, tmp_path: Path, kind: str, payload: str) -> None:
    done = clausegen(json.dumps(poisoned(payload)), *KINDS[kind])
    out = tmp_path / "work" / "out"
    if done.returncode:
        assert (done.returncode, out.exists()) == (2, False)
        return
    packages = [path.parent for path in out.rglob("errors.py")]
    for package in packages:
        imported = subprocess.run(
            [sys.executable, "-c", IMPORT_ALL, str(package)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert imported.stderr == ""
    assert bool(packages) == (kind != "typescript")
    assert not list(tmp_path.rglob("injected"))


IMPORT_ALL = """
import importlib, pathlib, sys
package = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(package.parent))
sys.dont_write_bytecode = True
for path in sorted(package.rglob("*.py")):
    name = ".".join(path.relative_to(package.parent).with_suffix("").parts)
    importlib.import_module(name.removesuffix(".__init__"))
"""
