"""Where something can be stated: what a word is given to make its clauses from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from clausegen.model import Api, Operation, Parameter, Property, Response, Schema
from clausegen.model.reading import KEY


class AtDocument(msgspec.Struct, frozen=True):
    """The root."""

    api: Api


class AtOperation(msgspec.Struct, frozen=True):
    api: Api
    operation: Operation
    resource: str | None
    """Name of the schema that the operation reads or writes."""

    @property
    def about(self) -> dict[str, Any]:
        """What every clause of an operation has."""
        return {"api": self.api, "operation": self.operation, "resource": self.resource}


class AtResponse(msgspec.Struct, frozen=True):
    of: AtOperation
    response: Response


class AtParameter(msgspec.Struct, frozen=True):
    """A query parameter."""

    of: AtOperation
    parameter: Parameter


class AtPayload(msgspec.Struct, frozen=True):
    """The JSON payload that an operation takes."""

    of: AtOperation
    schema: Schema
    refused: str
    """The status that a bad payload gets."""
    answered: Mapping[str, Property]
    """Attributes of the answer: only these show what became of the payload."""


class AtGiven(msgspec.Struct, frozen=True):
    """An attribute that a payload may hold."""

    payload: AtPayload
    attribute: Property
    is_needed: bool
    """Creating or replacing the resource requires it."""

    @property
    def about(self) -> dict[str, Any]:
        return {
            **self.payload.of.about,
            "pointer": self.attribute.schema.pointer,
            "attribute": self.attribute.name,
            "schema": self.attribute.schema,
        }

    def id(self, word: str) -> str:
        return f"{self.payload.of.operation.id}.{self.attribute.name}.{word}"

    def refusal(self, word: str, wrong: str) -> dict[str, Any]:
        """What a clause about a value that is refused has; `wrong` completes "if NAME ..."."""
        operation, status = self.payload.of.operation.id, self.payload.refused
        return {
            **self.about,
            "id": self.id(word),
            "sentence": f"{operation} answers {status} if {self.attribute.name} {wrong}.",
            "status": status,
        }


class AtSchema(msgspec.Struct, frozen=True):
    """A named schema."""

    api: Api
    resource: str
    schema: Schema
    is_answered: bool
    """Successful answers hold values of it."""

    @property
    def about(self) -> dict[str, Any]:
        return {"api": self.api, "resource": self.resource}


class AtShown(msgspec.Struct, frozen=True):
    """An attribute as answers show it, wherever its schema is written."""

    of: AtSchema
    attribute: Property
    is_fixed: bool
    """Payloads make or change the resource, and none of them may hold the attribute."""


class AtAttribute(msgspec.Struct, frozen=True):
    """An attribute that is written in a named schema itself."""

    of: AtSchema
    attribute: Property

    def about(self, word: str) -> dict[str, Any]:
        """What every clause of a word about an attribute has."""
        return {
            **self.of.about,
            "id": f"{self.of.resource}.{self.attribute.name}.{word}",
            "pointer": self.pointer(word),
            "attribute": self.attribute.name,
            "schema": self.attribute.schema,
            "is_answered": self.of.is_answered,
        }

    def pointer(self, word: str) -> str:
        return f"{self.attribute.schema.pointer}/{KEY}/{word}"

    @property
    def name(self) -> str:
        """Such as Book.title."""
        return f"{self.of.resource}.{self.attribute.name}"


Spot = (
    AtDocument
    | AtOperation
    | AtResponse
    | AtParameter
    | AtPayload
    | AtGiven
    | AtSchema
    | AtShown
    | AtAttribute
)
