"""Documents of other people: each loads, or says what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clausegen.cli import main
from clausegen.document.serialise import as_json
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.text.problems import SpecError
from clausegen.words.collection import clauses
from click.testing import CliRunner
from corpus import CORPUS, each, needed
from meaning import meaning

pytestmark = needed

MANY = 200  # comparing the models of the largest takes longer than everything else
UNUSABLE = {"docker-engine.yaml"}  # Swagger 2.0


def _paths() -> list[Path]:
    folders = ("*.yaml", "*.json", "*/reference/*.json")
    return sorted(path for every in folders for path in CORPUS.glob(every))


def _load(path: Path) -> Api:
    return load_api(path, path.parent.parent if path.parent.name == "reference" else None)


@pytest.mark.parametrize("path", each(_paths()))
def test_loads(path: Path, tmp_path: Path) -> None:
    if path.name in UNUSABLE:
        with pytest.raises(SpecError):
            _load(path)
        return
    api = _load(path)
    assert api.operations or api.webhooks
    assert len({clause.id for clause in clauses(api)}) == len(clauses(api))
    copy = tmp_path / "api.json"
    copy.write_text(as_json(api.bundle), encoding="utf-8")
    again = load_api(copy)
    assert again.bundle == api.bundle
    if len(again.schemas) < MANY:
        assert meaning(again) == meaning(api)


@pytest.mark.parametrize("path", each(_paths()))
def test_lints(path: Path) -> None:
    folder = path.parent.parent if path.parent.name == "reference" else path.parent
    arguments = ["lint", str(path), "--folder", str(folder), "--format", "json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    if path.name in UNUSABLE:
        assert result.exit_code == 2
        return
    found = json.loads(result.stdout)
    assert result.exit_code == any(told["level"] == "error" for told in found)
    assert all(told["file"] and told["line"] and told["message"] for told in found)
