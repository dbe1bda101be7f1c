"""Secrets as what goes with every request."""

from __future__ import annotations

from .requests import Credentials, Secret


def credentials(
    *,
    api_token: str | None,
    access_token: str | None,
) -> Credentials:
    """Put each secret where its scheme says."""
    return Credentials(
        {
            "apiToken": Secret("headers", "Authorization", api_token, "Token"),
            "accessToken": Secret("headers", "Authorization", access_token, "Bearer"),
        },
        usual=(("apiToken",), ("accessToken",)),
    )
