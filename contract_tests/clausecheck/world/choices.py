"""Values that one attribute of a payload may be given, and what the server has said to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import UNSET, Operation, Property, Schema, Words
from clausegen.model.items import Maker, names_in, own_id, place
from clausegen.schemas.validation import validator
from clausegen.words.mutability import Mutability
from clausegen.words.references import References
from clausegen.words.states import States
from clausegen.words.uniqueness import Uniqueness

from clausecheck.failures import NotChecked
from clausecheck.http.chosen import MISSING
from clausecheck.http.guard import ID, names_any
from clausecheck.world.workshop import Workshop

LETTERS = " \u00c5\u0451\u6f22\U0001f600"
"""Of several alphabets, and one beyond the basic plane: a server may refuse them, not lose them."""
ANY = "any"
"""In place of a value as JSON."""


class Choices:
    """What the target file, words, examples and types have for an attribute, in that order."""

    def __init__(self, world: Workshop) -> None:
        self.world = world
        self._making: list[str] = []
        """Operations whose payloads wait for something that is made for them."""
        self._refused: set[tuple[str | None, str, str]] = set()
        """(resource, attribute, value as JSON) of what the server would not take."""
        self._taken: dict[tuple[str | None, str], Any] = {}
        """What it took in place of that."""

    @property
    def refusals(self) -> int:
        """How many values the server did not take."""
        return len(self._refused)

    def refuse(self, operation: Operation, name: str, value: Any) -> None:
        """The server does not take this value, and need not: payloads hold it no more.

        UNSET: none of those that were tried.
        """
        told = ANY if value is UNSET else _json(value)
        self._refused.add((*self._about(operation, name), told))

    def take(self, operation: Operation, name: str, value: Any) -> None:
        """The server takes this one, where it refused others."""
        self._taken[self._about(operation, name)] = value

    def _about(self, operation: Operation, name: str) -> tuple[str | None, str]:
        return self.world.relations.resource(operation), name

    def _is_refused(self, operation: Operation, name: str, value: Any) -> bool:
        about = self._about(operation, name)
        return not self._refused.isdisjoint({(*about, _json(value)), (*about, ANY)})

    def words_of(self, operation: Operation, name: str) -> Words | None:
        """The words about an attribute: they stand on the resource's attribute of the same name."""
        known = self.word(operation, name)
        return known.words if known is not None else None

    def is_immutable(self, operation: Operation, name: str) -> bool:
        words = self.words_of(operation, name)
        return words is not None and words.get(Mutability) is not None

    def values(self, operation: Operation, attribute: Property) -> list[Any]:
        """Values that the attribute may be given, those that tell most first. May be empty."""
        schema = self.world.document.resolve(attribute.schema)
        found = list(self._values(operation, attribute, schema, None))
        if schema.nullable or "null" in schema.types:
            found.append(None)
        return [value for i, value in enumerate(found) if value not in found[:i]]

    def value(self, operation: Operation, attribute: Property, actor: str | None) -> Any:
        """The first usable value; UNSET if there is none or it cannot be sent here."""
        if operation.method != "post" and self.is_immutable(operation, attribute.name):
            return UNSET
        if operation.method != "post" and not attribute.required:
            words = self.words_of(operation, attribute.name)
            if words is not None and words.get(States) is not None:
                return UNSET
        schema = self.world.document.resolve(attribute.schema)
        return next(self._values(operation, attribute, schema, actor), UNSET)

    def _values(
        self, operation: Operation, attribute: Property, schema: Schema, actor: str | None
    ) -> Iterator[Any]:
        told = [*self.told(operation, attribute.name, schema)]
        about = self._about(operation, attribute.name)
        yield from told if told or about not in self._taken else (self._taken[about],)
        known = self.word(operation, attribute.name)
        references = known.words.get(References) if known is not None else None
        if known is not None and known.words.get(Uniqueness) is not None:
            yield self.fresh(attribute.schema)
            if self.is_name(attribute.schema):
                yield f"{self.world.names.text()}{LETTERS}"
        elif references is not None and references.operation is not None:
            yield self.reference(operation, attribute.name, actor)
        elif (maker := self._made_by(operation, attribute, schema)) is not None:
            yield from self._free(maker, attribute.schema)
        elif self._is_id(attribute.name, schema):
            yield from self._ids(operation, attribute, schema, actor)
        elif actor is None and (ours := self._called(operation, attribute, schema)):
            yield ours
            yield from self._plain(operation, attribute)
        elif self.is_name(attribute.schema) and not schema.nullable:
            yield from (self.fresh(attribute.schema), f"{self.world.names.text()}{LETTERS}")
            yield self.fresh(attribute.schema)
        else:
            yield from self._plain(operation, attribute)

    def _made_by(self, operation: Operation, attribute: Property, schema: Schema) -> Maker | None:
        """Where the attribute is the number under which the payload makes something."""
        name, made = attribute.name, self.world.api.ledger.makers.get(operation.id, ())
        is_number = schema.types == ("integer",) and schema.enum is None
        if not is_number or (ID.search(name) and not attribute.required):
            return None  # an id that need not be sent is the server's to choose
        own = (each for each in made if own_id({name: 1}, each.parameter) is not None)
        return next((each for each in own if not each.chosen), None)

    def _free(self, maker: Maker, schema: Schema) -> Iterator[int]:
        """Two numbers under which nothing can be read."""
        reading = self.world.relations.on_path(maker.item, "get")
        found = 0
        for value in self.world.values.counted(schema):
            if maker.parents or reading is None or self._is_free(reading, value):
                yield value
                found += 1
            if found > 1:
                return

    def _is_free(self, reading: Operation, value: int) -> bool:
        path = {names_in(reading.path)[-1]: str(value)}
        return self.world.api.call(reading, path=path).status in MISSING

    def _is_id(self, name: str, schema: Schema) -> bool:
        is_number = schema.types == ("integer",)
        named = is_number and names_any(self.world.document, name)
        return bool(ID.search(name)) or schema.format == "uuid" or named

    def told(self, operation: Operation, name: str, schema: Schema) -> Iterator[Any]:
        """What the target file says in [values], the narrowest key first."""
        resource = self.world.relations.resource(operation)
        for key in (f"{operation}.{name}", f"{resource}.{name}", name):
            if key in self.world.target.values:
                yield meant(schema, self.world.target.values[key])

    def _ids(
        self, operation: Operation, attribute: Property, schema: Schema, actor: str | None
    ) -> Iterator[Any]:
        """The target's own are the owner's: of no use to another actor."""
        ids = self.world.target.ids if actor is None else self.world.api.actor(actor).ids
        if attribute.name in ids:
            yield meant(schema, ids[attribute.name])
        elif schema.enum is not None:
            yield from schema.enum
        elif (
            attribute.required
            and actor is None
            and (ours := self._of_ours(operation, attribute.name))
        ):
            yield meant(schema, ours)
        elif attribute.required and self._may_be_made_up(schema):
            yield from self.world.values.of(attribute.schema)  # made up: it names nothing

    def _of_ours(self, operation: Operation, name: str) -> str | None:
        """The id of something that the run makes, where the name says of which collection it is."""
        ledger = self.world.api.ledger
        for makers in ledger.makers.values():
            for each in makers:
                if each.parents or each.chosen or not ledger.tells_of(name, place(each.item)):
                    continue
                if each.operation.id in {*self._making, operation.id}:
                    return None  # users have groups, and groups have users
                self._making.append(operation.id)
                try:
                    return self.world.shared(each.operation).path[each.parameter]
                except NotChecked:
                    return None
                finally:
                    self._making.pop()
        return None

    def _called(
        self, operation: Operation, attribute: Property, schema: Schema
    ) -> str | list[str] | None:
        """What attributes are called after: users, or a required user, are at /users/{name}."""
        items = self.world.document.resolve(schema.items) if schema.items is not None else None
        plain = items or (schema if attribute.required else None)
        if plain is None or plain.types != ("string",) or plain.enum is not None or plain.format:
            return None
        ours = self._of_ours(operation, attribute.name)
        return [ours] if items is not None and ours is not None else ours

    def _may_be_made_up(self, schema: Schema) -> bool:
        """Texts, alone or in a list. A made-up number may be the id of something."""
        items = self.world.document.resolve(schema.items) if schema.items is not None else schema
        return "string" in items.types

    def fresh(self, schema: Schema) -> str:
        """A text that no other resource has."""
        made = self.world.values.text(schema)
        return made if made is not None else self.world.names.text()

    def is_name(self, schema: Schema) -> bool:
        """A string that may be a name of the run: no rule stands against one."""
        if not is_free_text(self.world.document.resolve(schema), pattern=True):
            return False
        return validator(self.world.document, schema).accepts(self.world.names.text())

    def reference(self, operation: Operation, name: str, actor: str | None = None) -> str:
        """The id of a resource that the attribute may refer to."""
        known = self.word(operation, name)
        references = known.words.get(References) if known is not None else None
        assert references is not None
        assert references.operation is not None
        if actor is not None:
            caller = self.world.api.actor(actor)
            value = caller.value(name) or caller.value(references.parameter)
            if value is None:
                raise NotChecked(f"the target has no {name} of {actor}: give [actors.{actor}.ids]")
            return value
        return self.world.referable(references.operation, references.parameter, references.having)

    def _plain(self, operation: Operation, attribute: Property) -> Iterator[Any]:
        schema = self.world.document.resolve(attribute.schema)
        keeps = validator(self.world.document, attribute.schema, "request")
        # A sibling's attribute of that name may be another thing: SCIM's schemas of a patch.
        examples = filter(keeps.accepts, _examples(self.world, operation, attribute.name))
        for value in (*examples, *schema.examples, *listed(schema)):
            if not self._is_refused(operation, attribute.name, value):
                yield value
        for value in self.world.values.of(attribute.schema):
            if not self._is_refused(operation, attribute.name, value):
                yield value

    def word(self, operation: Operation, name: str) -> Schema | None:
        """The resource's attribute of the same name: the words stand there."""
        return self.world.relations.attribute(self.world.relations.resource(operation), name)


def meant(schema: Schema, told: Any) -> Any:
    """A text of the target file or a command line as the number that it has to be."""
    is_number = not {"integer", "number"}.isdisjoint(schema.types)
    if isinstance(told, str) and is_number and told.lstrip("-").isdigit():
        return int(told)
    return told


def is_free_text(schema: Schema, *, pattern: bool = False) -> bool:
    """A string in which any text will do, or with `pattern` any that keeps one."""
    rules = schema.enum or schema.format or (not pattern and schema.constraint("pattern"))
    return schema.types == ("string",) and not rules and schema.const is UNSET


def listed(schema: Schema) -> Iterator[Any]:
    """Values that a server has to know."""
    yield from (each for each in schema.enum or () if each is not None)
    if schema.default is not UNSET and schema.default is not None:
        yield schema.default


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _examples(world: Workshop, operation: Operation, name: str) -> Iterator[Any]:
    """Values in the examples of payloads: the operation's own, then its siblings'."""
    resource = world.relations.resource(operation)
    siblings = world.relations.writers(resource) if resource else ()
    for each in (operation, *siblings):
        for content in each.body.contents if each.body else ():
            for example in content.examples:
                if isinstance(example.value, Mapping) and example.value.get(name) is not None:
                    yield example.value[name]
