"""Files in forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Upload(bytes):
    """The content of a file, with its name and media type; plain bytes do without.

    `headers` are those of its part of the form, beside Content-Type and Content-Disposition.
    """

    name: str
    media_type: str
    headers: dict[str, str]

    def __new__(
        cls,
        content: bytes,
        *,
        name: str = "",
        media_type: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        made = super().__new__(cls, content)
        made.name, made.media_type, made.headers = name, media_type, dict(headers or {})
        for line in (*made.headers, *made.headers.values()):
            if {"\r", "\n"} & {*line}:
                raise ValueError(f"{line!r} would be more than one header")
        return made
