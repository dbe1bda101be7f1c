"""What of a document could not be read is told with the verdicts, and fails nothing."""

from __future__ import annotations

import json
from pathlib import Path

from clausecheck.world.contract import contract_of
from clausegen.manifest import Manifest


def test_parts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    answer = {"responses": {"200": {"description": "Fine."}}}
    paths = {"/a": {"get": answer}, "/b": {"get": 5}, "/c": {"$ref": "nowhere.json"}}
    file = tmp_path / "api.json"

    def unread() -> tuple[str, ...]:
        value = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
        file.write_text(json.dumps(value))
        return contract_of(Manifest(document=file)).unread

    told = "not checked, as the document cannot be read there: "
    assert unread() == (f"{told}{file}:1 and 1 more (clausegen lint)",)
    del paths["/b"]
    assert unread() == (f"{told}{file}:1 (clausegen lint)",)
    del paths["/c"]
    assert unread() == ()
