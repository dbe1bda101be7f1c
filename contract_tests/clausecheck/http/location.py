"""Where below a base URL the document's paths begin: an origin is enough.

The document's `servers` say a path, such as /v2. It counts where a base URL has none of its own and
something answers there.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec
from clausegen.model import Api, Operation

from clausecheck.http.credentials import carried
from clausecheck.http.exchange import Exchange
from clausecheck.http.servers import prefix_of
from clausecheck.http.target import Target, TargetError
from clausecheck.http.wire import Wire

NOT_FOUND = 404
ASKED = 3  # operations that are tried at each place


def located(target: Target, api: Api) -> Target:
    """The target with the prefix of the document's paths. Raises TargetError if none is right."""
    prefix = prefix_of(api)
    given = target.base_url
    has_own = urlsplit(given).path.strip("/") != ""
    bases = (
        [target.base_url] if has_own or not prefix else [target.base_url + prefix, target.base_url]
    )
    asked = list(_asked(api))
    if not asked:
        return _at(target, bases[0])
    wire = Wire(target)
    try:
        found = next((base for base in bases if _is_there(wire, api, target, base, asked)), None)
    finally:
        wire.close()
    if found is None:
        tried = " and ".join(f"{_at(target, each).shown_url}{asked[0].path}" for each in bases)
        hint = f"; the document's server has {prefix}" if prefix else ""
        raise TargetError(f"{tried}: 404, so the document's paths begin elsewhere{hint}")
    return _at(target, found)


def _at(target: Target, base: str) -> Target:
    return msgspec.structs.replace(target, base_url=base)


def _asked(api: Api) -> Iterator[Operation]:
    """Reads that need nothing and have no 404 of their own."""
    found = 0
    for each in api.operations:
        needs = "{" in each.path or any(parameter.required for parameter in each.parameters)
        lacks = any(response.status in {"404", "4XX", "default"} for response in each.responses)
        if each.method == "get" and not (needs or lacks or each.servers) and found < ASKED:
            found += 1
            yield each


def _is_there(wire: Wire, api: Api, target: Target, base: str, operations: list[Operation]) -> bool:
    caller = target.owner
    for each in operations:
        request = Exchange(
            operation=each,
            actor=caller,
            method="GET",
            url=base + each.path,
            carries={**target.headers, **carried(api, each, caller).headers},
        )
        if wire.send(request).status != NOT_FOUND:
            return True
    return False
