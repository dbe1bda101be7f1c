"""The document says what the documentation says: nothing is missing, nothing is added.

The tables in facts/ hold what was read off the documentation pages, one fact a line.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.model import UNSET, Api, Content, Operation, Schema
from clausegen.words.causes import causes_of
from clausegen.words.filter import Filter
from clausegen.words.ordering import Ordering

FACTS = Path(__file__).parent / "facts"
SCHEMAS = "Room", "Tag", "RoomOverview", "RoomSettings", "DomainLink", "RoomQueue", "Brand"
NESTED = "Organization", "User", "Asset", "Page"
"""Known from the examples of the pages only."""
QUEUES = {"listRoomQueues", "retrieveRoomQueue"}
"""Their statuses are not documented: what the document says about them is a reading of ours."""

Row = tuple[str, ...]


@pytest.fixture(scope="module")
def api() -> Api:
    return load_api(manifest_of("giosg").document)


def facts(table: str) -> list[Row]:
    with (FACTS / f"{table}.tsv").open(newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [tuple(row) for row in rows[1:]]


def same(found: Iterable[Row], wanted: Sequence[Row], count: int) -> None:
    """The document holds exactly the facts, each once."""
    assert len(wanted) == count
    there, told = Counter(found), Counter(wanted)
    assert (there - told, told - there) == (Counter(), Counter()), "added, missing"


def test_operations(api: Api) -> None:
    same(_operations(api), facts("operations"), 31)
    assert len({each.path for each in api.operations}) == 19
    assert all(each.has_own_id for each in api.operations)


def _operations(api: Api) -> Iterator[Row]:
    for each in api.operations:
        bodies = {_body(response.contents) for response in each.responses if response.is_success}
        assert len(bodies) == 1, each.id
        yield each.id, each.method.upper(), each.path, bodies.pop()


def _body(contents: tuple[Content, ...]) -> str:
    [schema] = [each.schema for each in contents] or [None]
    return (schema.ref or "") if schema else "-"


def test_status_lines(api: Api) -> None:
    same((row for row in _causes(api) if row[0] not in QUEUES), facts("statuses"), 186)
    queues = [row[1:] for row in _causes(api) if row[0] in QUEUES]
    assert sorted(queues) == 2 * [("200", "success")] + 2 * [("401", "unauthenticated")]


def _causes(api: Api) -> Iterator[Row]:
    for operation in api.operations:
        for response in operation.responses:
            assert causes_of(response) or response.status == "4XX", operation.id
            for cause in causes_of(response):
                yield operation.id, response.status, cause.id


def test_query_parameters(api: Api) -> None:
    same(_parameters(api), facts("parameters"), 6)


def _parameters(api: Api) -> Iterator[Row]:
    for operation in api.operations:
        for each in operation.parameters_in("query"):
            assert each.schema is not None
            schema = api.resolve(each.schema)
            options = ",".join(schema.enum or ()) or "-"
            default = "-" if schema.default is UNSET else schema.default
            yield operation.id, each.name, schema.types[0], default, options
            assert not each.required
            assert each.words.get(Ordering) or each.words.get(Filter)


def test_attributes(api: Api) -> None:
    wanted = [
        (schema, name, shape, "no" if editable == "read-only" else "yes", null, default)
        for schema, name, _, shape, editable, null, default in facts("attributes")
    ]
    same(_attributes(api, SCHEMAS), wanted, 78)


def _attributes(api: Api, schemas: Iterable[str]) -> Iterator[Row]:
    for name in schemas:
        for each in api.attributes(api.schemas[name]):
            schema = each.schema
            default = "-" if schema.default is UNSET else json.dumps(schema.default)
            writable, null = _yes(not schema.read_only), _yes(_nullable(api, schema))
            yield name, each.name, _shape(api, schema), writable, null, default


def test_nested_objects(api: Api) -> None:
    found = {row[:2]: (row[2], row[4]) for row in _attributes(api, NESTED)}
    same(((*name, *rest) for name, rest in found.items()), facts("nested"), 23)


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the thing to be spelled out
    return "yes" if value else "no"


def _branches(api: Api, schema: Schema) -> Iterator[Schema]:
    """The schema and what it points to, through references, allOf and anyOf."""
    for part in api.parts(schema):
        yield part
        for each in part.any_of:
            yield from _branches(api, each)


def _nullable(api: Api, schema: Schema) -> bool:
    return any(each.nullable for each in _branches(api, schema))


def _shape(api: Api, schema: Schema) -> str:
    branches = list(_branches(api, schema))
    if any(each.ref == "DateTime" for each in branches):
        return "date-time"
    types = {name for each in branches for name in each.types}
    assert len(types) == 1, schema.pointer
    return next((each.format for each in branches if each.format), None) or types.pop()


def test_payloads(api: Api) -> None:
    same(_payloads(api), facts("payloads"), 53)


def _payloads(api: Api) -> Iterator[Row]:
    for operation in api.operations:
        for each in _sent(api, operation):
            yield operation.id, *each


def _sent(api: Api, operation: Operation) -> Iterator[Row]:
    if operation.body is None:
        return
    assert operation.body.required
    [content] = operation.body.contents
    assert content.schema is not None
    for each in api.attributes(content.schema):
        yield each.name, "required" if each.required else "optional"


def test_deprecated(api: Api) -> None:
    found = {
        f"{name}.{each.name}"
        for name, schema in api.schemas.items()
        for each in api.attributes(schema)
        if each.schema.deprecated
    }
    assert found == {"Room.token"}


def test_authentication(api: Api) -> None:
    token, bearer = sorted(api.security_schemes, key=lambda each: each.type)
    assert (token.type, token.location, token.key) == ("apiKey", "header", "Authorization")
    assert (bearer.type, bearer.scheme) == ("http", "bearer")
    either = {((token.name, ()),), ((bearer.name, ()),)}
    assert all(set(each.security or ()) == either for each in api.operations)


def test_choices(api: Api) -> None:
    for name in ("RoomSettings", "RoomSettingsInput", "RoomSettingsPatch"):
        kinds = {each.name: each.schema.enum for each in api.attributes(api.schemas[name])}
        assert kinds.pop("analytics_object_type") == ("gaq", "datalayer", "ga-send", "custom")
        assert set(kinds.values()) == {None}


def test_every_sentence_is_there(api: Api) -> None:
    """Operations, parameters, responses, schemas and attributes are described."""
    silent = [pointer for pointer, text in _descriptions(api) if not text.endswith(".")]
    assert silent == []
    assert all(each.summary and not each.summary.endswith(".") for each in api.operations)


def _descriptions(api: Api) -> Iterator[tuple[str, str]]:
    for operation in api.operations:
        yield operation.pointer, operation.description
        for parameter in operation.parameters:
            yield parameter.pointer, parameter.description
        for response in operation.responses:
            yield response.pointer, response.description
    for tag in api.tags:
        yield tag.name, tag.description
    for name, schema in api.schemas.items():
        yield name, schema.description
        for each in api.attributes(schema):
            yield f"{name}.{each.name}", each.schema.description


def test_every_answer_has_an_example(api: Api) -> None:
    bare = [
        content.pointer
        for operation in api.operations
        for part in (operation.body, *operation.responses)
        if part is not None
        for content in part.contents
        if not content.examples
    ]
    assert bare == []


def test_others_can_load_the_bundle(api: Api) -> None:
    from openapi_spec_validator import OpenAPIV31SpecValidator
    from schemathesis import openapi
    from schemathesis.core.result import Ok

    bundle = json.loads(json.dumps(api.bundle))
    assert list(OpenAPIV31SpecValidator(bundle).iter_errors()) == []
    loaded = list(openapi.from_dict(bundle).get_all_operations())
    assert [type(each) for each in loaded] == [Ok] * 31
