"""Files in forms."""

from __future__ import annotations

from typing import Self


class Upload(bytes):
    """The content of a file, with its name and media type; plain bytes do without."""

    name: str
    media_type: str

    def __new__(cls, content: bytes, *, name: str = "", media_type: str = "") -> Self:
        made = super().__new__(cls, content)
        made.name, made.media_type = name, media_type
        return made
