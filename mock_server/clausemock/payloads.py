"""What the document demands of a payload beyond the types that the stub reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import msgspec
from clausegen.model import Api, Operation, Schema
from clausegen.validation import Validator, validator


class Payloads:
    def __init__(self, api: Api) -> None:
        self._api = api

    @cached_property
    def _validators(self) -> Mapping[str, Validator]:
        return {
            operation.id: validator(self._api, schema)
            for operation in self._api.operations
            if (schema := _schema(operation)) is not None
        }

    def faults(self, operation: str, payload: bytes) -> dict[str, str]:
        """What is wrong with a payload, by attribute."""
        errors = self._validators[operation].errors(msgspec.json.decode(payload))
        return {str(each.path[0]) if each.path else "detail": each.message for each in errors}

    def attributes(self, schema: str) -> set[str]:
        """The names of the attributes of a named schema."""
        return {each.name for each in self._api.attributes(self._api.schemas[schema])}


def _schema(operation: Operation) -> Schema | None:
    contents = operation.body.contents if operation.body else ()
    return next((each.schema for each in contents if each.schema), None)
