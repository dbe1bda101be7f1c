"""The calls of schemathesis that `search.engine` makes, not all of them public.

Its range is one minor. Before the range is widened, this file says what has changed.
"""

from __future__ import annotations

from typing import Any

import pytest
from clausecheck.search.engine import CONFIG
from schemathesis import Config, GenerationMode, openapi
from schemathesis.core import NOT_SET
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.hypothesis.examples import generate_one

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Books", "version": "1"},
    "paths": {
        "/books/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {"responses": {"200": {"description": "found"}}},
            "put": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["title"],
                                "properties": {"title": {"type": "string"}},
                            },
                            "example": {"title": "Emma"},
                        }
                    }
                },
                "responses": {"200": {"description": "changed"}},
            },
        }
    },
}


@pytest.fixture(scope="module")
def schema() -> Any:
    loaded = openapi.from_dict(DOCUMENT, config=Config.from_str(CONFIG))
    loaded.config.update(base_url="http://localhost")
    return loaded


@pytest.fixture(scope="module")
def operation(schema: Any) -> Any:
    return schema["/books/{id}"]["PUT"]


def cases(schema: Any, operation: Any) -> list[Any]:
    config = schema.config.generation_for(operation=operation, phase="coverage")
    return list(
        schema.iter_coverage_cases(
            operation, generation_modes=list(GenerationMode), generation_config=config
        )
    )


def test_examples_become_cases(operation: Any) -> None:
    made = [generate_one(each) for each in operation.get_strategies_from_examples()]
    assert {"title": "Emma"} in [each.body for each in made]


def test_coverage_cases_say_what_they_are(schema: Any, operation: Any) -> None:
    made = cases(schema, operation)
    assert {each.meta.generation.mode.is_positive for each in made} == {True, False}
    odd = [each for each in made if each.meta.is_negative_at(ParameterLocation.PATH)]
    assert {getattr(each.meta.phase.data, "parameter", None) for each in odd} <= {"id", None}
    bodiless = cases(schema, schema["/books/{id}"]["GET"])
    assert bodiless
    assert all(each.body is NOT_SET for each in bodiless)
    assert all(isinstance(each.formatted_path, str) for each in made)
    assert all(hasattr(each, "media_type") and hasattr(each, "headers") for each in made)


def test_path_values_can_be_replaced(schema: Any, operation: Any) -> None:
    case = next(each for each in cases(schema, operation) if each.body is not NOT_SET)
    case.path_parameters = {**case.path_parameters, "id": "7"}
    case.body = {"title": "Persuasion"}
    given = case.as_transport_kwargs(base_url="http://localhost")
    assert given["url"] == "http://localhost/books/7"
    assert given["json"] == {"title": "Persuasion"}
    assert given["method"] == "PUT"


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_a_strategy_takes_mode_values_and_feedback(operation: Any, mode: GenerationMode) -> None:
    strategy = operation.as_strategy(
        generation_mode=mode, path_parameters={"id": "7"}, feedback=NO_FEEDBACK
    )
    assert generate_one(strategy).path_parameters["id"] == "7"
