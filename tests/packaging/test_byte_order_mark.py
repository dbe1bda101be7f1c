"""Files with a byte order mark, as editors on Windows write them, are read like others."""

from __future__ import annotations

import codecs
import json
import shutil
from pathlib import Path

import pytest
from clausecheck.http.target import load_target
from clausecheck.report.accepting import accept
from clausecheck.report.deviations import Deviation, load
from clausecheck.report.reading import read
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.render.docs.verdicts import read_report
from environments import ROOT
from giosg_mock import seed

LIBRARY = ROOT / "examples" / "library"
ENTRY = '[[deviation]]\nclause = "a.b"\nreason = "later"\nexpires = 2999-01-01\n'


def marked(path: Path, text: str) -> Path:
    path.write_bytes(codecs.BOM_UTF8 + text.encode())
    return path


def test_documents_overlays_and_manifests(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "library")
    plain = load_api(LIBRARY / "openapi.yaml")
    for name in ("openapi.yaml", "contract.toml"):
        file = tmp_path / "library" / name
        marked(file, file.read_text(encoding="utf-8"))
    manifest = manifest_of(str(tmp_path / "library"))
    found = load_api(manifest.document, overlays=manifest.overlays)
    assert [each.id for each in found.operations] == [each.id for each in plain.operations]
    as_json = marked(tmp_path / "api.json", json.dumps({**SMALL, "openapi": "3.1.0"}))
    overlay = marked(tmp_path / "words.yaml", OVERLAY)
    assert load_api(as_json, overlays=(overlay,)).info.title == "Changed"


SMALL = {"info": {"title": "Small", "version": "1"}, "paths": {}}
OVERLAY = """\
overlay: 1.0.0
info: {title: Words, version: "1"}
actions:
  - {target: $.info, update: {title: Changed}}
"""


def test_targets_and_known_deviations(tmp_path: Path) -> None:
    target = marked(tmp_path / "target.toml", 'base_url = "http://127.0.0.1:1"\n')
    assert load_target(target).base_url == "http://127.0.0.1:1"
    listed = marked(tmp_path / "deviations.toml", ENTRY)
    (entry,) = load(listed, {"a.b"})
    other = Deviation(clause="a.c", reason="x", expires=entry.expires)
    assert accept(listed, other, {"a.b", "a.c"}) is False
    assert [each.clause for each in load(listed, {"a.b", "a.c"})] == ["a.b", "a.c"]


def test_reports(tmp_path: Path) -> None:
    fields = {
        "document": {"title": "Books", "version": "1"},
        "target": {"base_url": "http://127.0.0.1:1"},
        "run": {"started": "2026-01-01", "seconds": 1, "requests": 1, "seed": 1},
    }
    rest = {"schema": 1, "verdict": "kept", "summary": {}, "clauses": []}
    text = json.dumps({**fields, **rest})
    report = marked(tmp_path / "contract.json", text)
    assert read(tmp_path)["clauses"] == []
    assert read_report(report).clauses == ()


@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_seeds(tmp_path: Path, suffix: str) -> None:
    text = seed.DEFAULT.read_text() if suffix == ".toml" else "{}"
    file = marked(tmp_path / f"seed{suffix}", text)
    assert seed.read(file) == (seed.read() if suffix == ".toml" else {})
