"""Makes `cases` importable, and gives the document that clausekit ships."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from clausegen.load import default_document, load_api
from clausegen.model import Api

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def api() -> Api:
    return load_api(default_document())
