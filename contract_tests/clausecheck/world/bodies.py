"""Valid payloads, made from the document's examples, words and types."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from clausegen.model import UNSET, Content, Operation, Property, Schema, Words, relations
from clausegen.schemas.validation import validator
from clausegen.words.references import References
from clausegen.words.states import States
from clausegen.words.uniqueness import Uniqueness

from clausecheck.failures import NotChecked
from clausecheck.http.guard import ID
from clausecheck.world.choices import LETTERS, Choices, listed
from clausecheck.world.workshop import Workshop


class Bodies:
    """Fills payloads of one document with what one world has."""

    def __init__(self, world: Workshop, choices: Choices) -> None:
        self.world = world
        self.choices = choices

    def body(
        self,
        operation: Operation,
        overrides: Mapping[str, Any],
        *,
        full: bool = False,
        actor: str | None = None,
    ) -> Any:
        """See `World.body_for`. UNSET for an operation without a payload."""
        content = relations.payload_content(operation)
        if content is None or content.schema is None:
            return UNSET if content is None else self.world.names.text()
        attributes = self.attributes(operation)
        if not attributes:
            return self._whole(content)
        required = tuple(each for each in attributes if each.required)
        few = required if required or self.world.wants_little(operation) else attributes
        if operation.method == "patch" and few and not required:
            few = self._one(few)
        smallest = self._filled(operation, few, {}, actor)
        kinds = (attributes,) if full else (few, attributes)
        bodies = [self._filled(operation, each, overrides, actor) for each in kinds]
        valid = next((each for each in bodies if self.is_valid(operation, each)), None)
        if valid is not None:
            return valid
        # Overrides that are wrong on purpose: the rest should be valid.
        return bodies[0] if self.is_valid(operation, smallest) else bodies[-1]

    def _one(self, known: tuple[Property, ...]) -> tuple[Property, ...]:
        """An ordinary change sets one attribute: one that any server can set, if there is any."""
        sure = (each for each in known if self._is_sure(each.schema))
        one = next(sure, None)
        return known if one is None else (one,)

    def _is_sure(self, schema: Schema) -> bool:
        resolved = self.world.document.resolve(schema)
        return resolved.types == ("boolean",) or self.choices.is_name(schema)

    def _whole(self, content: Content) -> Any:
        """A payload that is no object with attributes: a list, a text, a map, a file."""
        assert content.schema is not None
        told = (each.value for each in content.examples if each.value is not UNSET)
        found = next(itertools.chain(told, self.world.values.of(content.schema)), UNSET)
        return self.world.names.text() if found is UNSET else found

    def attributes(self, operation: Operation) -> tuple[Property, ...]:
        """The attributes that an operation's payload may hold."""
        content = relations.payload_content(operation)
        schema = content.schema if content is not None else None
        known = self.world.document.attributes(schema) if schema is not None else ()
        document = self.world.document
        return tuple(each for each in known if not relations.is_read_only(document, each.schema))

    def never_null(self, operation: Operation) -> list[str]:
        """Attributes of a partial payload that a whole one requires, and that cannot be null."""
        resource = self.world.relations.resource(operation)
        whole = [
            each.name
            for writer in (self.world.relations.writers(resource) if resource else ())
            for each in self.attributes(writer)
            if each.required
        ]
        return [
            each.name
            for each in self.attributes(operation)
            if each.name in whole and not self.world.document.resolve(each.schema).nullable
        ]

    def acceptable(self, operation: Operation, name: str, before: Mapping[str, Any]) -> list[Any]:
        """Values other than null that a valid request may give an attribute of a resource.

        They differ from what the resource has `before`; a default comes last.
        """
        attribute = next(each for each in self.attributes(operation) if each.name == name)
        if operation.method != "post" and self.choices.is_immutable(operation, name):
            return []
        default = self.world.document.resolve(attribute.schema).default
        found = [
            value
            for value in self.choices.values(operation, attribute)
            if value is not None
            and value != before.get(name)
            and self._may_follow(operation, name, value, before)
            and self._is_coherent(operation, name, value, before)
        ]
        return sorted(found, key=lambda value: value == default)

    def is_promised(self, operation: Operation, name: str, value: Any) -> bool:
        """Whether the document says that this value can be given.

        What was only made to fit a pattern or a limit, or stands in an example, may be refused for
        reasons of the server's.
        """
        attribute = next(each for each in self.attributes(operation) if each.name == name)
        schema = self.world.document.resolve(attribute.schema)
        if isinstance(value, str) and value.endswith(LETTERS):
            return False
        if isinstance(value, bool) or self.choices.is_name(attribute.schema) or ID.search(name):
            return True
        known = self.choices.word(operation, name)
        words = known.words if known is not None else Words()
        if words.get(States) is not None:
            return False  # it depends on what is there
        if words.get(Uniqueness) is not None or words.get(References) is not None:
            return True
        return value in [*self.choices.told(operation, name, schema), *listed(schema)]

    def some(self, operation: Operation, name: str, before: Mapping[str, Any]) -> Any:
        """The first of the `acceptable` values. Raises NotChecked if none is known."""
        found = self.acceptable(operation, name, before)
        if not found:
            raise self.lacking(operation, name)
        return found[0]

    def lacking(self, operation: Operation, name: str) -> NotChecked:
        """Why no value is acceptable: none is known, or none fits what is there."""
        attribute = next(each for each in self.attributes(operation) if each.name == name)
        if any(value is not None for value in self.choices.values(operation, attribute)):
            return NotChecked(f"no valid payload of {operation} is known")
        return NotChecked(f"no value for {name} is known: give [values] {name}")

    def changes(self, operation: Operation, name: str, before: Mapping[str, Any]) -> list[Any]:
        """`acceptable` values, or null where no other is known."""
        found = self.acceptable(operation, name, before)
        attribute = next(each for each in self.attributes(operation) if each.name == name)
        is_free = operation.method == "post" or not self.choices.is_immutable(operation, name)
        nullable = is_free and before.get(name) is not None
        if found or not nullable or None not in self.choices.values(operation, attribute):
            return found
        return [None] if self._is_coherent(operation, name, None, before) else []

    def unusual(self, operation: Operation) -> dict[str, Any]:
        """Values other than the default, for the attributes that have one."""
        found = {}
        for each in self.attributes(operation):
            default = self.world.document.resolve(each.schema).default
            if default is UNSET or self.choices.is_immutable(operation, each.name):
                continue
            others = (value for value in self.choices.values(operation, each) if value != default)
            value = next((value for value in others if value is not None), UNSET)
            if value is not UNSET:
                found[each.name] = value
        return found

    def _is_coherent(
        self, operation: Operation, name: str, value: Any, before: Mapping[str, Any]
    ) -> bool:
        """Whether the resource would be valid as a whole afterwards."""
        replacing = self.world.relations.on_path(operation.path, "put")
        if operation.method != "patch" or replacing is None:
            body = self.world.body_for(operation, {name: value})
            return self.is_valid(operation, body)
        names = [each.name for each in self.attributes(replacing)]
        merged = {each: before[each] for each in names if each in before} | {name: value}
        return self.is_valid(replacing, merged)

    def _may_follow(
        self, operation: Operation, name: str, value: Any, before: Mapping[str, Any]
    ) -> bool:
        words = self.choices.words_of(operation, name)
        word = words.get(States) if words is not None else None
        state = word.of(before.get(name)) if word is not None else None
        return state is None or any(each.to == value for each in state.moves)

    def is_valid(self, operation: Operation, body: Any) -> bool:
        """Whether a payload keeps the schema of an operation's payloads."""
        schema = self.world.relations.body_schema(operation)
        return schema is None or not validator(self.world.document, schema, "request").errors(body)

    def _filled(
        self,
        operation: Operation,
        attributes: tuple[Property, ...],
        overrides: Mapping[str, Any],
        actor: str | None,
    ) -> dict[str, Any]:
        body = {}
        for each in attributes:
            if each.name in overrides:
                continue
            value = self.choices.value(operation, each, actor)
            if value is not UNSET:
                body[each.name] = value
            elif each.required:
                raise NotChecked(f"no value for {each.name} is known: give [values] {each.name}")
        return body | {name: value for name, value in overrides.items() if value is not UNSET}
