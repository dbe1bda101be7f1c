"""An item is called as its clause, whichever pytest makes the node id."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from clausecheck.run.binding import every
from clausecheck.run.items import ClauseItem, items_of


def test_node_ids_are_of_clauses_where_pytest_prefers_the_original_name(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    @every("ordering")
    def bound(clause: object) -> None:
        assert clause

    asked: list[dict[str, Any]] = []
    make = ClauseItem.from_parent

    def seen(parent: pytest.Module, **given: Any) -> ClauseItem:
        asked.append(given)
        return make(parent, **given)

    monkeypatch.setattr(ClauseItem, "from_parent", seen)
    clause: Any = SimpleNamespace(id="listThings.ordering.size", word="ordering", waived=None)
    contract: Any = SimpleNamespace(clauses=[clause], by_id={clause.id: clause})
    (item,) = items_of(request.node.parent, "bound", bound, contract) or []
    # pytest 9.2 makes the id of the original name where one is given
    assert [each.get("originalname") or each["name"] for each in asked] == [clause.id]
    assert item.nodeid.endswith("::listThings.ordering.size")
    assert item.originalname == "bound"
