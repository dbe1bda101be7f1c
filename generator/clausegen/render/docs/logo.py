"""The picture beside the title that the document itself names: `x-logo` of its info."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clausegen.model import Api
from clausegen.render.docs.prose import is_web_address

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})


class LogoError(Exception):
    """The picture cannot be shown. The message says why and what to do."""


def documented_logo(api: Api, document: Path) -> Path | None:
    """The file, which lies beside the document; None without `x-logo`. Raises LogoError."""
    info = api.bundle.get("info")
    found = info.get("x-logo") if isinstance(info, Mapping) else None
    url = found.get("url") if isinstance(found, Mapping) else None
    if not isinstance(url, str) or not url:
        return None
    if is_web_address(url) or ":" in url or url.startswith("//"):
        raise LogoError(
            f"x-logo is at {url[:80]}, and pages load nothing from elsewhere: "
            "save it as a file and give that with --logo."
        )
    folder = document.parent.resolve()
    path = (folder / url).resolve()
    if not path.is_relative_to(folder) or path.suffix.lower() not in PICTURES:
        raise LogoError(f"x-logo {url[:80]} is no picture in the folder of the document.")
    if not path.is_file():
        raise LogoError(f"x-logo {url[:80]} is not beside the document.")
    return path
