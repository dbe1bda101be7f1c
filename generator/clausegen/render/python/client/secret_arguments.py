"""Secrets as arguments of a client class."""

from __future__ import annotations

import msgspec

from clausegen.model import Api
from clausegen.render.python.scope import python_scope
from clausegen.render.python.source import Group, Prefixed, Source, literal, statement
from clausegen.render.shapes.names import snake
from clausegen.render.shapes.secrets import Secret, Ways, secrets, usual_ways


class SecretArgument(msgspec.Struct, frozen=True, kw_only=True):
    """One argument of a client, and the value that stands for it in the credentials."""

    name: str
    type: str
    doc: str
    source: Source


def secret_arguments(api: Api) -> tuple[SecretArgument, ...]:
    """One argument for each secret."""
    scope = python_scope(
        {
            *("self", "base_url", "credentials", "http", "on_unexpected", "options"),
            *("retry", "secrets", "timeout", "transport"),
        }
    )
    return tuple(_argument(each, scope.add(snake(each.scheme, "secret"))) for each in secrets(api))


def _argument(secret: Secret, name: str) -> SecretArgument:
    kind = "tuple[str, str]" if secret.is_pair else "str"
    items = [literal(secret.place), literal(secret.key), name]
    items += [literal(secret.word)] if secret.word and not secret.is_pair else []
    made = Prefixed(f"{literal(secret.scheme)}: ", Group("Secret(", tuple(items), ")"))
    return SecretArgument(name=name, type=kind, doc=secret.doc, source=made)


def made_credentials(api: Api, given: tuple[SecretArgument, ...]) -> str:
    """The statement that makes the credentials of the arguments."""
    table = Group("{", tuple(each.source for each in given), "}", is_list=True)
    usual = Prefixed("usual=", ways_source(usual_ways(api)))
    return statement("return ", Group("Credentials(", (table, usual), ")"), "", 4)


def ways_source(ways: Ways) -> Source:
    """Alternatives of schemes as tuples."""
    inner = (Group("(", tuple(map(literal, way)), ")", is_tuple=True) for way in ways)
    return Group("(", tuple(inner), ")", is_tuple=True)
