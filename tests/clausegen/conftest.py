"""Makes `cases` importable, and gives the document that clausekit ships."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import Api

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def api() -> Api:
    return load_api(manifest_of("giosg").document)
