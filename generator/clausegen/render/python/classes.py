"""Classes of the models, ready to print."""

from __future__ import annotations

import msgspec

from clausegen.model import Api, Property, Schema
from clausegen.render.python.source import Group, Prefixed, Source, literal, statement
from clausegen.render.python.tags import Tag
from clausegen.render.python.types import ANY, Typed, mapping_of, with_unset


class Field(msgspec.Struct, frozen=True):
    """An attribute before its class is printed."""

    name: str
    property: Property
    typed: Typed


class Draft(msgspec.Struct, frozen=True):
    """A class before it is printed."""

    name: str
    schema: Schema
    fields: tuple[Field, ...]
    is_closed: bool
    """Whether unknown attributes are refused."""
    additional: Typed | None
    """What unknown attributes hold, if they are kept."""


class Attribute(msgspec.Struct, frozen=True):
    code: str
    doc: str


class ClassModel(msgspec.Struct, frozen=True):
    head: str
    """The class statement, laid out."""
    doc: str
    attributes: tuple[Attribute, ...]
    names: frozenset[str]
    """Names that it uses."""


def class_model(api: Api, draft: Draft, tag: Tag | None) -> ClassModel:
    """The class. Its tag, if it has one, is no attribute: the decoder writes and reads it."""
    fields = [each for each in draft.fields if tag is None or each.property.name != tag.attribute]
    parent = "Struct" if draft.additional is None else "OpenStruct"
    options: list[Source] = [parent, "kw_only=True"]
    if tag is not None:
        options.append(f"tag_field={literal(tag.attribute)}")
        options.append(f"tag={literal(tag.value)}")
    if draft.is_closed:
        options.append("forbid_unknown_fields=True")
    renaming = _renaming({each.name: each.property.name for each in fields})
    if renaming is not None:
        options.append(Prefixed("rename=", renaming))
    head = statement("class ", Group(f"{draft.name}(", tuple(options), ")"), ":")
    doc = draft.schema.description or draft.schema.title
    names = frozenset({parent}).union(*(each.typed.names for each in fields))
    if not all(each.property.required for each in fields):
        names |= {"UNSET", "UnsetType"}
    attributes = tuple(_attribute(api, each) for each in fields)
    if draft.additional is not None and draft.additional != ANY:
        attributes = (_additional(draft.additional), *attributes)
        names |= draft.additional.names | {"ADDITIONAL", "field"}
    return ClassModel(head, doc, attributes, names)


def _additional(typed: Typed) -> Attribute:
    """The attribute of OpenStruct again, with a type of its own."""
    made = " = field(default_factory=dict, name=ADDITIONAL)"
    code = statement("additional: ", mapping_of(typed).annotation, made, indent=4)
    return Attribute(code, "Attributes by names that the class does not know.")


def _attribute(api: Api, field: Field) -> Attribute:
    annotation = field.typed.annotation
    if field.property.required:
        code = statement(f"{field.name}: ", annotation, indent=4)
    else:
        code = statement(f"{field.name}: ", with_unset(annotation), " = UNSET", indent=4)
    schema = field.property.schema
    return Attribute(code, schema.description or _own_words(api, schema))


def _own_words(api: Api, schema: Schema) -> str:
    """The description of a part that has no name: a named one is described where it is defined."""
    parts = (part.description for part in api.parts(schema) if part.name is None)
    return next(filter(None, parts), "")


def _renaming(names: dict[str, str]) -> Source | None:
    renamed = {python: name for python, name in names.items() if python != name}
    if not renamed:
        return None
    has_capitals = any(not name.islower() for name in renamed.values())
    if has_capitals and all(_camel(python) == name for python, name in names.items()):
        return literal("camel")
    pairs = (Prefixed(f"{literal(key)}: ", literal(renamed[key])) for key in renamed)
    return Group("{", tuple(pairs), "}", is_list=True)


def _camel(name: str) -> str:
    """As msgspec does it."""
    first, *rest = name.split("_")
    return first + "".join(each[:1].upper() + each[1:] for each in rest)
