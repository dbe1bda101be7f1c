"""The index of the search: small rows that the page's script looks through, term by term."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from clausegen.model import Operation, Schema
from clausegen.render.docs.addresses import ROOT, anchor
from clausegen.render.docs.fragments import hidden
from clausegen.render.docs.guides import Text
from clausegen.render.docs.navigation import title_of
from clausegen.render.docs.prose import first_sentence, heading_id
from clausegen.render.docs.reference import Reference

KINDS = ("page", "operation", "schema", "attribute", "parameter", "clause")
LONGEST = 110
Row = tuple[int, str, str, str]
"""Number of the kind, title, what else is searched and shown, address from the root."""


def search_index(reference: Reference, texts: tuple[Text, ...]) -> bytes:
    """A script, because pages opened from a disk may not fetch."""
    rows = [
        *_pages(reference),
        *_texts(texts),
        *(row for each in reference.api.operations for row in _operation(reference, each)),
        *(row for each in reference.api.schemas.values() for row in _schema(reference, each)),
        *_clauses(reference),
    ]
    return b"docsIndex(" + msgspec.json.encode([KINDS, rows]) + b")\n"


def _pages(reference: Reference) -> Iterator[Row]:
    for page in reference.press.pages:
        if not page.path.startswith(("operations/", "schemas/")):
            yield 0, page.title, page.summary, f"{page.path}.html"


def _texts(texts: tuple[Text, ...]) -> Iterator[Row]:
    for text in texts:
        for block in text.source.split("\n#")[1:]:
            title, _, body = block.lstrip("# ").partition("\n")
            yield (
                0,
                title,
                first_sentence(body, LONGEST * 3),
                f"{text.page}.html#{heading_id(title)}",
            )


def _operation(reference: Reference, operation: Operation) -> Iterator[Row]:
    path = f"{reference.addresses.operations[operation.pointer]}.html"
    title = title_of(operation)
    more = first_sentence(operation.description, LONGEST)
    yield 1, title, f"{operation.label} · {operation.id} · {more}", path
    for each in operation.parameters:
        if each.location != "path":
            values = _values(each.schema)
            place = f"{path}#{each.location}.{anchor(each.name)}"
            yield (
                4,
                each.name,
                f"{title}{values} · {first_sentence(each.description, LONGEST)}",
                place,
            )
    content = operation.body.contents[0] if operation.body and operation.body.contents else None
    if content is not None and content.schema is not None:
        for attribute in reference.fragments.attributes(reference.fragments.core(content.schema)):
            if not hidden(attribute.schema, "request"):
                more = _values(attribute.schema)
                yield 3, attribute.name, f"{title}{more}", f"{path}#body.{anchor(attribute.name)}"


def _schema(reference: Reference, schema: Schema) -> Iterator[Row]:
    assert schema.name is not None
    path = f"{reference.addresses.schemas[schema.name]}.html"
    yield 2, schema.name, first_sentence(schema.description, LONGEST), path
    for each in reference.fragments.attributes(reference.fragments.core(schema)):
        more = first_sentence(each.schema.description, LONGEST)
        text = f"{schema.name}{_values(each.schema)} · {more}"
        yield 3, each.name, text, f"{path}#{anchor(each.name)}"


def _values(schema: Schema | None) -> str:
    values = [str(each) for each in (schema.enum or ())] if schema is not None else []
    return f" · {', '.join(values)[: LONGEST * 2]}" if values else ""


def _clauses(reference: Reference) -> Iterator[Row]:
    for each in reference.clauses:
        yield 5, each.id, each.sentence, each.href.removeprefix(ROOT)
