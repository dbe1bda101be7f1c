"""The schemas of a document as classes and aliases."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

import msgspec

from clausegen.model import UNSET, Api, Property, Schema
from clausegen.render.python import types
from clausegen.render.python.classes import ClassModel, Draft, Field, class_model
from clausegen.render.python.scope import BUILTINS, python_scope
from clausegen.render.python.source import Group, statement
from clausegen.render.python.tags import Variants, is_attribute_name
from clausegen.render.python.types import ANY, NONE, PLAIN, Typed
from clausegen.render.shapes.directions import Directions, Uses, carried
from clausegen.render.shapes.flatten import (
    flattened,
    heirs,
    inferred,
    is_reference,
    only_null,
    says_something,
    unnamed,
    unwrapped,
)
from clausegen.render.shapes.names import pascal, snake
from clausegen.render.shapes.text_kinds import TextKind, is_file, text_kind
from clausegen.render.shapes.variants import branch_names
from clausegen.text.problems import Problem

IMPORTED = {
    "Annotated": "typing",
    "Any": "typing",
    "Literal": "typing",
    "TypeAlias": "typing",
    "ADDITIONAL": "open_struct",
    "Meta": "msgspec",
    "OneOf": "one_of",
    "Open": "open_enum",
    "OpenStruct": "open_struct",
    "Struct": "msgspec",
    "UNSET": "msgspec",
    "UUID": "uuid",
    "UnsetType": "msgspec",
    "dt": "datetime",
    "field": "msgspec",
}
ANNOTATIONS = frozenset({"str", "int", "float", "bool", "list", "dict", "bytes", "dt"})
"""Names that annotations use: an attribute of that name would hide the type from its class."""
ATTRIBUTES = ANNOTATIONS | {"additional"}
DEEPEST = 40
SHORT_LITERAL = 40


class AliasModel(msgspec.Struct, frozen=True):
    code: str
    doc: str
    structs: bool


class Flavour(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between the models of a server and of a client."""

    constraints: bool
    """A server checks what it receives; a client trusts and must survive what is new."""
    texts: frozenset[TextKind] = frozenset()
    """The formats whose texts have a class of their own, such as `datetime`."""

    def text_kind(self, flat: Schema) -> TextKind | None:
        """The format of a flat schema, if its texts have a class of their own."""
        found = text_kind(flat)
        return found if found in self.texts else None


class _Pending(msgspec.Struct, frozen=True):
    name: str
    schema: Schema
    uses: Uses


