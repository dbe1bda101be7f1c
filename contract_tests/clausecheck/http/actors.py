"""Who sends a request."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import msgspec


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A caller of the API. `ids` holds values of path parameters that are the actor's own."""

    name: str
    token: str | None = None
    scheme: str | None = None
    """The word before a token in the Authorization header, where the document does not say it."""
    username: str | None = None
    password: str | None = None
    credentials: Mapping[str, str] = {}
    """By the names of the document's securitySchemes, where one token is not enough."""
    client: tuple[str, str] | None = None
    """(client_id, client_secret) that a token is got for."""
    own: Mapping[str, str] = {}
    """Written beside the token: values of path parameters that lead to what is the actor's."""
    ids: Mapping[str, str] = {}
    """Resources of the actor, from [actors.NAME.ids]."""

    hides: tuple[str, ...] = ()
    """More that output must not show: headers that go with every request."""

    @property
    def is_anonymous(self) -> bool:
        return not (self.token or self.username or self.credentials)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that output must not show, the longest first."""
        found = {*self.hides, *self.credentials.values(), self.token, self.password, self.basic}
        found |= set(self.client[1:]) if self.client else set()
        return tuple(sorted((each for each in found if each), key=len, reverse=True))

    @property
    def basic(self) -> str | None:
        """Name and password, as HTTP's basic scheme has them."""
        if self.username is None:
            return None
        return base64.b64encode(f"{self.username}:{self.password or ''}".encode()).decode()

    @property
    def secret(self) -> str:
        """How output names the token."""
        return f"$TOKEN_{self.name.upper()}"

    def value(self, parameter: str) -> str | None:
        """The actor's own value of a path parameter."""
        return self.own.get(parameter, self.ids.get(parameter))


ANONYMOUS = Actor(name="anonymous")
STRANGER = Actor(name="stranger", token="clausecheck-no-such-token")  # noqa: S106 - meant to be wrong
"""Credentials that nobody was ever given."""
