"""Secrets as arguments of a client class."""

from __future__ import annotations

import msgspec

from clausegen.model import Api
from clausegen.render.python.names import python_scope
from clausegen.render.python.source import literal
from clausegen.render.shapes.names import snake
from clausegen.render.shapes.secrets import Secret, secrets


class SecretArgument(msgspec.Struct, frozen=True, kw_only=True):
    """One argument, and the lines that put it where the scheme says."""

    name: str
    type: str
    doc: str
    place: str
    code: tuple[str, ...]


def secret_arguments(api: Api) -> tuple[SecretArgument, ...]:
    """One argument for each secret."""
    scope = python_scope(
        {"self", "base_url", "credentials", "http", "retry", "secrets", "timeout", "transport"}
    )
    return tuple(_argument(each, scope.add(snake(each.scheme, "secret"))) for each in secrets(api))


def _argument(secret: Secret, name: str) -> SecretArgument:
    target = f"{secret.place}[{literal(secret.key)}]"
    if secret.is_pair:
        code: tuple[str, ...] = (
            f'pair = ":".join({name}).encode()',
            f'{target} = f"Basic {{b64encode(pair).decode()}}"',
        )
    else:
        value = f'f"{secret.word} {{{name}}}"' if secret.word else name
        code = (f"{target} = {value}",)
    kind = "tuple[str, str]" if secret.is_pair else "str"
    return SecretArgument(name=name, type=kind, doc=secret.doc, place=secret.place, code=code)
