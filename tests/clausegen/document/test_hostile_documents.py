"""A document cannot read other files, reach the network, exhaust memory or end in a traceback."""

from __future__ import annotations

import json
import os
import random
import resource
from pathlib import Path
from typing import Any

import pytest
from clausegen.cli import main
from clausegen.document import bundle as bundling
from clausegen.lint import lint
from clausegen.load import load, load_api
from clausegen.model import Api
from clausegen.text.problems import SpecError
from clausegen.words.collection import clauses
from click.testing import CliRunner
from documents import api_of, codes, document, problems_of, schemas, written

HEAD = 'openapi: 3.1.0\ninfo: {title: Test, version: "1"}\npaths: {}\n'


@pytest.mark.parametrize(
    "reference",
    [
        "/etc/passwd",
        "../outside.json",
        "sub/../../outside.json",
        "..%2Foutside.json",
        "/dev/zero",
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "//127.0.0.1/x",
        "\\\\host\\x",
        "C:/x",
        "http://[::1",
        "link.json",
        "folder_link/outside.json",
        "loop.json",
        "fifo.json",
        ".",
        "a\0b",
        "x" * 5000,
        "#/" + "a/" * 5000,
        "#/components/schemas/-1",
        "#/components/schemas/A/allOf/99999999999999999999",
    ],
)
def test_references_that_must_not_be_followed(tmp_path: Path, reference: str) -> None:
    outside = written(tmp_path, {"type": "string"}, "outside.json")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.json").symlink_to(outside)
    (inside / "folder_link").symlink_to(tmp_path)
    (inside / "loop.json").symlink_to(inside / "loop.json")
    os.mkfifo(inside / "fifo.json")
    value = schemas(A={"allOf": []}, B={"$ref": reference})
    assert codes(problems_of(inside, value)) == ["reference"]


def test_a_wider_folder_is_the_users_word(tmp_path: Path) -> None:
    written(tmp_path, {"type": "string"}, "models/A.json")
    path = written(tmp_path, schemas(B={"$ref": "../models/A.json"}), "reference/api.json")
    assert codes(load_api(path).problems) == ["reference"]
    assert load_api(path, tmp_path).schemas["B"].types == ("string",)


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(written(tmp_path, {"type": "string"}, "real.json"))
    assert api_of(tmp_path, schemas(A={"$ref": "link.json"})).schemas["A"].types == ("string",)


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "/", "nothing.yaml", "\0"])
def test_the_document_itself_must_be_a_file(name: str) -> None:
    with pytest.raises(SpecError) as caught:
        load_api(name)
    assert codes(caught.value.problems) == ["file"]


