"""Whom a token belongs to.

Every path of rooms and brands begins below an organization or a user. giosg's quickstart documents
`/api/v5/users/me`, which answers the caller; it is no operation of the document, so a server
without it breaks no clause: then the ids have to be told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ME = "/api/v5/users/me"


def introduced(ask: Callable[[str], Any]) -> dict[str, str]:
    """The organization and the user of a token, as far as the server tells."""
    user = ask(ME)
    if not isinstance(user, dict):
        return {}
    nested = user.get("organization")
    organization = nested.get("id") if isinstance(nested, dict) else None
    ids = {"organization_id": user.get("organization_id", organization), "user_id": user.get("id")}
    return {name: value for name, value in ids.items() if isinstance(value, str) and value}
