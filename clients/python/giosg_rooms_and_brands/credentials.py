"""Secrets as what goes with every request."""

from __future__ import annotations

from .requests import Credentials


def credentials(
    *,
    api_token: str | None,
    access_token: str | None,
) -> Credentials:
    """Put each secret where its scheme says."""
    headers: dict[str, str] = {}
    if api_token is not None:
        headers["Authorization"] = f"Token {api_token}"
    if access_token is not None:
        headers["Authorization"] = f"Bearer {access_token}"
    return Credentials(headers=headers)
