"""What a generated package is called, its version, and where its API is."""

from __future__ import annotations

from clausegen.model import Api, Operation, Server
from clausegen.render.shapes.names import snake, words
from clausegen.render.shapes.text import plain


def title(api: Api) -> str:
    """The title on one line, without a full stop."""
    return " ".join(plain(api.info.title).split()).rstrip(".")


def package_name(api: Api) -> str:
    """The title as a module name; "API" says nothing there."""
    found = words(api.info.title)
    kept = [word for word in found if word.lower() != "api"] or found
    return snake(" ".join(kept), "client") + "_client" if len(kept) == 1 else snake(" ".join(kept))


def version(api: Api) -> str:
    """A version that packaging understands."""
    digits = "".join(c if c.isascii() and c.isdigit() else " " for c in api.info.version).split()
    return ".".join(str(int(each)) for each in digits[:3]) or "0"


def base_url(api: Api) -> str:
    """The first server, if the document gives its whole address."""
    url = _filled(api.servers)
    return url if url.startswith(("http://", "https://")) else ""


def own_server(api: Api, operation: Operation) -> tuple[str, str] | None:
    """The API's server and the operation's own one, if there is one that differs."""
    own, usual = _filled(operation.servers), base_url(api)
    return (usual, own) if own and own != usual else None


def _filled(servers: tuple[Server, ...]) -> str:
    if not servers:
        return ""
    url = servers[0].url
    for name, value in servers[0].variables:
        url = url.replace(f"{{{name}}}", value)
    return url.rstrip("/")
