"""Media types whose values arrive piece by piece."""

from __future__ import annotations

import re

EVENTS = "text/event-stream"
LINES = re.compile(r"application/((x-)?(jsonl|ndjson|jsonlines)|([\w.+-]+\+)?json-seq)")
"""JSON values one after the other."""


def essence(media_type: str) -> str:
    """The media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def is_stream(media_type: str) -> bool:
    """Whether what it holds arrives piece by piece."""
    return essence(media_type) == EVENTS or LINES.fullmatch(essence(media_type)) is not None
