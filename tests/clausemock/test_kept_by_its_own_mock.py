"""The suite and the mock of one document share no code but its model, so neither hides the other.

benchmarks/mocks.md has every document of the corpus; these are small enough for each run.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import CORPUS, needed
from mocked_documents import BIKES
from running import run_suite


def broken_and_kept(document: Path, folder: Path) -> tuple[set[str], int]:
    done = run_suite(
        folder, "--contract-document", str(document), "--contract-depth", "quick", modules=("",)
    )
    assert done.report, done.out + done.err
    return done.ids("broken"), len(done.ids("kept"))


def test_a_document_of_our_own(tmp_path: Path) -> None:
    document = tmp_path / "bikes.yaml"
    document.write_text(BIKES, encoding="utf-8")
    broken, kept = broken_and_kept(document, tmp_path)
    assert not broken
    assert kept >= 30


def test_what_openapi_32_adds(tmp_path: Path) -> None:
    """QUERY, a method of its own, a query string as a whole, and streams."""
    document = Path(__file__).parent / "openapi_32.yaml"
    done = run_suite(
        tmp_path,
        "--contract-document",
        str(document),
        "--contract-depth",
        "quick",
        modules=("",),
    )
    assert done.ids("broken") == set()
    kept = {f"{name}.responses" for name in ("find", "copy", "search", "watch", "log", "list")}
    assert done.ids("kept") >= {*kept, "find.zone.required", "copy.effect", "Station.id.read_only"}


@needed
@pytest.mark.parametrize(
    ("name", "least"), [("oai-petstore.yaml", 13), ("readme-train-travel-31.yaml", 30)]
)
def test_documents_of_others(name: str, least: int, tmp_path: Path) -> None:
    broken, kept = broken_and_kept(CORPUS / name, tmp_path)
    assert not broken
    assert kept >= least
