"""How OpenAPI's styles put the values of parameters into text."""

from __future__ import annotations

SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
