"""Who sends a request."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A caller of the API. `ids` holds values of path parameters that are the actor's own."""

    name: str
    token: str | None = None
    scheme: str = "Bearer"
    own: Mapping[str, str] = {}
    """Written beside the token: values of path parameters that lead to what is the actor's."""
    ids: Mapping[str, str] = {}
    """Resources of the actor, from [actors.NAME.ids]."""

    @property
    def authorization(self) -> str | None:
        """Value of the Authorization header; None for an anonymous caller."""
        return None if self.token is None else f"{self.scheme} {self.token}"

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
