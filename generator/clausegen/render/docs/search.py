"""The index of the search: small rows that the page's script looks through, term by term."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from clausegen.model import Operation, Schema
from clausegen.render.docs.addresses import ROOT, anchor
from clausegen.render.docs.editability import payloads
from clausegen.render.docs.fragments import hidden
from clausegen.render.docs.guides import Text, sections_of, statuses, without_title
from clausegen.render.docs.navigation import title_of
from clausegen.render.docs.prose import chapters, first_sentence
from clausegen.render.docs.reference import Reference

KINDS = (*("page", "section", "operation", "schema", "attribute", "parameter", "status", "clause"),)
LONGEST = 110
LONGEST_SECTION = 600
"""Letters of a section's text that are searched."""
Row = tuple[int, str, str, str, str]
"""Number of the kind, title, what is shown below it, address from the root, what else is searched:
first the name that finds it before all others."""
_TABLE = re.compile(r"\|[-:| ]*|`|\*\*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\W]+")


def search_index(reference: Reference, texts: tuple[Text, ...]) -> bytes:
    """A script, because pages opened from a disk may not fetch."""
    rows = [
        *_pages(reference),
        *_sections(reference, texts),
        *_statuses(reference),
        *(row for each in reference.api.operations for row in _operation(reference, each)),
        *_schemas(reference),
        *(
            (7, each.id, each.sentence, each.href.removeprefix(ROOT), "")
            for each in reference.clauses
        ),
    ]
    return b"docsIndex(" + msgspec.json.encode([KINDS, rows]) + b")\n"


def _pages(reference: Reference) -> Iterator[Row]:
    for page in reference.press.pages:
        if not page.path.startswith(("operations/", "schemas/")):
            named = page.crumbs[-1].text if page.crumbs else page.title
            yield 0, page.title, page.summary, f"{page.path}.html", f"{named};"


def _sections(reference: Reference, texts: tuple[Text, ...]) -> Iterator[Row]:
    for title, id_, page, shown, also in sections_of(reference):
        yield 1, title, first_sentence(shown, LONGEST), f"{page}.html#{id_}", f"{title}; {also};"
    for each in texts:
        yield from _chapters(each.page, without_title(each)[0])
    yield from _chapters("index", reference.api.info.description)


def _chapters(page: str, source: str) -> Iterator[Row]:
    for title, id_, body in chapters(source):
        plain = " ".join(_TABLE.sub(" ", body).split())
        yield 8, title.replace("`", ""), plain[:LONGEST_SECTION], f"{page}.html#{id_}", ""


def _statuses(reference: Reference) -> Iterator[Row]:
    for each in statuses(reference.api):
        place = f"getting-started.html#status-{each.status}"
        yield 6, f"{each.status} {each.phrase}", "; ".join(each.meanings)[: LONGEST * 2], place, ""


def _operation(reference: Reference, operation: Operation) -> Iterator[Row]:
    path = f"{reference.addresses.operations[operation.pointer]}.html"
    title = title_of(operation)
    more = first_sentence(operation.description, LONGEST)
    old = " · deprecated" if operation.deprecated else ""
    names = f"{operation.id}; {_words(operation.id)}; {operation.summary};"
    yield 2, title, f"{operation.label}{old} · {more}", path, names
    for each in operation.parameters:
        if each.location != "path":
            place = f"{path}#{each.location}.{anchor(each.name)}"
            old = " · deprecated" if each.deprecated else ""
            told = first_sentence(each.description, LONGEST)
            text = f"{title}{old}{_values(each.schema)} · {told}"
            yield 5, each.name, text, place, _words(each.name)
    content = operation.body.contents[0] if operation.body and operation.body.contents else None
    inner = reference.fragments.core(content.schema) if content and content.schema else None
    if inner is not None and inner.name is None:
        for attribute in reference.fragments.attributes(inner):
            if not hidden(attribute.schema, "request"):
                place = f"{path}#body.{anchor(attribute.name)}"
                text = f"{title}{_values(attribute.schema)}"
                yield 4, attribute.name, text, place, _words(attribute.name)


def _schemas(reference: Reference) -> Iterator[Row]:
    """With one row an attribute: a payload that writes a resource repeats the resource's."""
    told = payloads(reference.api, reference.fragments.core)
    for schema in reference.api.schemas.values():
        resource = reference.api.schemas.get(told.get(schema.name or "", ""))
        known = reference.fragments.attributes(resource) if resource is not None else ()
        yield from _schema(reference, schema, frozenset(each.name for each in known))


def _schema(reference: Reference, schema: Schema, known: frozenset[str]) -> Iterator[Row]:
    assert schema.name is not None
    path = f"{reference.addresses.schemas[schema.name]}.html"
    shown = first_sentence(schema.description, LONGEST)
    yield 3, schema.name, shown, path, f"{schema.name}; {_words(schema.name)};"
    for each in reference.fragments.attributes(reference.fragments.core(schema)):
        if each.name not in known:
            more = first_sentence(each.schema.description, LONGEST)
            old = " · deprecated" if each.schema.deprecated else ""
            text = f"{schema.name}{old}{_values(each.schema)} · {more}"
            names = f"{schema.name}.{each.name}; {_words(each.name)};"
            yield 4, each.name, text, f"{path}#{anchor(each.name)}", names


def _clauses(reference: Reference) -> Iterator[Row]:
    for each in reference.clauses:
        yield 7, each.id, each.sentence, each.href.removeprefix(ROOT), ""


def _words(name: str) -> str:
    """`updateBook` and `update_book` as two words; nothing where the name is one."""
    words = _HUMP.sub(" ", name).strip().lower()
    return words if " " in words else ""


def _values(schema: Schema | None) -> str:
    values = [str(each) for each in (schema.enum or ())] if schema is not None else []
    return f" · {', '.join(values)[: LONGEST * 2]}" if values else ""
