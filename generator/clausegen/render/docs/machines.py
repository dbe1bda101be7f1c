"""What machines read: the document in one file, a site map, and indexes for language models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from clausegen.model import Api
from clausegen.render.docs.press import Press

_encode = json.JSONEncoder().encode
_PLAIN_KEY = re.compile(r"[A-Za-z_$][\w$/{}.-]*\Z")
_NOT_PLAIN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def machine_files(api: Api, press: Press, base_url: str) -> dict[str, bytes]:
    paths = [page.path for page in press.pages]
    base = base_url.rstrip("/")
    files = {
        "openapi.json": msgspec.json.format(msgspec.json.encode(api.bundle), indent=1) + b"\n",
        "openapi.yaml": yaml_text(api.bundle).encode(),
        "llms.txt": llms(api, press, base).encode(),
        "llms-full.txt": "\n\n---\n\n".join(press.whole).encode(),
    }
    if base:
        files["sitemap.xml"] = sitemap(base, paths).encode()
        files["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n".encode()
    return files


def llms(api: Api, press: Press, base: str) -> str:
    """The index that llmstxt.org describes: title, summary, then every page."""
    lines = [f"# {api.info.title}", "", f"> {press.pages[0].summary}", ""]
    lines += [
        "The OpenAPI document: openapi.yaml, openapi.json. Everything in one file: llms-full.txt.",
        "",
    ]
    section = None
    for page in press.pages:
        folder = page.path.partition("/")[0].capitalize() if "/" in page.path else "Guides"
        if folder != section:
            lines += ["", f"## {folder}", ""]
            section = folder
        address = f"{base}/{page.path}.md" if base else f"{page.path}.md"
        lines.append(f"- [{page.title}]({address}): {page.summary}")
    return "\n".join(lines) + "\n"


def sitemap(base: str, paths: list[str]) -> str:
    urls = "".join(f"<url><loc>{escape(f'{base}/{path}.html')}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def yaml_text(value: Any) -> str:
    """Block style with JSON's scalars: each JSON string is a YAML string, so nothing is misread."""
    lines: list[str] = []
    _write(value, "", lines)
    return "\n".join(lines) + "\n"


def _write(value: Any, pad: str, lines: list[str]) -> None:
    entries: Iterable[tuple[str, Any]]
    if isinstance(value, dict) and value:
        entries = ((f"{pad}{_key(key)}:", each) for key, each in value.items())
    elif isinstance(value, list) and value:
        entries = zip(repeat(f"{pad}-"), value, strict=False)
    else:
        lines.append(pad + _scalar(value))
        return
    inner = f"{pad}  "
    for start, each in entries:
        if isinstance(each, dict | list) and each:
            lines.append(start)
            _write(each, inner, lines)
        else:
            lines.append(f"{start} {_scalar(each)}")


@cache
def _key(name: Any) -> str:
    text = str(name)
    plain = _PLAIN_KEY.match(text) and text.lower() not in _NOT_PLAIN
    return text if plain else _scalar(text)


def _scalar(value: Any) -> str:
    return encode_basestring(value) if isinstance(value, str) else _encode(value)
