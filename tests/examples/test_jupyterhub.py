"""The words for JupyterHub fit its document, also an older one: each finds its place."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from clausegen.load import load_api
from clausegen.manifest import read_manifest
from clausegen.words.collection import clauses
from corpus import CORPUS, needed
from running import ended

HUB = Path(__file__).parents[2] / "examples" / "jupyterhub"
DOCUMENT = CORPUS / "jupyterhub-31.yaml"
LINT = [sys.executable, "-c", "from clausegen.cli import main; main()", "lint"]


@needed
def test_the_words_fit_the_document_of_others(tmp_path: Path) -> None:
    folder = tmp_path / "jupyterhub"
    shutil.copytree(HUB, folder, ignore=shutil.ignore_patterns("*.yml"))
    shutil.copy(DOCUMENT, folder / "rest-api.yml")
    manifest = read_manifest(folder / "contract.toml")
    done = ended([*LINT, "--contract", str(folder / "contract.toml")], cwd=folder)
    assert "0 errors, 0 warnings" in done.stdout + done.stderr, done.stdout + done.stderr
    plain, worded = (
        {each.id for each in clauses(load_api(manifest.document, overlays=given))}
        for given in ((), manifest.overlays)
    )
    assert plain < worded
    told = {each.partition(".")[2] for each in worded - plain}
    assert {"actors.reader", "pagination.complete", "deletion", "effect", "404.no_server"} <= told
