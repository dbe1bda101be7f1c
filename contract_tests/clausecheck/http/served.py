"""A document that a server gives itself."""

from __future__ import annotations

import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

from clausecheck.http.credentials import plain
from clausecheck.http.target import Target, TargetError

LARGEST = 64 * 1024 * 1024
PATIENCE = 120.0  # seconds: large ones are made when they are first asked for
LATE = "is not given within"
USUAL = "/openapi.json"
UNTRUSTED = "the certificate is not trusted: give connection.ca_file, or connection.insecure; "
CLOSED = frozenset({401, 403})


def fetched(url: str, folder: Path, target: Target | None = None) -> Path:
    """The document at a loopback URL, as a file in `folder`.

    If it is the target's, its owner asks: a document may be behind the same login.
    Raises TargetError for another place, for no answer, and for one that is no document.
    """
    named = Target(base_url=url)
    shown = named.shown_url
    if not named.is_loopback:
        raise TargetError(
            f"{shown}: only a server of this machine is asked; save it to a file first"
        )
    # Not httpx2: what it imports has a pytest plugin, which pytest wants to import itself.
    connection = (target or named).connection
    direct = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPSHandler(context=connection.usual_tls()),
    )
    try:
        with direct.open(_request(url, target), timeout=PATIENCE) as answer:
            raw = answer.read(LARGEST)
    except HTTPError as error:
        login = "; the document is behind a login: give [actors.NAME] with a token, or --header"
        raise TargetError(
            f"{shown}: there is no document: {error}{login if error.code in CLOSED else ''}"
        ) from error
    except TimeoutError as error:
        raise TargetError(
            f"{shown}: the document {LATE} {PATIENCE:g} s; save it to a file"
        ) from error
    except (OSError, HTTPException, ValueError) as error:
        hint = UNTRUSTED if "CERTIFICATE_VERIFY_FAILED" in str(error) else ""
        raise TargetError(f"{shown}: there is no document: {hint}{error}") from error
    if b"openapi" not in raw and b"swagger" not in raw:
        raise TargetError(f"{shown}: what is there is no OpenAPI document")
    is_json = raw.lstrip().startswith(b"{")
    file = folder / f"openapi.{'json' if is_json else 'yaml'}"
    file.write_bytes(raw)
    return file


def _request(url: str, target: Target | None) -> urllib.request.Request:
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])  # urllib takes it for a host
    request = urllib.request.Request(bare.geturl())  # noqa: S310 - loopback only
    if target is not None and urlsplit(target.base_url).netloc == parts.netloc:
        for name, value in {**target.headers, **plain(target.owner).headers}.items():
            request.add_unredirected_header(name, value)  # nobody else is to read them
    return request
