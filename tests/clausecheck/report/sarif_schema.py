"""The schema of SARIF, which `make browser` fetches."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs

SARIF_SCHEMA = (
    Path(__file__).parents[2]
    / "browser/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
)


def sarif_schema() -> jsonschema_rs.Draft4Validator:
    text = SARIF_SCHEMA.read_text(encoding="utf-8").replace("{2}]?$", "{2}$")  # a stray bracket
    return jsonschema_rs.Draft4Validator(json.loads(text))
