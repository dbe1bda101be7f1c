"""Documents of other people: each loads, or says what is wrong with it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from clausegen.cli import main
from clausegen.document.serialise import as_json
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.text.problems import SpecError
from clausegen.words.collection import clauses
from click.testing import CliRunner
from meaning import meaning

CORPUS = os.environ.get("CLAUSEKIT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="CLAUSEKIT_CORPUS names no folder of documents")

MANY = 200  # comparing the models of the largest takes longer than everything else
UNUSABLE = {"docker-engine.yaml"}  # Swagger 2.0


def _paths() -> list[Path]:
    found = Path(CORPUS or "/nowhere")
    return sorted((*found.glob("*.yaml"), *found.glob("*.json"), *found.glob("*/reference/*.json")))


def _load(path: Path) -> Api:
    return load_api(path, path.parent.parent if path.parent.name == "reference" else None)


@pytest.mark.parametrize("path", _paths(), ids=lambda path: path.name)
def test_loads(path: Path, tmp_path: Path) -> None:
    if path.name in UNUSABLE:
        with pytest.raises(SpecError):
            _load(path)
        return
    api = _load(path)
    assert api.operations or api.webhooks
    assert len({each.id for each in clauses(api)}) == len(clauses(api))
    copy = tmp_path / "api.json"
    copy.write_text(as_json(api.bundle), encoding="utf-8")
    again = load_api(copy)
    assert again.bundle == api.bundle
    if len(again.schemas) < MANY:
        assert meaning(again) == meaning(api)


@pytest.mark.parametrize("path", _paths(), ids=lambda path: path.name)
def test_lints(path: Path) -> None:
    folder = path.parent.parent if path.parent.name == "reference" else path.parent
    arguments = ["lint", str(path), "--folder", str(folder), "--format", "json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    if path.name in UNUSABLE:
        assert result.exit_code == 2
        return
    found = json.loads(result.stdout)
    assert result.exit_code == any(each["level"] == "error" for each in found)
    assert all(each["file"] and each["line"] and each["message"] for each in found)
