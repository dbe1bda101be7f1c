"""Whatever generated modules use themselves, a document may use too: nothing is hidden."""

from __future__ import annotations

import ast
import importlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

Generate = Callable[[str | Path], ModuleType]
KENNEL = Path(__file__).with_name("kennel.yaml")
CLIENT = ("close", "aclose", "transport", "base_url", "timeout", "retry", "credentials", "http")
"""What is no name of a module, but an attribute or an argument of a client."""


def modules(package: ModuleType) -> Iterator[tuple[str, ast.Module]]:
    folder = Path(package.__file__ or "").parent
    for path in sorted(folder.rglob("*.py")):
        yield str(path.relative_to(folder)), ast.parse(path.read_text())


def bound(tree: ast.Module) -> list[str]:
    """The names that a module imports or defines, each as often as it does."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += [(each.asname or each.name).partition(".")[0] for each in node.names]
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.append(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.append(node.target.id)
        elif isinstance(node, ast.Assign):
            found += [each.id for each in node.targets if isinstance(each, ast.Name)]
    return found


def greedy(names: list[str]) -> str:
    """A document that uses each of the names for everything that can have one."""
    string = {"type": "string"}
    paths: dict[str, Any] = {}
    for number, name in enumerate(names):
        answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        paths[f"/p{number}"] = {
            "post": {
                "operationId": name,
                "tags": [name],
                "parameters": [{"name": name, "in": "query", "schema": string}],
                "requestBody": {"required": True, "content": answer},
                "responses": {
                    "200": {"description": "d", "content": answer},
                    "404": {"description": "d"},
                },
            }
        }
    shape = {"type": "object", "required": ["x"], "properties": {"x": string}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Greedy", "version": "1"},
            "servers": [{"url": "https://greedy.example"}],
            "paths": paths,
            "components": {"schemas": {n: {**shape, "title": n} for n in names}},
        }
    )


@pytest.fixture
def names(client: Generate, server: Generate) -> list[str]:
    found = {
        name for made in (client, server) for _, t in modules(made(KENNEL)) for name in bound(t)
    }
    assert len(found) > 150
    return sorted({*found, *CLIENT} - {"__all__"})


def test_no_module_binds_a_name_twice(names: list[str], client: Generate, server: Generate) -> None:
    for made in (client, server):
        for file, tree in modules(made(greedy(names))):
            twice = [name for name, count in Counter(bound(tree)).items() if count > 1]
            assert (file, twice) == (file, [])


def test_every_operation_can_be_called(names: list[str], client: Generate) -> None:
    package = client(greedy(names))
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=request.content))
    bodies = {
        name: kind
        for name, kind in vars(importlib.import_module(f"{package.__name__}.models")).items()
        if isinstance(kind, type) and "x" in getattr(kind, "__struct_fields__", ())
    }
    assert len(bodies) == len(names)
    body = next(iter(bodies.values()))(x="1")
    called = 0
    with package.Client(transport=transport) as api:
        for group in [each for each in vars(api).values() if "Api" in type(each).__name__]:
            for method in [each for each in dir(group) if not each.startswith("_")]:
                assert getattr(group, method)(body=body).x == "1"
                called += 1
    assert called == len(names)


def test_every_interface_is_served(names: list[str], server: Generate) -> None:
    stub = server(greedy(names))
    assert isinstance(
        stub.create_app(), importlib.import_module(f"{stub.__name__}.asgi").Application
    )
