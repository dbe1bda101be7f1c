"""Words take the names that documents have chosen: operationIds may hold anything."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest
from clausegen.words.vocabulary import closed
from clausegen.words.word import Kind


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("operation", {"deletion": {"mode": "soft", "flag": "is-gone", "retrieve": "users/get"}}),
        ("operation", {"deletion": {"mode": "hard", "list": "get-users"}}),
        ("operation", {"pagination": {"style": "cursor", "parameter": "a-b", "last": "$id"}}),
        ("attribute", {"references": {"parameter": "user-id", "operation": "get user"}}),
        ("attribute", {"states": {"in progress": [{"to": "done", "by": "jobs.finish"}]}}),
        ("attribute", {"uniqueness": {"within": "user-id"}}),
        ("attribute", {"object_of": "owner-id"}),
        ("response", {"causes": [{"id": "gone", "when": "it is gone", "unknown": "user-id"}]}),
    ],
)
def test_any_name_that_a_document_may_have(kind: Kind, word: dict[str, Any]) -> None:
    assert jsonschema_rs.is_valid(closed(kind), word)


def test_names_of_our_own_are_plain() -> None:
    cause = {"id": "not plain", "when": "it is gone"}
    assert not jsonschema_rs.is_valid(closed("response"), {"causes": [cause]})
