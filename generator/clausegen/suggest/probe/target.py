"""Where a server is and who asks: options, or the target file that a run of the suite takes, too.

Of a target file the first actor asks, in the way of the document's first scheme that fits.
"""

from __future__ import annotations

import base64
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from clausegen.model import Api, SecurityScheme

HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
AUTHORIZATION = "Authorization"
WAYS_IN = {"token", "scheme", "username", "password", "client_id", "client_secret"}


class ProbeError(Exception):
    """The server cannot be probed; the message says why and how to mend it."""


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What a probe is given."""

    base_url: str
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    """Credentials that travel in the URL."""
    values: Mapping[str, str] = {}
    """Of parameters, by name."""


def asking(
    api: Api,
    file: Path | None,
    base_url: str | None,
    headers: Sequence[str],
    values: Sequence[str],
) -> Asking:
    """Options count more than the file. Raises ProbeError for what cannot be used."""
    told = _read(file) if file is not None else {}
    url = base_url or told.get("base_url")
    if not isinstance(url, str):
        raise ProbeError(f'{file}: base_url is missing; write base_url = "http://127.0.0.1:8000"')
    actor: dict[str, Any] = next(iter(_table(told, "actors").values()), {})
    own = {key: each for key, each in actor.items() if key not in WAYS_IN}
    known = {**_table(told, "ids"), **_table(told, "values"), **own, **_table(own, "ids")}
    in_headers, in_query = _credentials(api, actor)
    return Asking(
        base_url=_spelled(str(file), url),
        headers={**_table(told, "headers"), **in_headers, **dict(_headers(headers))},
        query=in_query,
        values={**{k: v for k, v in known.items() if isinstance(v, str)}, **dict(_pairs(values))},
    )


def _credentials(api: Api, actor: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """(headers, query)."""
    token, scheme = actor.get("token"), _scheme(api)
    if "username" in actor:
        token, is_basic = f"{actor['username']}:{actor.get('password', '')}", True
    else:
        is_basic = scheme is not None and (scheme.scheme or "").lower() == "basic"
    if not isinstance(token, str):
        return {}, {}
    if is_basic:
        return {AUTHORIZATION: f"Basic {base64.b64encode(token.encode()).decode()}"}, {}
    if scheme is not None and scheme.key and scheme.key.lower() != AUTHORIZATION.lower():
        if scheme.location == "query":
            return {}, {scheme.key: token}
        is_cookie = scheme.location == "cookie"
        return {"Cookie": f"{scheme.key}={token}"} if is_cookie else {scheme.key: token}, {}
    return {AUTHORIZATION: f"{actor.get('scheme', 'Bearer')} {token}"}, {}


def _scheme(api: Api) -> SecurityScheme | None:
    """The first that an operation asks for."""
    known = {each.name: each for each in api.security_schemes}
    asked = (alternative for each in api.operations for alternative in each.security or ())
    return next((known[name] for each in asked for name, _ in each if name in known), None)


def _read(file: Path) -> dict[str, Any]:
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ProbeError(f"{file}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProbeError(f"{file}: is not TOML: {error}") from error
    told: dict[str, Any] = _filled(str(file), raw)
    return told


def _filled(where: str, value: Any) -> Any:
    """With the environment's values in its texts."""
    if isinstance(value, dict):
        return {key: _filled(where, each) for key, each in value.items()}
    return _spelled(where, value) if isinstance(value, str) else value


def _table(told: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = told.get(key, {})
    return found if isinstance(found, dict) else {}


def _headers(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    for each in given:
        name, colon, value = (part.strip() for part in each.partition(":"))
        value = _spelled(f"--header {name}", value)
        if not (colon and HEADER.fullmatch(name) and value.isascii() and value.isprintable()):
            raise ProbeError(f"--header {name}: write it as 'NAME: VALUE', in plain ASCII")
        yield name, value


def _pairs(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    for each in given:
        name, sign, value = each.partition("=")
        if not (name and sign and value):
            raise ProbeError(f"--value {each}: write it as NAME=VALUE")
        yield name, value


def _spelled(where: str, value: str) -> str:
    """${NAME} is the environment variable NAME."""
    for name in VARIABLE.findall(value):
        if not os.environ.get(name):
            raise ProbeError(f"{where}: the environment variable {name} is not set")
    return VARIABLE.sub(lambda found: os.environ[found[1]], value)
