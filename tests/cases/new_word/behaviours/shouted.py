"""shouted: the text is shown in capitals, and cannot be empty."""

from __future__ import annotations

from typing import Any

from clausegen.model import Api
from clausegen.words.shouted import Shouted as Word
from clausemock.behaviours.hooks import Refused


class Shouted:
    def __init__(self, api: Api, *, on: bool = True) -> None:
        self._names = {
            name: [each.name for each in api.attributes(schema) if each.schema.words.get(Word)]
            for name, schema in (api.schemas.items() if on else ())
        }

    def write(
        self,
        resource: str | None,
        before: dict[str, Any] | None,  # noqa: ARG002
        after: dict[str, Any],
        call: Any,  # noqa: ARG002
    ) -> None:
        if any(after.get(name) == "" for name in self._names.get(resource or "", ())):
            raise Refused((400,), "Nothing cannot be shouted.")

    def show(self, resource: str | None, shown: dict[str, Any], call: Any) -> None:  # noqa: ARG002
        for name in self._names.get(resource or "", ()):
            if isinstance(shown.get(name), str):
                shown[name] = shown[name].upper()


BEHAVIOUR = Shouted
