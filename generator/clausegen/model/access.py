"""Where an API is reached, and with which credentials."""

from __future__ import annotations

import msgspec


class Server(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    name: str = ""
    """3.2: what an author calls it, such as "production"."""
    description: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    """(name, default)."""


class SecurityScheme(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    pointer: str
    type: str
    description: str = ""
    location: str | None = None
    """apiKey: header, query or cookie."""
    key: str | None = None
    """apiKey: name of the header, query parameter or cookie."""
    scheme: str | None = None
    """http: basic, bearer, ..."""
    bearer_format: str | None = None
    openid_url: str | None = None
    deprecated: bool = False
    metadata_url: str | None = None
    """3.2, OAuth2: where the authorization server describes itself."""
    flows: tuple[Flow, ...] = ()


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """One OAuth2 flow; scopes are (name, description)."""

    name: str
    authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None
    device_authorization_url: str | None = None
    """3.2, the device flow: where a device asks for the code that its user types elsewhere."""
    scopes: tuple[tuple[str, str], ...] = ()


Security = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""Alternatives; each is the (scheme, scopes) pairs needed together. () in it: anonymous is fine."""
