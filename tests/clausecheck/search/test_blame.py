"""A wrong answer is blamed on the narrowest clause, and on no other."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clausecheck.search.blame import faults
from clausecheck.world.contract import Contract, contract_of
from clausegen.manifest import Manifest, manifest_of


@pytest.fixture(scope="module")
def contract() -> Contract:
    return contract_of(manifest_of("giosg"))


def blamed(
    contract: Contract, operation: str, change: Callable[[dict[str, Any]], Any]
) -> set[str | None]:
    """Clauses that an operation's documented answer breaks once it was changed."""
    response = contract.document.operation(operation).response(200)
    assert response is not None
    content = response.contents[0]
    assert content.schema is not None
    answer = copy.deepcopy(next(each.value for each in content.examples))
    assert not list(faults(contract, content.schema, answer))
    change(answer)
    found = faults(contract, content.schema, answer)
    return {each.clause.id if each.clause else None for each in found}


def set_to(*path: str | int, value: Any) -> Callable[[dict[str, Any]], Any]:
    def change(answer: Any) -> None:
        for key in path[:-1]:
            answer = answer[key]
        answer[path[-1]] = value

    return change


def test_an_attribute(contract: Contract) -> None:
    change = set_to("is_deleted", value="no")
    assert blamed(contract, "retrieveRoom", change) == {"Room.is_deleted.type"}


def test_an_attribute_of_an_item(contract: Contract) -> None:
    change = set_to("results", 0, "name", value=None)
    assert blamed(contract, "listRooms", change) == {"Room.name.type"}


def test_an_attribute_of_a_nested_resource_that_may_be_null(contract: Contract) -> None:
    change = set_to("updated_by_user", value={"id": 7, "organization_id": "?"})
    assert "User.id.type" in blamed(contract, "retrieveRoom", change)
    change = set_to("updated_by_user", value="somebody")
    assert blamed(contract, "retrieveRoom", change) == {"Room.updated_by_user.type"}


def test_what_is_left_out(contract: Contract) -> None:
    def change(answer: dict[str, Any]) -> None:
        del answer["name"], answer["is_open"]

    found = blamed(contract, "retrieveRoom", change)
    assert found == {"Room.name.type", "Room.is_open.type"}


def test_a_condition(contract: Contract) -> None:
    def change(answer: dict[str, Any]) -> None:
        answer |= {"is_online": True, "is_open": False, "is_service_hours_enabled": True}

    found = blamed(contract, "retrieveRoom", change)
    assert found == {"Room.condition.online_only_if_open"}


def test_the_answer_as_a_whole(contract: Contract) -> None:
    response = contract.document.operation("retrieveRoom").response(200)
    assert response is not None
    schema = response.contents[0].schema
    assert schema is not None
    assert [each.clause for each in faults(contract, schema, [])] == [None]


def test_a_condition_whose_title_has_blanks() -> None:
    document = Path(__file__).parents[1] / "cases" / "workshop.yaml"
    contract = contract_of(Manifest(document=document))
    answer = {"is_sharp": True, "sheath": None}
    found = faults(contract, contract.document.schemas["Tool"], answer)
    assert [each.clause and each.clause.id for each in found] == [
        "Tool.condition.sharp_needs_a_sheath"
    ]