class Models:
    """Makes models on demand: only what is asked for, and what that needs."""

    def __init__(
        self,
        api: Api,
        flavour: Flavour,
        *,
        directions: Directions,
        reserved: Iterable[str] = (),
    ) -> None:
        self.api = api
        self._flavour = flavour
        self._directions = directions
        self._scope = python_scope({*IMPORTED, *BUILTINS, *reserved}, suffix="Model")
        self._names = {
            name: self._scope.add(pascal(name, "Schema"))
            for name in api.schemas
            if name in directions.requests or name in directions.responses
        }
        self._inputs = {
            name: self._scope.add(f"{self._names[name]}Input")
            for name in self._names
            if name in directions.differing
        }
        self._known: dict[str, Typed] = {}
        self._literals: dict[str, Typed] = {}
        self._pending: deque[_Pending] = deque()
        self._owed: dict[str, Schema] = {}
        self._variants = Variants(api)
        self.classes: list[ClassModel] = []
        self.aliases: list[AliasModel] = []
        self.used: set[str] = set()
        """Names that the module itself imports."""
        self.problems: list[Problem] = []

    @property
    def names(self) -> frozenset[str]:
        """Python names of the named schemas."""
        return frozenset((*self._names.values(), *self._inputs.values()))

    def of(self, schema: Schema | None, hint: str, uses: Uses, depth: int = 0) -> Typed:
        """The type of a schema. `hint` names what has to become a class of its own."""
        if schema is None or schema.never or depth > DEEPEST:
            return ANY
        core, has_null = unwrapped(schema)
        if core.ref is not None and is_reference(core):
            found = self._named(core.ref, uses, depth)
        else:
            found = self._shape(flattened(self.api, core), hint, uses, depth)
        return types.nullable(found, also=has_null)

    def text_kind(self, schema: Schema) -> TextKind | None:
        """The format of a schema whose texts have a class of their own."""
        return self._flavour.text_kind(flattened(self.api, unwrapped(schema)[0]))

    def named(self, typed: Typed, hint: str) -> Typed:
        """A type by a name if checkers take it in annotations only."""
        head = typed.source.open if isinstance(typed.source, Group) else ""
        if head != "OneOf[" and not (head == "Annotated[" and typed.nullable):
            return typed
        whole = msgspec.structs.replace(typed, source=typed.annotation, nullable=False)
        return self._alias(self._scope.add(pascal(hint)), whole, "")

    def finish(self) -> None:
        """Make the classes that are still owed. Classes may owe each other, in any depth."""
        drafts: list[Draft] = []
        while self._pending:
            drafts.append(self._draft(self._pending.popleft()))
        for draft in drafts:
            tag = self._variants.tags.get(draft.name)
            self.classes.append(class_model(self.api, draft, tag))
        self.used |= {name for each in self.classes for name in each.names & IMPORTED.keys()}

    def _named(self, name: str, way: Uses, depth: int) -> Typed:
        names = self._inputs if self._directions.is_input(name, way) else self._names
        python, uses = names[name], self._directions.of(name, way)
        if python in self._known:
            return self._known[python]
        self._known[python] = ANY  # an alias cannot mention itself
        schema = self.api.schemas[name]
        core, has_null = unwrapped(schema)
        flat = flattened(self.api, core)
        if core.ref is not None and is_reference(core):
            found = self._named(core.ref, uses, depth + 1)
        elif self._is_class(flat):
            self._known[python] = self._owe(python, flat, uses)
            found = self._family(name, self._known[python], uses, depth)
            self._known[python] = types.nullable(found, also=has_null or flat.nullable)
            return self._known[python]
        else:
            found = self._shape(flat, python, uses, depth + 1, is_named=True)
        found = types.nullable(found, also=has_null)
        self._known[python] = self._alias(python, found, schema.description or flat.description)
        return self._known[python]

    def _family(self, name: str, parent: Typed, uses: Uses, depth: int) -> Typed:
        """A parent with a discriminator stands for its heirs too, under a name of its own."""
        others = [self._named(each, uses, depth + 1) for each in heirs(self.api, name)]
        if not others or depth > DEEPEST:
            return parent
        python = parent.text
        flat, survives = self._owed[python], not self._flavour.constraints

        def tell_apart(classes: list[Typed]) -> bool:
            return self._tell_apart([e for e in classes if not survives or e != parent], flat)

        whole = types.union([*others, parent], tell_apart, survives=survives)
        return self._alias(self._scope.add(f"Any{python}"), whole, "")

    def _is_class(self, flat: Schema) -> bool:
        return bool(flat.properties) and flat.types in {(), ("object",)} and flat.enum is None

    def _owe(self, name: str, flat: Schema, uses: Uses) -> Typed:
        self._pending.append(_Pending(name, flat, uses))
        self._owed[name] = flat
        return Typed(source=name, family="struct", names=frozenset({name}), structs=True)

    def _alias(self, name: str, typed: Typed, description: str) -> Typed:
        plain = msgspec.structs.replace(typed, nullable=False)
        if plain.family in {"any", "none"}:
            return typed
        code = statement(f"{name}: TypeAlias = ", plain.source)
        self.aliases.append(AliasModel(code, description, plain.structs))
        self.used |= {"TypeAlias", *(plain.names & IMPORTED.keys())}
        return msgspec.structs.replace(typed, source=name, names=frozenset({name}))

    def _shape(
        self, flat: Schema, hint: str, uses: Uses, depth: int, *, is_named: bool = False
    ) -> Typed:
        values = (flat.const,) if flat.const is not UNSET else flat.enum
        if values is not None:
            return types.nullable(
                self._enum(values, hint, uses, is_named=is_named), also=flat.nullable
            )
        branches = [each for each in (*flat.any_of, *flat.one_of) if says_something(each)]
        if branches and not flat.properties:
            names = branch_names(self.api, hint, branches)
            members = [
                self.of(each, pascal(name), uses, depth + 1)
                for name, each in zip(names, branches, strict=True)
            ]
            found = types.union(
                members,
                lambda classes: self._tell_apart(classes, flat),
                survives=not self._flavour.constraints,
            )
            is_any = found.family == "any"
            if types.has_classes(members) and not (is_any or types.has_classes([found])):
                self._note_alternatives(hint, flat)
            return types.nullable(found, also=flat.nullable)
        kinds = inferred(flat)
        if not kinds:
            return NONE if only_null(flat) and not self.api.openapi.startswith("3.0") else ANY
        found = types.union(self._kind(kind, flat, hint, uses, depth) for kind in kinds)
        return types.nullable(found, also=flat.nullable)

    def _tell_apart(self, classes: list[Typed], flat: Schema) -> bool:
        names = [each.source for each in classes if isinstance(each.source, str)]
        if len(names) < len(classes) or not self._owed.keys() >= {*names}:
            return False
        known = (*self._names.items(), *self._inputs.items())
        schemas = {python: name for name, python in known if python in names}
        owed = {name: self._owed[name] for name in names}
        return self._variants.tell_apart(owed, schemas, flat.discriminator)

    def _kind(self, kind: str, flat: Schema, hint: str, uses: Uses, depth: int) -> Typed:
        if kind == "object":
            typed = self._object(flat, hint, uses, depth)
        elif kind == "array":
            typed = types.array_of(self._item(flat, hint, uses, depth))
        elif kind == "string" and uses.in_forms and is_file(flat):
            return types.BYTES
        elif kind == "string" and (text := self._flavour.text_kind(flat)) is not None:
            is_checked = self._flavour.constraints and text == "date-time"
            return types.ZONED if is_checked else types.TEXTS[text]
        else:
            typed = PLAIN.get(kind, ANY)
        if not self._flavour.constraints:
            return typed
        pattern = flat.constraint("pattern")
        if kind == "string" and pattern and not types.python_pattern(flat):
            self._note("pattern", f"the pattern {pattern!a} is not checked", flat)
        return types.constrained(typed, flat)

    def _item(self, flat: Schema, hint: str, uses: Uses, depth: int) -> Typed:
        """What an array holds. msgspec has no tuple that goes on: one type for all places."""
        rest = self.of(flat.items, _singular(hint), uses, depth + 1)
        if not flat.prefix_items:
            return rest
        named = enumerate(flat.prefix_items, 1)
        places = [self.of(each, f"{hint}{n}", uses, depth + 1) for n, each in named]
        is_closed = flat.items is not None and flat.items.never
        survives = not self._flavour.constraints
        return types.union([*places, *([] if is_closed else [rest])], survives=survives)

    def _object(self, flat: Schema, hint: str, uses: Uses, depth: int) -> Typed:
        if flat.properties:
            return self._owe(self._scope.add(pascal(hint)), flat, uses)
        return types.mapping_of(self.of(unnamed(flat), f"{hint}Value", uses, depth + 1))

    def _enum(self, values: Sequence[object], hint: str, uses: Uses, *, is_named: bool) -> Typed:
        typed = types.literals(values)
        if typed.values is None:
            return typed
        if not self._flavour.constraints and uses.in_responses:
            typed = types.opened(typed)
        if is_named or len(typed.text) <= SHORT_LITERAL:
            return typed
        key = typed.text
        if key not in self._literals:
            self._literals[key] = self._alias(self._scope.add(pascal(hint)), typed, "")
        return self._literals[key]

    def _draft(self, owed: _Pending) -> Draft:
        scope = python_scope(ATTRIBUTES)
        flat, uses = owed.schema, owed.uses
        additional = self._additional(owed)
        fields: list[Field] = []
        keeps = self._flavour.constraints and flat.additional is False
        for each in carried(self.api, flat, uses, lambda _: keeps):
            if not is_attribute_name(each.name):
                self._note_name(each)
                additional = additional or ANY
                continue
            python = scope.add(snake(each.name, "field"))
            typed = self.of(each.schema, f"{owed.name}{pascal(each.name)}", uses)
            fields.append(Field(python, each, typed))
        has_variants = bool(flat.any_of or flat.one_of)
        is_closed = flat.additional is False and additional is None and not has_variants
        return Draft(owed.name, flat, tuple(fields), is_closed, additional)

    def _additional(self, owed: _Pending) -> Typed | None:
        """What attributes without a name in the class hold; None if it does not keep them."""
        rest = unnamed(owed.schema)
        if rest is not None:
            return self.of(rest, f"{owed.name}Value", owed.uses)
        survives = owed.uses.in_responses and not self._flavour.constraints
        return ANY if survives or owed.schema.additional is True else None

    def _note_name(self, each: Property) -> None:
        self.problems.append(
            Problem(
                "attribute-name",
                f"msgspec has no place for the name {each.name!a}: find it in `additional`",
                self.api.place(each.schema.pointer),
            )
        )

    def _note(self, code: str, message: str, schema: Schema) -> None:
        self.problems.append(Problem(code, message, self.api.place(schema.pointer)))

    def _note_alternatives(self, hint: str, flat: Schema) -> None:
        self.problems.append(
            Problem(
                "alternatives",
                f"no attribute tells the alternatives of {hint} apart: it is any object",
                self.api.place(flat.pointer),
                "Give each alternative a required attribute with a const of its own.",
            )
        )


def _singular(hint: str) -> str:
    """What one item of a list is called."""
    if hint.endswith("ies"):
        return hint[:-3] + "y"
    return hint[:-1] if hint.endswith("s") and not hint.endswith("ss") else f"{hint}Item"
