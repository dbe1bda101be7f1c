"""The implementation under test: where it is, who may call it, and which ids it has.

Written as TOML; `${NAME}` in a value is the environment variable NAME.
"""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from clausegen.manifest import Manifest, Roles

from clausecheck.http.actors import ANONYMOUS, Actor
from clausecheck.http.connection import Connection, connection_of, meant

HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
SECRET = re.compile("authorization|cookie|key|token|secret|password", re.IGNORECASE)
KEY = r"\[(?:actors|ids|values|headers)(?:\.[\w-]+)?\](?: [\w.-]+)?|\bids\.[\w-]+"
"""A key of a target file, as the reasons of a run name it."""
VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


WAYS_IN = ("token", "username", "password", "client_id", "client_secret", "scheme", "credentials")


class TargetError(Exception):
    """The target cannot be used; the message says what, where and how to mend it."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What the suite knows of an implementation."""

    base_url: str
    """Origin, and a prefix of all paths if there is one; without a slash at the end."""
    actors: Mapping[str, Actor] = {}
    ids: Mapping[str, str] = {}
    """Resources that cannot be made through the API, by name."""
    roles: Roles = Roles()
    headers: Mapping[str, str] = {}
    """Sent with every request."""
    values: Mapping[str, Any] = {}
    """What only a person knows, by attribute: NAME, Resource.NAME or operationId.NAME."""
    connection: Connection = Connection()
    writes_allowed: bool = False
    actions_allowed: bool = False
    """Operations may be sent of which nobody knows what they change."""
    lent: tuple[tuple[str, str], ...] = ()
    """(name, id) of resources that the run may change and use up, although it did not make them."""

    @property
    def is_loopback(self) -> bool:
        host = urlsplit(self.base_url).hostname or ""
        if host == "localhost":
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return address.is_loopback or address.is_unspecified

    @property
    def writable(self) -> bool:
        return self.is_loopback or self.writes_allowed

    @property
    def owner(self) -> Actor:
        """Who prepares what a check needs: the actor of this role, else the first one."""
        name = self.roles.owner or next(iter(self.actors), "")
        return self.actors.get(name, ANONYMOUS)

    @property
    def has_owner(self) -> bool:
        return self.owner is not ANONYMOUS

    @property
    def secrets(self) -> tuple[str, ...]:
        told = (secret for each in self.actors.values() for secret in each.secrets)
        return (*self.secrets_of_all, *told)

    @property
    def secrets_of_all(self) -> tuple[str, ...]:
        """Those that go with every request, whoever sends it."""
        return (*self.secret_headers, *_user_info(self.base_url))

    @property
    def shown_url(self) -> str:
        """The base URL as output shows it: its user info is a secret."""
        told = urlsplit(self.base_url).netloc.rpartition("@")[0]
        return self.base_url.replace(f"//{told}@", "//$TOKEN@", 1) if told else self.base_url

    @property
    def secret_headers(self) -> tuple[str, ...]:
        """Values of headers whose names tell that output must not show them."""
        return tuple(value for name, value in self.headers.items() if SECRET.search(name))


def without(secrets: Sequence[str], text: str) -> str:
    """The text with $TOKEN in place of each secret; keys of a target file stay as they are."""
    if not secrets:
        return text
    longest_first = sorted(secrets, key=len, reverse=True)
    found = re.compile(f"({'|'.join(map(re.escape, longest_first))})|{KEY}")
    return found.sub(lambda each: "$TOKEN" if each[1] else each[0], text)


def load_target(  # noqa: PLR0913 - one for each option
    file: Path | None,
    *,
    base_url: str | None = None,
    settings: Sequence[str] = (),
    headers: Sequence[str] = (),
    allow_writes: bool = False,
    allow_actions: bool = False,
    manifest: Manifest | None = None,
) -> Target:
    """The target of a file, with `base_url`, `settings` and `headers` put over it.

    Settings are written as "actors.NAME.token=...", headers as "NAME: VALUE".

    The manifest says who plays which role, and what stands before a token.

    Raises TargetError for an unreadable file, a wrong key or value, or no base URL at all.
    """
    where = str(file) if file is not None else "--target-set"
    raw = _read(file) if file is not None else {}
    for each in settings:
        _put(raw, each)
    for each in headers:
        _put_header(where, raw, each)
    if base_url:
        raw["base_url"] = base_url
    scheme = manifest.scheme if manifest is not None else None
    known = {"base_url", "actors", "ids", "lent", "values", "headers", "connection"}
    for key in raw:
        if key not in known:
            raise TargetError(f"{where}: {key} is not known; {meant(key, known)}")
    actors = {
        name: _actor(where, name, value, scheme) for name, value in _table(where, raw, "actors")
    }
    return Target(
        base_url=_base_url(where, raw.get("base_url")),
        actors=actors,
        ids={name: _text(where, f"ids.{name}", value) for name, value in _table(where, raw, "ids")},
        roles=manifest.roles if manifest is not None else Roles(),
        headers={
            name: _carried(where, f"headers.{name}", value)
            for name, value in _table(where, raw, "headers")
        },
        values=dict(_values(_table(where, raw, "values"))),
        connection=_connection(where, raw, file.parent if file is not None else Path()),
        writes_allowed=allow_writes,
        actions_allowed=allow_actions,
        lent=tuple(_lent(where, raw)),
    )


