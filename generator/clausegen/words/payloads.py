"""What an operation promises about the payloads that it takes."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import UNSET, Api, Operation, Property, Schema, relations
from clausegen.words import wording
from clausegen.words.clause import Clause


def clauses(api: Api, operation: Operation) -> Iterator[Clause]:
    schema = relations.body_schema(operation)
    if schema is None:
        return
    payload = _Payload(api, operation, schema)
    for attribute in relations.writable_attributes(api, operation):
        if not payload.is_fixed(attribute.name):
            yield from payload.refusals(attribute)
            yield from payload.results(attribute)
    yield from payload.partial()
    yield from payload.conditions()


class _Payload:
    """One operation's payload."""

    def __init__(self, api: Api, operation: Operation, schema: Schema) -> None:
        self.api = api
        self.operation = operation
        self.schema = schema
        self.resource = relations.resource_of(api, operation)
        self.refused = _refusal(operation)
        self.answered = self._answered()

    def _answered(self) -> dict[str, Property]:
        """Attributes of the answer: only these show what became of the payload."""
        schema = relations.response_schema(self.operation)
        return {each.name: each for each in self.api.attributes(schema)} if schema else {}

    def is_fixed(self, name: str) -> bool:
        """Immutable since creation: a later value may be refused or ignored, whatever it is."""
        answered = self.answered.get(name)
        immutable = answered is not None and answered.schema.words.mutability is not None
        return immutable and self.operation.method != "post"

    def refusals(self, attribute: Property) -> Iterator[Clause]:
        """Each way in which the attribute's value can be wrong."""
        api, name = self.api, attribute.name
        said: dict[str, str] = {}
        types = relations.json_types(api, attribute.schema)
        if attribute.required and self.operation.method != "patch":
            said["required"] = "is left out"
        if types is not None and _is_refusable(types):
            said["wrong_type"] = f"is not {wording.types(types)}"
        for facet in relations.facets(api, attribute.schema):
            if facet.enum is not None and facet.enum != (None,):
                said["enum"] = f"is none of {wording.values(facet.enum)}"
            if facet.constraint("pattern"):
                said["pattern"] = f"does not match {facet.constraint('pattern')}"
            if facet.constraint("minLength"):
                said["non_empty"] = "is empty"
        if self._is_needed(name, attribute) and not relations.accepts_null(api, attribute.schema):
            said["not_null"] = "is null"
        for word, wrong in said.items():
            sentence = f"{self.operation.id} answers {self.refused} if {name} {wrong}."
            yield self._clause(word, attribute.schema, sentence, name, status=self.refused)

    def _is_needed(self, name: str, attribute: Property) -> bool:
        """A PATCH may leave all out, but not take away what creating or replacing requires."""
        if self.operation.method != "patch":
            return attribute.required
        for method in ("put", "post"):
            other = relations.sibling(self.api, self.operation, method)
            schema = relations.body_schema(other) if other else None
            if schema is not None:
                return any(
                    each.name == name and each.required for each in self.api.attributes(schema)
                )
        return attribute.required

    def results(self, attribute: Property) -> Iterator[Clause]:
        """What becomes of the attribute, as far as the answer shows it."""
        name, o = attribute.name, self.operation.id
        answered = self.answered.get(name)
        if answered is None:
            return
        default = relations.default_of(self.api, attribute.schema)
        if default is UNSET:
            default = relations.default_of(self.api, answered.schema)
        if self.operation.method == "post" and default is not UNSET and not attribute.required:
            sentence = f"{o} sets {name} to {wording.value(default)} if it is left out."
            made = self._clause("default", attribute.schema, sentence, name)
            yield msgspec.structs.replace(made, value=default)
        if not attribute.schema.write_only:
            sentence = f"The {name} given to {o} is read back as it was sent."
            yield self._clause("stored", attribute.schema, sentence, name)

    def partial(self) -> Iterator[Clause]:
        if self.operation.method == "patch" and self.answered:
            sentence = f"{self.operation.id} changes only the attributes that it is given."
            yield self._clause("partial", self.schema, sentence)

    def conditions(self) -> Iterator[Clause]:
        for name, part in conditions(self.api, self.schema):
            assert part.condition is not None
            sentence = (
                f"{self.operation.id} answers {self.refused} to a payload that breaks this: "
                f"{wording.condition(part.condition, name)}"
            )
            yield self._clause("condition", part, sentence, status=self.refused, title=name)

    def _clause(
        self,
        word: str,
        schema: Schema,
        sentence: str,
        attribute: str | None = None,
        *,
        status: str | None = None,
        title: str | None = None,
    ) -> Clause:
        middle = f"{attribute}." if attribute else ""
        end = f".{title}" if title else ""
        return Clause(
            id=f"{self.operation.id}.{middle}{word}{end}",
            word=word,
            sentence=sentence,
            place=self.api.place(schema.pointer),
            pointer=schema.pointer,
            operation=self.operation.id,
            schema=self.resource,
            attribute=attribute,
            status=status,
            detail=title,
        )


def conditions(api: Api, schema: Schema) -> Iterator[tuple[str, Schema]]:
    """(title, node) of every if/then that a schema is made of."""
    unnamed = 0
    for part in api.parts(schema):
        if part.condition is None:
            continue
        unnamed += not part.title
        yield part.title.strip().replace(" ", "_") or str(unnamed), part


def _is_refusable(types: frozenset[str]) -> bool:
    """Some JSON type is left that is wrong whatever an implementation may convert."""
    return not {"object", "array"} <= types


def _refusal(operation: Operation) -> str:
    """The status that a bad payload gets: 400 unless the document names another one for it."""
    documented = {each.status for each in operation.responses}
    return next((status for status in ("400", "422", "4XX") if status in documented), "400")
