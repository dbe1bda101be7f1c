"""Mocks of small documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausegen.load import load_api
from clausemock.derived.application import Application
from clausemock.derived.service import Service
from clausemock.derived.state import State
from mocked import MakeMock, Mocked


@pytest.fixture
def mock_of(tmp_path: Path) -> MakeMock:
    def make(document: str | Path, *, database: str = ":memory:", **headers: str) -> Mocked:
        path = document
        if isinstance(document, str):
            path = tmp_path / "openapi.yaml"
            path.write_text(document, encoding="utf-8")
        api = load_api(path)
        return Mocked(Application(api, Service(api, State(database))), headers)

    return make
