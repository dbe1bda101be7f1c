"""Valid payloads, made from the document's examples, words and types."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from clausegen.model import UNSET, Content, Operation, Property, Schema, Words, relations
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


class Bodies:
    """Fills payloads of one document with what one world has."""

    def __init__(self, world: Workshop) -> None:
        self.world = world
        self._making: list[str] = []
        """Operations whose payloads wait for something that is made for them."""
        self._refused: set[tuple[str | None, str, str]] = set()
        """(resource, attribute, value as JSON) of what the server would not take."""
        self._taken: dict[tuple[str | None, str], Any] = {}
        """What it took in place of that."""

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
        return resolved.types == ("boolean",) or self.is_name(schema)

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
        if operation.method != "post" and self._is_immutable(operation, name):
            return []
        default = self.world.document.resolve(attribute.schema).default
        found = [
            value
            for value in self.values(operation, attribute)
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
        if isinstance(value, bool) or self.is_name(attribute.schema) or ID.search(name):
            return True
        known = self._word(operation, name)
        words = known.words if known is not None else Words()
        if words.get(States) is not None:
            return False  # it depends on what is there
        if words.get(Uniqueness) is not None or words.get(References) is not None:
            return True
        return value in [*self._told(operation, name, schema), *_listed(schema)]

    def some(self, operation: Operation, name: str, before: Mapping[str, Any]) -> Any:
        """The first of the `acceptable` values. Raises NotChecked if none is known."""
        found = self.acceptable(operation, name, before)
        if not found:
            raise self.lacking(operation, name)
        return found[0]

    def lacking(self, operation: Operation, name: str) -> NotChecked:
        """Why no value is acceptable: none is known, or none fits what is there."""
        attribute = next(each for each in self.attributes(operation) if each.name == name)
        if any(value is not None for value in self.values(operation, attribute)):
            return NotChecked(f"no valid payload of {operation} is known")
        return NotChecked(f"no value for {name} is known: give [values] {name}")

    def changes(self, operation: Operation, name: str, before: Mapping[str, Any]) -> list[Any]:
        """`acceptable` values, or null where no other is known."""
        found = self.acceptable(operation, name, before)
        attribute = next(each for each in self.attributes(operation) if each.name == name)
        is_free = operation.method == "post" or not self._is_immutable(operation, name)
        nullable = is_free and before.get(name) is not None
        if found or not nullable or None not in self.values(operation, attribute):
            return found
        return [None] if self._is_coherent(operation, name, None, before) else []

    def unusual(self, operation: Operation) -> dict[str, Any]:
        """Values other than the default, for the attributes that have one."""
        found = {}
        for each in self.attributes(operation):
            default = self.world.document.resolve(each.schema).default
            if default is UNSET or self._is_immutable(operation, each.name):
                continue
            others = (value for value in self.values(operation, each) if value != default)
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

    def words_of(self, operation: Operation, name: str) -> Words | None:
        """The words about an attribute: they stand on the resource's attribute of the same name."""
        known = self._word(operation, name)
        return known.words if known is not None else None

    def _is_immutable(self, operation: Operation, name: str) -> bool:
        words = self.words_of(operation, name)
        return words is not None and words.get(Mutability) is not None

    def _may_follow(
        self, operation: Operation, name: str, value: Any, before: Mapping[str, Any]
    ) -> bool:
        words = self.words_of(operation, name)
        word = words.get(States) if words is not None else None
        state = word.of(before.get(name)) if word is not None else None
        return state is None or any(each.to == value for each in state.moves)

    def is_valid(self, operation: Operation, body: Any) -> bool:
        """Whether a payload keeps the schema of an operation's payloads."""
        schema = self.world.relations.body_schema(operation)
        return schema is None or not validator(self.world.document, schema, "request").errors(body)

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
        attributes: tuple[Property, ...],
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
                raise NotChecked(f"no value for {each.name} is known: give [values] {each.name}")
        return body | {name: value for name, value in overrides.items() if value is not UNSET}

    def _value(self, operation: Operation, attribute: Property, actor: str | None) -> Any:
        """The first usable value; UNSET if there is none or it cannot be sent here."""
        if operation.method != "post" and self._is_immutable(operation, attribute.name):
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
        told = [*self._told(operation, attribute.name, schema)]
        about = self._about(operation, attribute.name)
        yield from told if told or about not in self._taken else (self._taken[about],)
        known = self._word(operation, attribute.name)
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

    def _told(self, operation: Operation, name: str, schema: Schema) -> Iterator[Any]:
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
        known = self._word(operation, name)
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
        for value in (*examples, *schema.examples, *_listed(schema)):
            if not self._is_refused(operation, attribute.name, value):
                yield value
        for value in self.world.values.of(attribute.schema):
            if not self._is_refused(operation, attribute.name, value):
                yield value

    def _word(self, operation: Operation, name: str) -> Schema | None:
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


def _listed(schema: Schema) -> Iterator[Any]:
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
