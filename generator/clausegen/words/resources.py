"""What resources promise: named schemas of successful answers, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.model import Api, Property, Schema, relations
from clausegen.words import wording
from clausegen.words.clause import Clause, Detail
from clausegen.words.payloads import conditions
from clausegen.words.vocabulary import KEY, Rule


def clauses(api: Api) -> Iterator[Clause]:
    answered = answered_schemas(api)
    written = _written(api)
    for name, schema in api.schemas.items():
        owner = _Owner(api, name)
        if name in answered:
            yield from owner.attributes(schema, written.get(name))
            yield from owner.conditions(schema)
        yield from owner.words(schema)


def _written(api: Api) -> dict[str, set[str]]:
    """Resources that payloads make or change -> the attributes that payloads may hold."""
    found: dict[str, set[str]] = {}
    for each in api.operations:
        resource = relations.resource_of(api, each) if each.method in relations.WRITES else None
        if resource is not None and relations.body_schema(each) is not None:
            names = (known.name for known in relations.writable_attributes(api, each))
            found.setdefault(resource, set()).update(names)
    return found


def answered_schemas(api: Api) -> frozenset[str]:
    """Named schemas of values that successful answers hold, at any depth."""
    found: set[str] = set()
    seen: set[str] = set()
    stack = [
        content.schema
        for operation in api.operations
        for response in operation.responses
        if response.is_success
        for content in response.contents
        if content.schema is not None
    ]
    while stack:
        schema = stack.pop()
        if schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        name = relations.named(api, schema)
        if name is not None:
            found.add(name)
            stack.append(api.schemas[name])
        stack.extend(each.schema for each in api.attributes(schema))
        for part in api.parts(schema):
            stack.extend((*part.any_of, *part.one_of, *part.prefix_items))
            stack.extend(each for each in (part.items, part.additional) if isinstance(each, Schema))
    return frozenset(found)


class _Owner:
    """One named schema."""

    def __init__(self, api: Api, name: str) -> None:
        self.api = api
        self.name = name

    def attributes(self, schema: Schema, written: set[str] | None) -> Iterator[Clause]:
        """`written`: what payloads may hold; None when nothing writes this schema."""
        for each in self.api.attributes(schema):
            place = each.schema.pointer
            if not _says_nothing(each.schema):
                sentence = f"{self.name}.{each.name} is {wording.schema(self.api, each.schema)}."
                yield self._clause("type", sentence, place, each.name)
            fixed = written is not None and each.name not in written
            if fixed and relations.is_read_only(self.api, each.schema):
                sentence = f"Sending {self.name}.{each.name} does not change it."
                yield self._clause("read_only", sentence, place, each.name)

    def conditions(self, schema: Schema) -> Iterator[Clause]:
        for title, part in conditions(self.api, schema):
            assert part.condition is not None
            sentence = f"In every {self.name}: {wording.condition(part.condition, title)}"
            yield self._clause("condition", sentence, part.pointer, end=title, detail=title)

    def words(self, schema: Schema) -> Iterator[Clause]:
        """x-contract as it is written on the schema itself; what it refers to speaks for itself."""
        yield from self._rules(schema, None)
        own = (schema, *schema.all_of)
        for attribute in (each for part in own for each in part.properties):
            yield from self._attribute_words(attribute)
            yield from self._rules(attribute.schema, attribute.name)

    def _attribute_words(self, attribute: Property) -> Iterator[Clause]:
        words = attribute.schema.words
        details: dict[str, Detail | None] = {
            "object_of": words.object_of,
            "references": words.references,
            "mutability": words.mutability,
            "uniqueness": words.uniqueness,
            "visible_to": words.visible_to,
        }
        for word, detail in details.items():
            if detail is not None:
                sentence = wording.attribute(self.name, attribute.name, detail, word)
                place = f"{attribute.schema.pointer}/{KEY}/{word}"
                yield self._clause(word, sentence, place, attribute.name, detail=detail)

    def _rules(self, schema: Schema, attribute: str | None) -> Iterator[Clause]:
        for index, rule in enumerate(schema.words.rules):
            place = f"{schema.pointer}/{KEY}/rules/{index}"
            yield self._clause("rules", rule.sentence, place, attribute, end=rule.id, detail=rule)

    def _clause(
        self,
        word: str,
        sentence: str,
        pointer: str,
        attribute: str | None = None,
        *,
        end: str = "",
        detail: Detail | None = None,
    ) -> Clause:
        name = ".".join(filter(None, (self.name, attribute, "" if word == "rules" else word, end)))
        return Clause(
            id=name,
            word=word,
            sentence=sentence,
            place=self.api.place(pointer),
            pointer=pointer,
            schema=self.name,
            attribute=attribute,
            detail=detail,
            waived=detail.waived if isinstance(detail, Rule) else None,
        )


def _says_nothing(schema: Schema) -> bool:
    """Every value will do."""
    return not (
        schema.types
        or schema.ref
        or schema.never
        or schema.enum is not None
        or schema.all_of
        or schema.any_of
        or schema.one_of
        or schema.properties
        or schema.items
        or schema.constraints
    )