def test_alias_bomb(tmp_path: Path) -> None:
    lines = [HEAD, "x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"]
    lines += [f"x-{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 20)]
    assert codes(problems_of(tmp_path, "".join(lines), "api.yaml")) == ["size"]


def test_long_chain_of_merges(tmp_path: Path) -> None:
    lines = [HEAD, "x-0: &a0 {k0: 0}\n"]
    lines += [f"x-{i}: &a{i} {{<<: *a{i - 1}, k{i}: 0}}\n" for i in range(1, 5000)]
    assert codes(problems_of(tmp_path, "".join(lines), "api.yaml")) in (["size"], ["depth"])


@pytest.mark.parametrize("kind", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [300, 10_000, 1_000_000])
def test_depth(tmp_path: Path, kind: str, depth: int) -> None:
    end = "]" if kind == "[" else "}"
    text = json.dumps(document())[:-1] + ', "x": ' + kind * depth + "1" + end * depth + "}"
    assert codes(problems_of(tmp_path, text)) == ["depth"]
    assert codes(problems_of(tmp_path, text, "api.yaml")) == ["depth"]


@pytest.mark.parametrize("wrap", ["not", "items", "allOf", "properties"])
def test_the_deepest_schema_that_is_allowed(tmp_path: Path, wrap: str) -> None:
    node: Any = {"type": "string"}
    for _ in range(120 if wrap in ("allOf", "properties") else 245):
        node = {wrap: {"a": node} if wrap == "properties" else [node] if wrap == "allOf" else node}
    api, bundle = load(written(tmp_path, schemas(A=node)))
    clauses(api)
    lint(api, bundle)


@pytest.mark.parametrize("name", ["api.json", "api.yaml"])
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", ".nan", "1e999", "9" * 5000])
def test_numbers_that_json_lacks(tmp_path: Path, number: str, name: str) -> None:
    text = json.dumps(document())[:-1] + f', "x": {number}}}'
    found = codes(problems_of(tmp_path, text, name))
    assert found in (["number"], ["syntax"]) or (name, number[-1]) == ("api.yaml", "N")


def test_lone_surrogates(tmp_path: Path) -> None:
    text = json.dumps(document())[:-1] + r', "x": "\ud800"}'
    assert codes(problems_of(tmp_path, text)) == ["syntax"]
    assert codes(problems_of(tmp_path, text, "api.yaml")) == ["syntax"]
    fine = json.dumps(document())[:-1] + r', "x": "\ud83d\ude00"}'
    assert problems_of(tmp_path, fine) == ()


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_bytes(HEAD.encode() + b"x: \xff\n")
    with pytest.raises(SpecError) as caught:
        load_api(path)
    assert [(each.code, each.where.line) for each in caught.value.problems] == [("encoding", 4)]


def test_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    text = "\ufeff" + HEAD.replace("\n", "\r\n") + "components: {schemas: {A: {type: string}}}\r\n"
    api = api_of(tmp_path, text, "api.yaml")
    assert api.place(api.schemas["A"].pointer).line == 4


def test_names_cannot_forge_output(tmp_path: Path) -> None:
    name = "list\r\nA\x1b[31mok\x1b[0m\u202e"
    operation = {"operationId": name, "responses": {"200": {"description": "Fine."}}}
    path = written(tmp_path, document(paths={"/a": {"get": operation}}))
    found = [problem for _, problem in lint(*load(path)) if name in problem.message]
    assert found
    assert all(line.isprintable() for line in str(found[0]).split("\n    "))
    for command in ("lint", "clauses"):
        shown = CliRunner().invoke(main, [command, str(path)])
        assert all(line.isprintable() for line in shown.output.split("\n"))


def test_thirty_thousand_schemas(tmp_path: Path) -> None:
    many = {
        f"S{i}": {
            "type": "object",
            "properties": {"a": {"$ref": f"#/components/schemas/S{i // 2}"}},
        }
        for i in range(30_000)
    }
    api = api_of(tmp_path, schemas(**many))
    assert len(api.schemas) == 30_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1 * 1024 * 1024


def test_twenty_thousand_components_of_one_name(tmp_path: Path) -> None:
    value = schemas(**{f"S{i}": {"items": {"$ref": f"#/x-d/{i}/A"}} for i in range(20_000)})
    value["x-d"] = {str(i): {"A": {"type": "string"}} for i in range(20_000)}
    assert "A20000" in api_of(tmp_path, value).schemas


def test_chains_of_references_end(tmp_path: Path) -> None:
    chain = {f"S{i}": {"$ref": f"#/components/schemas/S{i + 1}"} for i in range(20_000)}
    found = problems_of(tmp_path, schemas(**chain, S20000={}))
    assert set(codes(found)) == {"cycle"}
    short = {f"S{i}": {"$ref": f"#/components/schemas/S{i + 1}"} for i in range(50)}
    assert problems_of(tmp_path, schemas(**short, S50={})) == ()


@pytest.mark.parametrize("word", ["anyOf", "oneOf", "allOf"])
def test_schemas_made_of_themselves(tmp_path: Path, word: str) -> None:
    me = {"$ref": "#/components/schemas/A"}
    body = {"content": {"application/json": {"schema": {"properties": {"a": me}}}}}
    operation = {
        "requestBody": body,
        "responses": {"200": {"description": "", **body}},
    }
    value = schemas(A={word: [me], "properties": {"a": {word: [me]}}, "items": {word: [me, me]}})
    value["paths"]["/a"] = {"post": operation}
    api, bundle = load(written(tmp_path, value))
    assert clauses(api)
    lint(api, bundle)


def _item(*targets: str) -> dict[str, Any]:
    """A path item whose callbacks lead to other path items."""
    calls = {f"c{i}": {"$url": {"$ref": target}} for i, target in enumerate(targets)}
    return {"post": {"responses": {"200": {"description": ""}}, "callbacks": calls}}


def test_path_items_that_multiply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would go on to 3**40; the bound is lowered because reaching the real one takes long."""
    monkeypatch.setattr(bundling, "MAX_INLINED", 10_000)
    items = {f"p{i}": _item(*[f"#/x-items/p{i + 1}"] * 3) for i in range(40)}
    value = document(paths={"/a": {"$ref": "#/x-items/p0"}})
    value["x-items"] = {**items, "p40": _item()}
    assert set(codes(problems_of(tmp_path, value))) <= {"size", "cycle"}
    assert problems_of(tmp_path, value)


def test_path_items_that_go_on_and_on(tmp_path: Path) -> None:
    value = document(paths={"/a": {"$ref": "#/x-items/p0"}})
    value["x-items"] = {f"p{i}": _item(f"#/x-items/p{i + 1}") for i in range(500)}
    value["x-items"]["p500"] = _item()
    assert codes(problems_of(tmp_path, value)) == ["cycle"]


def test_callbacks_that_call_back(tmp_path: Path) -> None:
    answer = {"responses": {"200": {"description": ""}}}
    again = {"$url": {"post": {**answer, "callbacks": {"c": {"$ref": "#/components/callbacks/A"}}}}}
    value = document(components={"callbacks": {"A": again}})
    value["paths"]["/a"] = {
        "post": {**answer, "callbacks": {"c": {"$ref": "#/components/callbacks/A"}}}
    }
    api = api_of(tmp_path, value)
    assert api.operations[0].callbacks[0].operations[0].callbacks == ()
    many = {
        f"A{i}": {
            "$url": {
                "post": {
                    **answer,
                    "callbacks": {
                        name: {"$ref": f"#/components/callbacks/A{i + 1}"} for name in "abc"
                    },
                }
            }
        }
        for i in range(200)
    }
    value["components"]["callbacks"] = {**many, "A200": {}}
    value["paths"]["/a"]["post"]["callbacks"]["c"]["$ref"] = "#/components/callbacks/A0"
    assert codes(problems_of(tmp_path, value)) == ["value"]


JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, "", "x", [], {}, [1], [None], [{}], {"a": 1}, "\0", 10**30),
    *({"$ref": 5}, {"$ref": "#"}, {"$ref": "#/x"}, {"$ref": "#/components/schemas/Room"}),
    *({"x-contract": 5}, {"x-contract": {"ordering": {"a": 3}}}, {"x-contract": {"rules": [1]}}),
)


def _entries(value: Any) -> list[tuple[Any, Any]]:
    found = []
    stack = [value]
    while stack:
        parent = stack.pop()
        for key in parent if isinstance(parent, dict) else range(len(parent)):
            found.append((parent, key))
            if isinstance(parent[key], (dict, list)):
                stack.append(parent[key])
    return found


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_wrong_is_a_problem(tmp_path: Path, api: Api, seed: int) -> None:
    chance = random.Random(seed)
    value = json.loads(json.dumps(api.bundle))
    for _ in range(chance.randint(1, 3)):
        parent, key = chance.choice(_entries(value))
        parent[key] = chance.choice(JUNK)
    if not problems_of(tmp_path, value):
        broken, bundle = load(tmp_path / "api.json")
        clauses(broken)
        lint(broken, bundle)
