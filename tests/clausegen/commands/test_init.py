"""`clausegen init` writes a manifest that is right as it is, and shows each key there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from clausegen.cli import main
from clausegen.manifest import Manifest, Roles, Tolerates, read_manifest
from click.testing import CliRunner, Result
from documents import document, written

REFUSED = {"causes": [{"id": "reader", "actor": "reader", "when": "the caller is a reader"}]}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["init", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    answers = {"200": {"description": "All."}, "403": {"description": "No."}}
    answers["403"] |= {"x-contract": REFUSED}  # type: ignore[dict-item]
    paths = {"/books": {"get": {"operationId": "listBooks", "responses": answers}}}
    return written(tmp_path, document(paths=paths), "openapi.json")


def test_it_names_the_document_and_nothing_else(spec: Path) -> None:
    result = run(spec)
    file = spec.parent / "contract.toml"
    assert (result.exit_code, result.stderr) == (0, "")
    told = f"next: clausecheck run --contract {spec.parent} --base-url URL"
    assert result.stdout.splitlines()[1:] == [told]
    assert read_manifest(file) == Manifest(document=spec, file=file)
    assert "The document speaks of:\n# reader.\n" in file.read_text()


def test_its_comments_are_every_key_there_is(spec: Path) -> None:
    run(spec)
    text = (spec.parent / "contract.toml").read_text()
    shown = set(re.findall(r"^(?:# )?\[?([a-z_]+)(?: =|\]$)", text, re.MULTILINE))
    fields = {*Manifest.__struct_fields__, *Roles.__struct_fields__, *Tolerates.__struct_fields__}
    assert shown == fields - {"file"}


def test_what_is_there_stays(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(spec.parent)
    assert run().stdout.splitlines()[1] == "next: clausecheck run --base-url URL"
    kept = Path("contract.toml")
    kept.write_text("mine")
    refused = run()
    assert refused.exit_code == 2
    assert refused.stderr == ("Error: contract.toml is there already; --force writes over it.\n")
    assert kept.read_text() == "mine"
    assert run("--force").exit_code == 0
    assert read_manifest(kept).document == Path("openapi.json")


def test_without_a_document_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 2
    assert "there is no contract.toml and no openapi.yaml" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_cannot_be_used_gets_no_manifest(tmp_path: Path) -> None:
    wrong = written(tmp_path, {"swagger": "2.0"}, "swagger.json")
    assert run(wrong).exit_code == 2
    assert not (tmp_path / "contract.toml").exists()
