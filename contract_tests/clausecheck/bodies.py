"""Valid payloads, made from the document's examples, words and types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from clausecheck.failures import NotChecked
from clausegen.model import UNSET, Operation, Property, Schema
from clausegen.validation import validator

if TYPE_CHECKING:
    from clausecheck.world import World


class Bodies:
    """Fills payloads of one document with what one world has."""

    def __init__(self, world: World) -> None:
        self.world = world

    def body(
        self,
        operation_id: str,
        overrides: Mapping[str, Any],
        *,
        full: bool = False,
        actor: str | None = None,
    ) -> Any:
        """See `World.body_for`. UNSET for an operation without a JSON payload."""
        operation = self.world.document.operation(operation_id)
        schema = self.world.relations.body_schema(operation)
        if schema is None:
            return UNSET
        attributes = self.world.document.attributes(schema)
        wanted = [each for each in attributes if each.required] or list(attributes)
        body = self._filled(operation, wanted, overrides, actor)
        if not full and self.is_valid(operation, body):
            return body
        return self._filled(operation, attributes, overrides, actor)

    def is_valid(self, operation: Operation, body: Any) -> bool:
        """Whether a payload keeps the schema of an operation's payloads."""
        schema = self.world.relations.body_schema(operation)
        return schema is None or not validator(self.world.document, schema).errors(body)

    def values(self, operation: Operation, attribute: Property) -> list[Any]:
        """Values that the attribute may be given, those that tell most first. May be empty."""
        schema = self.world.document.resolve(attribute.schema)
        found = list(self._values(operation, attribute, schema, None))
        if schema.nullable or "null" in schema.types:
            found.append(None)
        return [value for i, value in enumerate(found) if value not in found[:i]]

    def _filled(
        self,
        operation: Operation,
        attributes: list[Property] | tuple[Property, ...],
        overrides: Mapping[str, Any],
        actor: str | None,
    ) -> dict[str, Any]:
        body = {}
        for each in attributes:
            if each.name in overrides:
                continue
            value = self._value(operation, each, actor)
            if value is not UNSET:
                body[each.name] = value
            elif each.required:
                raise NotChecked(f"no value for {each.name} is known: give ids.{each.name}")
        return body | {name: value for name, value in overrides.items() if value is not UNSET}

    def _value(self, operation: Operation, attribute: Property, actor: str | None) -> Any:
        """The first usable value; UNSET if there is none or it cannot be sent here."""
        known = self._word(operation, attribute.name)
        if known is not None and known.words.mutability and operation.method != "post":
            return UNSET
        schema = self.world.document.resolve(attribute.schema)
        return next(self._values(operation, attribute, schema, actor), UNSET)

    def _values(
        self, operation: Operation, attribute: Property, schema: Schema, actor: str | None
    ) -> Iterator[Any]:
        known = self._word(operation, attribute.name)
        references = known.words.references if known is not None else None
        if known is not None and known.words.uniqueness is not None:
            yield self.fresh(schema)
        elif references is not None and references.operation is not None:
            yield self.reference(operation, attribute.name, actor)
        elif attribute.name.endswith("_id") or schema.format == "uuid":
            if attribute.name in self.world.target.ids:
                yield self.world.target.ids[attribute.name]
        elif is_free_text(schema) and not schema.nullable:
            yield from (self.fresh(schema), self.fresh(schema))
        else:
            yield from self._plain(operation, attribute.name, schema)

    def fresh(self, schema: Schema) -> str:
        """A text that no other resource has."""
        wants_host = schema.format in {"hostname", "idn-hostname"}
        return self.world.hostname() if wants_host else self.world.text()

    def reference(self, operation: Operation, name: str, actor: str | None = None) -> str:
        """The id of a resource that the attribute may refer to."""
        known = self._word(operation, name)
        references = known.words.references if known is not None else None
        assert references is not None
        assert references.operation is not None
        if actor is not None:
            caller = self.world.api.actor(actor)
            value = caller.value(name) or caller.value(references.parameter)
            if value is None:
                raise NotChecked(f"the target has no {name} of {actor}: give [actors.{actor}.ids]")
            return value
        return self.world.referable(references.operation, references.parameter, references.having)

    def _plain(self, operation: Operation, name: str, schema: Schema) -> Iterator[Any]:
        yield from _examples(self.world, operation, name)
        yield from schema.examples
        if schema.enum is not None:
            yield from (each for each in schema.enum if each is not None)
        if schema.default is not UNSET and schema.default is not None:
            yield schema.default
        if schema.const is not UNSET:
            yield schema.const
        if "boolean" in schema.types:
            yield from (True, False)
        elif "integer" in schema.types or "number" in schema.types:
            yield from _numbers(schema)
        elif is_free_text(schema):
            yield from (self.world.text(), self.world.text())

    def _word(self, operation: Operation, name: str) -> Schema | None:
        """The resource's attribute of the same name: the words stand there."""
        return self.world.relations.attribute(self.world.relations.resource(operation), name)


def is_free_text(schema: Schema) -> bool:
    """A string in which any text will do."""
    rules = schema.enum or schema.format or schema.constraint("pattern")
    return schema.types == ("string",) and not rules and schema.const is UNSET


def _numbers(schema: Schema) -> Iterator[int]:
    lowest = schema.constraint("minimum")
    start = 1 if lowest is None else int(lowest) + 1
    highest = schema.constraint("maximum")
    for value in (start + 29, start + 6, start):
        if highest is None or value <= highest:
            yield value


def _examples(world: World, operation: Operation, name: str) -> Iterator[Any]:
    """Values of the attribute in the examples of payloads: the operation's own, then its siblings'."""
    resource = world.relations.resource(operation)
    siblings = world.relations.writers(resource) if resource else ()
    for each in (operation, *siblings):
        for content in each.body.contents if each.body else ():
            for example in content.examples:
                if isinstance(example.value, Mapping) and example.value.get(name) is not None:
                    yield example.value[name]
