"""Values that only some servers refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from giosg_mock.choices import Choices

LANGUAGES = frozenset({"en", "fi"})


def limits(chosen: Choices, operation: str, value: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a payload, by attribute."""
    if chosen.few_languages and value.get("language_code", "en") not in LANGUAGES:
        return {"language_code": "This language is not supported."}
    ttl = value.get("sensitive_data_purge_ttl")
    if chosen.positive_ttl and ttl is not None and ttl < 1:
        return {"sensitive_data_purge_ttl": "At least one day."}
    if chosen.brands_need_names and operation.endswith("Brand") and value.get("name") == "":
        return {"name": "A brand needs a name."}
    return {}
