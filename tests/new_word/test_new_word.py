"""A new word is a file in words, in checks and in behaviours: nobody else has to hear of it."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from running import ended

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "new_word"
PACKAGES = {
    "words": ("generator/clausegen", "clausegen/words"),
    "checks": ("contract_tests/clausecheck", "clausecheck/checks"),
    "behaviours": ("mock_server/clausemock", "clausemock/behaviours"),
}


def test_a_word_is_known_everywhere_by_its_own_files(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    for part, (package, room) in PACKAGES.items():
        shutil.copytree(ROOT / package, tmp_path / Path(package).name, ignore=ignored)
        shutil.copy(CASE / part / "shouted.py", tmp_path / room / "shouted.py")
    arguments = [str(Path(__file__).with_name("trial.py")), str(CASE / "openapi.yaml")]
    done = ended([sys.executable, *arguments], env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "lint": [],
        "clause": ["Note.title.shouted", "Note.title is shown in capitals."],
        "notes": ["Shown in capitals, however it was sent."],
        "vocabulary": True,
        "with": ["kept", 400],  # of a mock that knows the word, and of one that does not
        "without": ["broken", 201],
    }
