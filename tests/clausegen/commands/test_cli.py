"""The commands, as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from clausegen.cli import main
from clausegen.lint import CROSS_CHECK, RULES
from click.testing import CliRunner, Result
from documents import document, schemas, written

WARNED = document(paths={"/a": {"get": {"responses": {"200": {"description": "Fine."}}}}})


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def test_our_document_has_no_problem() -> None:
    result = run("lint", "--strict", "--profile", "house", "--cross-check")
    told = "spec/openapi.yaml, named by contract.toml\n0 errors, 0 warnings\n"
    assert (result.exit_code, result.output) == (0, told)


def test_errors_end_with_1_and_warnings_only_when_strict(tmp_path: Path) -> None:
    warned = written(tmp_path, WARNED, "warned.json")
    assert run("lint", warned, "--profile", "house").exit_code == 0
    assert run("lint", warned, "--profile", "house", "--strict").exit_code == 1
    assert run("lint", warned, "--strict").exit_code == 0
    broken = written(tmp_path, schemas(A={"type": "string", "default": 5}), "broken.json")
    result = run("lint", broken)
    assert result.exit_code == 1
    assert f"{broken}:12: error: examples: the default breaks its schema" in result.stderr
    assert result.stderr.endswith("1 error, 0 warnings\n")


@pytest.mark.parametrize(
    "command",
    [["clauses"], ["bundle"], ["stubs", "client", "--out", "OUT"], ["docs", "--out", "OUT"]],
)
def test_what_could_not_be_read_is_told_once(tmp_path: Path, command: list[str]) -> None:
    value = document(paths={**WARNED["paths"], "/b": {"$ref": "../b.json"}, "/c": {"get": 5}})
    path = written(tmp_path / "inside", value)
    arguments = [tmp_path / "out" if each == "OUT" else each for each in command]
    result = run(*arguments, path)
    assert result.exit_code == 0
    assert result.stderr.count("2 parts of the document cannot be read: see clausegen lint.") == 1
    written(tmp_path, {"get": {"responses": {"200": {"description": "Fine."}}}}, "b.json")
    result = run(*arguments, path, "--folder", tmp_path)
    assert result.stderr.count("1 part of the document cannot be read") == 1


def test_rules_are_listed() -> None:
    lines = run("lint", "--rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in (*RULES, CROSS_CHECK)]


def test_findings_name_level_and_pointer_and_are_counted_by_rule(tmp_path: Path) -> None:
    value = document(
        paths={"/a": {"get": {"responses": {"200": {"$ref": "#/no"}}, "tags": [5]}}, "/b/{c}": 5}
    )
    path = written(tmp_path, json.dumps(value))
    result = run("lint", path)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{path}:1: error: reference: '#/no' leads nowhere: nothing stands there",
        "    at /paths/~1a/get/responses/200/$ref",
        "    Correct the $ref, or add what it names.",
        f"{path}:1: error: value: must be text, not a number",
        "    at /paths/~1a/get/tags/0",
        f"{path}:1: error: value: must be a mapping, not a number",
        "    at /paths/~1b~1{c}",
        "     2 error    value",
        "     1 error    reference",
        "3 errors, 0 warnings",
    ]


def test_rules_are_selected_and_ignored(tmp_path: Path) -> None:
    value = document(paths={"/a": {"get": {"responses": {"200": {}}}, "put": 5}})
    path = written(tmp_path, value)

    def codes(*options: str) -> set[str]:
        result = run("lint", path, "--format", "json", *options)
        return {each["rule"] for each in json.loads(result.stdout)}

    assert codes() == {"value", "structure", "descriptions"}
    assert codes("--ignore", "value,descriptions") == {"structure"}
    assert codes("--select", "operation_id", "--select", "value") == {"operation_id", "value"}
    assert codes("--cross-check") == codes() | {"cross_check"}
    wrong = run("lint", path, "--select", "operation")
    assert wrong.exit_code == 2
    assert "There is no rule operation. Did you mean operation_id?" in wrong.stderr


def test_findings_for_machines(tmp_path: Path) -> None:
    path = written(tmp_path / "my api", schemas(A={"type": "string", "default": 5}), "v1 spec.json")
    found = json.loads(run("lint", path, "--format", "json").stdout)
    assert [{key: each[key] for key in ("rule", "level", "line", "pointer")} for each in found] == [
        {
            "rule": "examples",
            "level": "error",
            "line": 12,
            "pointer": "/components/schemas/A/default",
        }
    ]
    sarif = json.loads(run("lint", path, "--format", "sarif").stdout)
    result = sarif["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == path.as_uri()
    assert place["region"] == {"startLine": 12, "startColumn": found[0]["column"]}
    rules = [each["id"] for each in sarif["runs"][0]["tool"]["driver"]["rules"]]
    assert rules == [each.code for each in RULES if each.recommended]


def test_places_in_sarif_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "my api", schemas(A={"default": 5, "type": "string"}), "v1 spec.json")
    monkeypatch.chdir(tmp_path)
    sarif = json.loads(run("lint", "my api/v1 spec.json", "--format", "sarif").stdout)
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20api/v1%20spec.json"


@pytest.mark.parametrize("command", ["lint", "clauses", "bundle"])
def test_a_missing_file_is_one_line_and_2(command: str) -> None:
    result = run(command, "nowhere.yaml")
    assert result.exit_code == 2
    assert result.stderr == (
        "nowhere.yaml:1: file: the file cannot be read: No such file or directory\n"
    )


def test_an_unusable_document_is_its_problems_and_2(tmp_path: Path) -> None:
    path = written(tmp_path, "swagger: '2.0'\n", "old.yaml")
    result = run("clauses", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{path}:1: document: Swagger 2.0 is not supported\n")


def test_bundle_writes_what_it_is_asked_for(tmp_path: Path) -> None:
    assert run("bundle").stdout.startswith("openapi: 3.1.0\n")
    assert json.loads(run("bundle", "--format", "json").stdout)["openapi"] == "3.1.0"
    out = tmp_path / "api.json"
    assert run("bundle", "--output", out).exit_code == 0
    assert run("lint", out, "--strict").exit_code == 0
    assert run("bundle", "-o", tmp_path / "new" / "folder" / "api.yaml").exit_code == 0
    assert run("bundle", "-o", out / "api.yaml").exit_code == 2  # a file, no folder


def test_clauses_as_text_and_as_json() -> None:
    text = run("clauses")
    listed = json.loads(run("clauses", "--json").stdout)
    assert text.stderr.endswith(f"\n{len(listed)} clauses\n")
    assert 400 <= len(listed) <= 700
    assert "Room.domain.mutability  " in text.stdout
    waived = run("clauses", "--waived")
    assert waived.stdout.count("Waived: ") == sum(bool(each["waived"]) for each in listed)
    assert {"id", "sentence", "file", "line", "word"} <= listed[0].keys()


def test_help_is_fast_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, clausegen.cli as c\n"
        "try: c.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('yaml', 'jsonschema_rs', 'openapi_spec_validator', 'jinja2',"
        " 'clausegen.load') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for command in ("lint", "bundle", "clauses", "stubs", "docs"):
        assert f"\n  {command}" in done.stdout
