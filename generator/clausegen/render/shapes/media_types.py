"""Media types: which are JSON or forms, and which of several is the one to send."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clausegen.model import Content
from clausegen.model.streams import essence

JSON = re.compile(r"application/(?:[\w.+-]+\+)?json(?![\w.+-])", re.ASCII | re.IGNORECASE)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def is_form(media_type: str) -> bool:
    return essence(media_type) in FORMS


def is_multipart(media_type: str) -> bool:
    return media_type.lower().startswith("multipart/")


def preferred(contents: Iterable[Content]) -> Content | None:
    """One media type is enough for a client: JSON if there is a choice, else a form."""
    return min(
        contents,
        key=lambda each: (not JSON.match(each.media_type), not is_form(each.media_type)),
        default=None,
    )
