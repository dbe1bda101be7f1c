"""The commands, as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from clausegen.cli import main
from clausegen.lint import RULES
from click.testing import CliRunner, Result
from documents import document, schemas, written

WARNED = document(paths={"/a": {"get": {"responses": {"200": {"description": "Fine."}}}}})


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def test_our_document_has_no_problem() -> None:
    result = run("lint", "--strict")
    assert (result.exit_code, result.output) == (0, "0 errors, 0 warnings\n")


def test_errors_end_with_1_and_warnings_only_when_strict(tmp_path: Path) -> None:
    warned = written(tmp_path, WARNED, "warned.json")
    assert run("lint", warned).exit_code == 0
    assert run("lint", warned, "--strict").exit_code == 1
    broken = written(tmp_path, schemas(A={"type": "string", "default": 5}), "broken.json")
    result = run("lint", broken)
    assert result.exit_code == 1
    assert f"{broken}:12: examples: the default breaks its schema" in result.stderr
    assert result.stderr.endswith("1 error, 0 warnings\n")


def test_rules_are_listed() -> None:
    lines = run("lint", "--rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]


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
    assert run("bundle", "-o", tmp_path / "no" / "api.yaml").exit_code == 1


def test_clauses_as_text_and_as_json() -> None:
    text = run("clauses")
    listed = json.loads(run("clauses", "--json").stdout)
    assert text.stderr == f"{len(listed)} clauses\n"
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
