"""A document that a server gives itself."""

from __future__ import annotations

import urllib.request
from http.client import HTTPException
from pathlib import Path

from clausecheck.http.target import Target, TargetError

LARGEST = 64 * 1024 * 1024
PATIENCE = 120.0  # seconds: large ones are made when they are first asked for
LATE = "is not given within"
USUAL = "/openapi.json"


def fetched(url: str, folder: Path) -> Path:
    """The document at a loopback URL, as a file in `folder`.

    Raises TargetError for another place, for no answer, and for one that is no document.
    """
    if not Target(base_url=url).is_loopback:
        raise TargetError(f"{url}: only a server of this machine is asked; save it to a file first")
    # Not httpx2: what it imports has a pytest plugin, which pytest wants to import itself.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=PATIENCE) as answer:
            raw = answer.read(LARGEST)
    except TimeoutError as error:
        raise TargetError(
            f"{url}: the document {LATE} {PATIENCE:g} s; save it to a file"
        ) from error
    except (OSError, HTTPException, ValueError) as error:
        raise TargetError(f"{url}: there is no document: {error}") from error
    if b"openapi" not in raw and b"swagger" not in raw:
        raise TargetError(f"{url}: what is there is no OpenAPI document")
    is_json = raw.lstrip().startswith(b"{")
    file = folder / f"openapi.{'json' if is_json else 'yaml'}"
    file.write_bytes(raw)
    return file
