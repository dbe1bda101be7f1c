"""The pages of the reference: tags, operations, webhooks and schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup, escape

from clausegen.model import UNSET, Api, Operation, Schema, SecurityScheme
from clausegen.render.docs.addresses import ROOT, Addresses, anchor
from clausegen.render.docs.causes import access
from clausegen.render.docs.client_sample import ClientSamples
from clausegen.render.docs.code import json_html, pretty
from clausegen.render.docs.exchanges import Exchange, Exchanges, path_html
from clausegen.render.docs.exhibits import Exhibit
from clausegen.render.docs.fragments import Fragments
from clausegen.render.docs.labels import ENGLISH, Labels
from clausegen.render.docs.margins import Margins
from clausegen.render.docs.navigation import Link, Sidebar, by_tag, title_of
from clausegen.render.docs.press import Page, Press
from clausegen.render.docs.prose import first_sentence
from clausegen.render.docs.samples import Sample, samples
from clausegen.render.docs.trying import try_form
from clausegen.render.docs.verdicts import ClauseView, worst
from clausegen.render.shapes.examples import documented_values
from clausegen.words.pagination import Pagination


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """What the reference pages are made of."""

    api: Api
    addresses: Addresses
    press: Press
    sidebar: Sidebar
    fragments: Fragments
    exchanges: Exchanges
    plain: Fragments
    """The same as Markdown."""
    plain_exchanges: Exchanges
    client: ClientSamples
    clauses: tuple[ClauseView, ...]

    def tag_title(self, name: str) -> str:
        return Margins(self.api).tag_titles().get(name, name)


def print_reference(reference: Reference) -> None:
    _print_tags(reference)
    _print_operations(reference)
    _print_webhooks(reference)
    _print_schemas(reference)


def _print_tags(reference: Reference) -> None:
    described = {each.name: each for each in reference.api.tags}
    pointers = {each.name: f"/tags/{number}" for number, each in enumerate(reference.api.tags)}
    margins = Margins(reference.api)
    groups = by_tag(reference.api)
    names = list(groups)
    for index, (name, operations) in enumerate(groups.items()):
        tag = described.get(name)
        path = reference.addresses.tags[name]
        description = tag.description if tag else ""
        page = Page(
            path=path,
            title=reference.tag_title(name),
            summary=first_sentence(description) or f"{len(operations)} operations of {name}.",
            nav=reference.sidebar.html(path, name),
            crumbs=(Link("Reference", f"{ROOT}index.html"), Link(reference.tag_title(name))),
            previous=_tag_link(reference, names[index - 1]) if index else None,
            next=_tag_link(reference, names[index + 1]) if index + 1 < len(names) else None,
        )
        reference.press.print(
            page,
            "tag",
            description=description,
            external=margins.elsewhere(pointers[name]) if tag else None,
            operations=tuple(_entry(reference, each) for each in operations),
            schemas=_schemas_of(reference, operations),
        )


def _tag_link(reference: Reference, name: str) -> Link:
    return Link(reference.tag_title(name), f"{ROOT}{reference.addresses.tags[name]}.html")


class Entry(msgspec.Struct, frozen=True):
    """An operation in a list."""

    title: str
    href: str
    operation: Operation
    summary: str
    verdict: str
    """The worst of its clauses; empty without a report."""

    @property
    def path(self) -> Markup:
        return path_html(self.operation.path)


def _entry(reference: Reference, operation: Operation) -> Entry:
    href = f"{ROOT}{reference.addresses.operations[operation.pointer]}.html"
    verdict = worst(each for each in reference.clauses if each.operation == operation.id)
    text = first_sentence(operation.description)
    return Entry(title_of(operation), href, operation, text, verdict)


def _schemas_of(reference: Reference, operations: Iterable[Operation]) -> tuple[Link, ...]:
    """What these operations send and receive, envelopes opened."""
    names: dict[str, None] = {}
    for operation in operations:
        bodies = operation.body.contents if operation.body else ()
        answers = (each for r in operation.responses if r.is_success for each in r.contents)
        for content in (*bodies, *answers):
            if content.schema is not None:
                names.update(dict.fromkeys(_names(reference, content.schema)))
    return tuple(Link(name, reference.addresses.schema(name)) for name in names)


def _names(reference: Reference, schema: Schema) -> Iterator[str]:
    inner = reference.fragments.core(schema)
    paged = [said for part in reference.api.parts(inner) if (said := part.words.get(Pagination))]
    if not paged:
        yield from (inner.name,) if inner.name else ()
        return
    for each in reference.fragments.attributes(inner):
        if each.name == paged[0].items:
            yield from _names(reference, each.schema)


def _print_operations(reference: Reference) -> None:
    operations = [each for group in by_tag(reference.api).items() for each in _with_tag(*group)]
    links = [_operation_link(reference, each) for _, each in operations]
    by_operation: dict[str, list[ClauseView]] = {}
    for clause in reference.clauses:
        if clause.operation:
            by_operation.setdefault(clause.operation, []).append(clause)
    for index, (tag, operation) in enumerate(operations):
        path = reference.addresses.operations[operation.pointer]
        page = Page(
            path=path,
            title=title_of(operation),
            summary=first_sentence(operation.description)
            or f"{operation.label}: {title_of(operation)}.",
            nav=reference.sidebar.html(path, tag),
            crumbs=(
                Link("Reference", f"{ROOT}index.html"),
                _tag_link(reference, tag),
                Link(title_of(operation)),
            ),
            previous=links[index - 1] if index else None,
            next=links[index + 1] if index + 1 < len(links) else None,
        )
        _print_operation(reference, page, operation, tuple(by_operation.get(operation.id, ())))


def _with_tag(tag: str, operations: tuple[Operation, ...]) -> Iterator[tuple[str, Operation]]:
    return ((tag, each) for each in operations)


def _operation_link(reference: Reference, operation: Operation) -> Link:
    page = reference.addresses.operations[operation.pointer]
    return Link(title_of(operation), f"{ROOT}{page}.html")


def _print_operation(
    reference: Reference, page: Page, operation: Operation, clauses: tuple[ClauseView, ...]
) -> None:
    view = reference.exchanges.view(operation)
    ways = access_text(reference.api, operation, reference.press.labels)
    needed = access(operation)
    told = bool(ways or needed.needs or needed.others)
    reference.press.print(
        msgspec.structs.replace(page, toc=tuple(_toc(view, told, clauses))),
        "operation",
        view=view,
        plain=reference.plain_exchanges.view(operation),
        operation=operation,
        ways=ways,
        access=needed,
        samples=operation_samples(reference, operation),
        examples=reference.exchanges.response_examples(operation),
        clauses=clauses,
        verdicts={each.id: each for each in clauses},
        try_form=try_form(
            reference.api, operation, reference.exchanges.writing, has_mock=bool(reference.clauses)
        ),
    )
    _mark(reference, page, clauses, "body.")


def operation_samples(reference: Reference, operation: Operation) -> tuple[Sample, ...]:
    return samples(reference.api, operation, reference.exchanges.writing, reference.client)


def _mark(
    reference: Reference, page: Page, clauses: Iterable[ClauseView], prefix: str = ""
) -> None:
    """Sets verdicts beside the attributes and parameters that they are about."""
    about: dict[str, list[ClauseView]] = {}
    for each in clauses:
        if each.parameter:
            about.setdefault(f"query.{anchor(each.parameter)}", []).append(each)
        elif each.attribute and each.verdict:
            about.setdefault(f"{prefix}{anchor(each.attribute)}", []).append(each)
    name = f"{page.path}.html"
    for place, found in about.items():
        verdict = worst(found)
        if verdict:
            start = f'<li id="{place}"><p class="head">'.encode()
            kind = verdict.replace(" ", "-")
            told = escape(reference.press.labels(verdict))
            mark = f'<span class="mark {kind}">{told}</span>'.encode()
            reference.press.files[name] = reference.press.files[name].replace(
                start, start + mark, 1
            )


def _toc(view: Exchange, access: bool, clauses: tuple[ClauseView, ...]) -> Iterator[Link]:  # noqa: FBT001 - one of the page's parts
    if access:
        yield Link("Who may call", "#access")
    for group in view.parameters:
        yield Link(group.label, f"#{group.anchor}")
    if view.bodies:
        yield Link("Body", "#body")
    if view.responses:
        yield Link("Responses", "#responses")
    if view.callbacks:
        yield Link("Callbacks", "#callbacks")
    if clauses:
        yield Link("Clauses", "#clauses")


def access_text(api: Api, operation: Operation, labels: Labels = ENGLISH) -> str:
    """How a caller authenticates, as Markdown."""
    if operation.security is None or not api.security_schemes:
        return ""
    schemes = {each.name: each for each in api.security_schemes}
    ways = []
    for alternative in operation.security:
        needed = [
            _scheme_text(schemes.get(name), name, scopes, labels) for name, scopes in alternative
        ]
        ways.append(f" {labels('together with')} ".join(needed))
    named = [way for way in ways if way]
    if not named:
        return labels("Anyone, without credentials.")
    listed = f", {labels('or with')} ".join(named)
    text = f"{labels('Authenticate with')} {listed}."
    left_out = labels("Credentials may be left out.")
    return f"{text} {left_out}" if len(named) < len(ways) else text


def _scheme_text(
    scheme: SecurityScheme | None, name: str, scopes: tuple[str, ...], labels: Labels
) -> str:
    title = f"[{name}](#scheme/{name})"
    listed = ", ".join(f"`{each}`" for each in scopes)
    suffix = f" {labels('with scope')} {listed}" if scopes else ""
    return (title if scheme else f"`{name}`") + suffix


def _print_webhooks(reference: Reference) -> None:
    for hook in reference.api.webhooks:
        path = reference.addresses.webhooks[hook.name]
        operation = hook.operations[0]
        page = Page(
            path=path,
            title=hook.name,
            summary=first_sentence(operation.description or operation.summary),
            nav=reference.sidebar.html(path, None),
            crumbs=(Link("Webhooks"), Link(hook.name)),
        )
        views, plain = (
            tuple(made.view(each, f"{each.method}.", title_of(each)) for each in hook.operations)
            for made in (reference.exchanges, reference.plain_exchanges)
        )
        reference.press.print(page, "webhook", views=views, plain=plain)


def _print_schemas(reference: Reference) -> None:
    if not reference.api.schemas:
        return
    used = uses(reference)
    by_schema: dict[str, list[ClauseView]] = {}
    for clause in reference.clauses:
        if clause.schema and not clause.operation:
            by_schema.setdefault(clause.schema, []).append(clause)
    maker = reference.exchanges.reading
    examples = documented_values(reference.api)
    for name, schema in reference.api.schemas.items():
        _print_schema(
            reference,
            schema,
            tuple(used.get(name, ())),
            tuple(by_schema.get(name, ())),
            schema.examples or (examples[name] if name in examples else maker.value(schema),),
        )
    path = "schemas/index"
    names = tuple(
        Link(each, reference.addresses.schema(each))
        for each in sorted(reference.api.schemas, key=str.casefold)
    )
    page = Page(
        path=path,
        title="Schemas",
        summary="Every named schema of the document.",
        nav=reference.sidebar.html(path, None),
        crumbs=(Link("Reference", f"{ROOT}index.html"), Link("Schemas")),
    )
    reference.press.print(page, "schemas", names=names)


def _print_schema(
    reference: Reference,
    schema: Schema,
    used: tuple[Operation, ...],
    clauses: tuple[ClauseView, ...],
    values: tuple[object, ...],
) -> None:
    assert schema.name is not None
    path = reference.addresses.schemas[schema.name]
    attributes = reference.fragments.place(schema, "all", "")
    page = Page(
        path=path,
        title=schema.name,
        summary=first_sentence(schema.description) or f"The schema {schema.name}.",
        nav=reference.sidebar.html("schemas/index", None),
        crumbs=(
            Link("Reference", f"{ROOT}index.html"),
            Link("Schemas", f"{ROOT}schemas/index.html"),
            Link(schema.name),
        ),
        toc=_schema_toc(bool(attributes), bool(used), bool(clauses)),
    )
    texts = [pretty(None if each is UNSET else each) for each in values]
    names = ["", *(f"Example {number}" for number in range(2, len(texts) + 1))]
    reference.press.print(
        page,
        "schema",
        schema=schema,
        value=reference.fragments.values.of(schema),
        attributes=attributes,
        outline=reference.plain.place(schema, "all", ""),
        examples=tuple(
            Exhibit("", name, name or "Example", "", text, json_html(text))
            for name, text in zip(names, texts, strict=True)
        ),
        used=tuple(_entry(reference, each) for each in used),
        clauses=clauses,
    )
    _mark(reference, page, clauses)


def _schema_toc(*present: bool) -> tuple[Link, ...]:
    parts = (
        ("Attributes", "#page:attributes"),
        ("Used by", "#page:used-by"),
        ("Clauses", "#page:clauses"),
    )
    found = tuple(Link(*part) for part, there in zip(parts, present, strict=True) if there)
    return found if len(found) > 1 else ()


def uses(reference: Reference) -> dict[str, list[Operation]]:
    """Schema -> the operations that send or receive it, envelopes opened."""
    found: dict[str, list[Operation]] = {}
    for operation in reference.api.operations:
        bodies = operation.body.contents if operation.body else ()
        answers = (each for response in operation.responses for each in response.contents)
        names = dict.fromkeys(
            name
            for content in (*bodies, *answers)
            if content.schema is not None
            for name in (content.schema.ref, *_names(reference, content.schema))
            if name
        )
        for name in names:
            found.setdefault(name, []).append(operation)
    return found