def _values(table: list[tuple[str, Any]], above: str = "") -> Iterator[tuple[str, Any]]:
    """[values.createBook] name = "x" says the same as [values] "createBook.name" = "x"."""
    for name, value in table:
        if isinstance(value, dict):
            yield from _values(list(value.items()), f"{above}{name}.")
        yield f"{above}{name}", value


def _lent(where: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What `lent` names: values or whole tables of ids of this file."""
    keys = raw.get("lent", [])
    if not isinstance(keys, list):
        raise TargetError(f'{where}: lent must be a list, such as lent = ["ids.shelf_id"]')
    for key in keys:
        *tables, last = str(key).split(".")
        node: Any = raw
        for each in tables:
            node = node.get(each, {}) if isinstance(node, dict) else {}
        value = node.get(last) if isinstance(node, dict) else None
        if value is None or "ids" not in (*tables, last):
            raise TargetError(f"{where}: lent names {key}, which is no id of this file")
        for name, each in value.items() if isinstance(value, dict) else [(last, value)]:
            yield name, _text(where, f"{key}", each)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TargetError(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetError(f"{file}: is not TOML: {error}") from error


def _put(raw: dict[str, Any], setting: str) -> None:
    key, sign, value = setting.partition("=")
    if not sign:
        raise TargetError(f"--target-set {setting}: write it as KEY=VALUE")
    *tables, last = key.strip().split(".")
    node = raw
    for each in tables:
        node = node.setdefault(each, {})
        if not isinstance(node, dict):
            raise TargetError(f"--target-set {setting}: {each} is no table")
    node[last] = value


def _put_header(where: str, raw: dict[str, Any], header: str) -> None:
    name, colon, value = (each.strip() for each in header.partition(":"))
    if not (colon and HEADER.fullmatch(name) and value):
        raise TargetError(f"--header {name}: write it as 'NAME: VALUE'")
    if not value.isprintable():
        raise TargetError(f"--header {name}: a line break ends a header; write it as one line")
    told = dict(_table(where, raw, "headers"))
    raw["headers"] = {**{k: v for k, v in told.items() if k.lower() != name.lower()}, name: value}


def _base_url(where: str, value: Any) -> str:
    if value is None:
        raise TargetError(f'{where}: base_url is missing; write base_url = "http://127.0.0.1:8000"')
    url = _text(where, "base_url", value).rstrip("/")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment:
        shown = re.sub("//.*@", "//$TOKEN@", url)
        raise TargetError(f"{shown}: is no base URL; write it as http://HOST:PORT or https://HOST")
    return url


def _user_info(url: str) -> Iterator[str]:
    """What of a URL stands before its host, in each form in which a server may tell it again."""
    told = urlsplit(url).netloc.rpartition("@")[0]
    if told:
        password = told.partition(":")[2]
        plain = unquote(told)
        every = (
            told,
            plain,
            password,
            unquote(password),
            base64.b64encode(plain.encode()).decode(),
        )
        yield from (each for each in dict.fromkeys(every) if each)


def _table(where: str, raw: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    value = raw.get(key, {})
    if not isinstance(value, dict):
        raise TargetError(f"{where}: {key} must be a table, such as [{key}]")
    return list(value.items())


def _connection(where: str, raw: Mapping[str, Any], folder: Path) -> Connection:
    settings = {
        name: _text(where, f"connection.{name}", value) if isinstance(value, str) else value
        for name, value in _table(where, raw, "connection")
    }
    try:
        return connection_of(settings, folder)
    except ValueError as error:
        raise TargetError(f"{where}: connection.{error}") from error


def _actor(where: str, name: str, raw: Any, scheme: str | None) -> Actor:
    key = f"actors.{name}"
    if not isinstance(raw, dict):
        raise TargetError(f"{where}: {key} must be a table, such as [{key}]")
    tables = ("ids", "credentials")
    ids, credentials = (
        {k: _text(where, f"{key}.{table}.{k}", v) for k, v in _table(where, raw, table)}
        for table in tables
    )
    own = {
        k: (_carried if k in {"token", "scheme"} else _text)(where, f"{key}.{k}", v)
        for k, v in raw.items()
        if k not in tables
    }
    told: dict[str, Any] = {
        each: own.pop(each) for each in ("token", "username", "password") if each in own
    }
    scheme = own.pop("scheme", scheme)
    client = None
    if "client_id" in own and "client_secret" in own:
        client = (own.pop("client_id"), own.pop("client_secret"))
    if not (told or credentials or client):
        for each in own:
            if get_close_matches(each, WAYS_IN, n=1):
                raise TargetError(f"{where}: {key}.{each} is not known; {meant(each, WAYS_IN)}")
        raise TargetError(f'{where}: {key}.token is missing; write token = "${{NAME}}"')
    return Actor(
        name=name, scheme=scheme, credentials=credentials, client=client, own=own, ids=ids, **told
    )


def _text(where: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TargetError(f"{where}: {key} must be a text that is not empty")
    return VARIABLE.sub(lambda found: _variable(where, key, found[1]), value)


def _carried(where: str, key: str, value: Any) -> str:
    text = _text(where, key, value)
    if not (text.isascii() and text.isprintable()):
        raise TargetError(f"{where}: {key} holds what no HTTP header carries; use plain ASCII")
    return text


def _variable(where: str, key: str, name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise TargetError(f"{where}: {key} needs the environment variable {name}, which is not set")
    return value
