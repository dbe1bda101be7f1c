"""Where an operation is sent: most go below the base URL, some have servers of their own.

The target stands for the host that the document names. Another host is none that anybody gave.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from clausegen.model import Api, Operation, Server

from clausecheck.failures import NotChecked

PORTS = {"http": 80, "https": 443}
Origin = tuple[str, str, int | None]


def base_of(api: Api, base_url: str, operation: Operation) -> str:
    """What stands before the operation's path. Raises NotChecked if that is not at the target."""
    if not operation.servers or operation.servers == api.servers:
        return base_url
    root = _root(api, base_url)
    known = {_origin(urlsplit(url)) for url in (base_url, *map(address, api.servers))}
    for each in operation.servers:
        there = urlsplit(address(each))
        if not there.netloc or _origin(there) in known:
            return base_url if root is None else root + there.path.rstrip("/")
    where = address(operation.servers[0])
    raise NotChecked(f"{operation.id} is at {where}, which is another server than the target")


def prefix_of(api: Api) -> str:
    """The path of the document's first server."""
    return next((urlsplit(address(each)).path.rstrip("/") for each in api.servers), "")


def address(server: Server) -> str:
    """With the defaults of its variables."""
    url = server.url
    for name, value in server.variables:
        url = url.replace(f"{{{name}}}", value)
    return url


def _root(api: Api, base_url: str) -> str | None:
    """The base URL without the document's prefix; None where the target does without one."""
    prefix = prefix_of(api)
    return base_url.removesuffix(prefix) if base_url.endswith(prefix) else None


def _origin(parts: SplitResult) -> Origin:
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)
