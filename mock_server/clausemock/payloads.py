"""What is demanded of a payload beyond the types that the stub reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec
from clausegen.model import Api, Operation, Schema
from clausegen.schemas.validation import Validator, validator

from clausemock.choices import Choices

BOOLEANS = {"true": True, "false": False, "1": True, "0": False}


class Payloads:
    def __init__(self, api: Api, choices: Choices) -> None:
        self._api = api
        self._choices = choices

    @cached_property
    def _schemas(self) -> Mapping[str, Schema]:
        pairs = ((each.id, _schema(each)) for each in self._api.operations)
        return {operation: schema for operation, schema in pairs if schema is not None}

    @cached_property
    def _validators(self) -> Mapping[str, Validator]:
        return {
            operation: validator(self._api, schema) for operation, schema in self._schemas.items()
        }

    def faults(self, operation: str, payload: bytes) -> dict[str, str]:
        """What is wrong with a payload, by attribute."""
        try:
            value = msgspec.json.decode(payload)
        except RecursionError:  # The stub skips unknown attributes without a look at them.
            return {"detail": "The payload is nested too deeply."}
        errors = self._validators[operation].errors(value)
        faults = {str(each.path[0]) if each.path else "detail": each.message for each in errors}
        return faults or self._unwelcome(operation, value)

    def attributes(self, schema: str) -> frozenset[str]:
        """The names of the attributes of a named schema."""
        attributes = self._api.attributes(self._api.schemas[schema])
        return frozenset(each.name for each in attributes)

    def coerced(self, operation: str, payload: bytes) -> bytes:
        """The payload with scalars of the documented types wherever a scalar can be read as one."""
        try:
            value = msgspec.json.decode(payload)
        except (ValueError, RecursionError):
            return payload
        if operation not in self._schemas or not isinstance(value, dict):
            return payload
        for each in self._api.attributes(self._schemas[operation]):
            if each.name in value:
                value[each.name] = _coerced(value[each.name], each.schema.types)
        return msgspec.json.encode(value)

    def _shown(self, operation: str) -> frozenset[str]:
        """The attributes of what the operation answers."""
        responses = (each for each in self._api.operation(operation).responses if each.is_success)
        schemas = (each.schema for response in responses for each in response.contents)
        return frozenset(
            attribute.name
            for schema in schemas
            if schema is not None
            for attribute in self._api.attributes(schema)
        )

    def _unwelcome(self, operation: str, value: dict[str, Any]) -> dict[str, str]:
        """Attributes that a client does not write, if they are refused."""
        if self._choices.read_only == self._choices.unknown_attributes == "ignored":
            return {}
        schema = self._schemas[operation]
        resource = self._shown(operation)
        extra = value.keys() - {each.name for each in self._api.attributes(schema)}
        faults: dict[str, str] = {}
        if self._choices.read_only == "refused":
            faults |= dict.fromkeys(extra & resource, "This is read-only.")
        if self._choices.unknown_attributes == "refused":
            faults |= dict.fromkeys(extra - resource, "There is no such attribute.")
        return faults


def _schema(operation: Operation) -> Schema | None:
    contents = operation.body.contents if operation.body else ()
    return next((each.schema for each in contents if each.schema), None)


def _coerced(value: Any, types: tuple[str, ...]) -> Any:
    if "string" in types and isinstance(value, (bool, int, float)):
        return msgspec.json.encode(value).decode()
    if "boolean" in types and isinstance(value, (str, int)):
        return BOOLEANS.get(str(value).lower(), value)
    if "integer" in types and isinstance(value, str) and value.isdecimal() and value.isascii():
        return int(value)
    return value
