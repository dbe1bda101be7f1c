"""Clauses: ids that stay, sentences that can be read, places that are right."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from clausegen.load import load_api
from clausegen.model import Api
from clausegen.words.causes import CauseClause
from clausegen.words.clause import Clause
from clausegen.words.collection import clauses
from clausegen.words.registry import names
from documents import api_of, document, written

PLAIN = {
    *("responses", "type", "read_only", "required", "wrong_type", "enum", "pattern", "non_empty"),
    *("not_null", "default", "partial", "condition"),
}


@pytest.fixture(scope="module")
def found(api: Api) -> dict[str, Clause]:
    return {each.id: each for each in clauses(api)}


def test_ids_are_unique_and_words_are_known(api: Api) -> None:
    made = clauses(api)
    assert Counter(each.id for each in made).most_common(1)[0][1] == 1
    assert {each.word for each in made} <= PLAIN | set(names())


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ({}, False),  # OpenAPI promises nothing of the kind
        ({"root": True}, True),
        ({"root": False}, False),
        ({"root": True, "operation": False}, False),
        ({"operation": True}, True),
        ({"root": True, "attribute": False}, False),
        ({"operation": False, "attribute": True}, True),
    ],
)
def test_stored_is_claimed_where_it_is_said(
    places: dict[str, bool],
    said: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    told = {name: {"x-contract": {"stored": value}} for name, value in places.items()}
    size = {"type": "string", **told.get("attribute", {})}
    payload = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    post = {"operationId": "add", "requestBody": payload, **told.get("operation", {})}
    post["responses"] = {"201": {"description": "Made.", **payload}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        **told.get("root", {}),
        "paths": {"/things": {"post": post}},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"size": size}}}},
    }
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    made = {each.id for each in clauses(load_api(tmp_path / "openapi.json"))}
    assert ("add.size.stored" in made) is said


def test_every_word_of_the_vocabulary_makes_clauses() -> None:
    every = Path(__file__).parents[2] / "cases" / "vocabulary" / "parcels.yaml"
    assert {each.word for each in clauses(load_api(every))} >= set(names())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "createRoom.403.no_settings_permission",
            "createRoom answers 403 if the caller lacks the settings permission.",
        ),
        ("createRoom.name.required", "createRoom answers 400 if name is left out."),
        ("createRoom.name.wrong_type", "createRoom answers 400 if name is not a string."),
        ("createRoom.name.non_empty", "createRoom answers 400 if name is empty."),
        (
            "updateRoom.name.not_null",
            "updateRoom answers 400 if name is null, or ignores the null.",
        ),
        (
            "createRoom.language_code.default",
            'createRoom sets language_code to "en" if it is left out.',
        ),
        ("createRoom.name.stored", "The name given to createRoom is read back as it was sent."),
        ("updateRoom.partial", "updateRoom changes only the attributes that it is given."),
        ("Room.created_at.type", "Room.created_at is a DateTime or null."),
        ("Room.updated_by_user.type", "Room.updated_by_user is a User or null."),
        ("RoomPage.results.type", "RoomPage.results is a list of Room."),
        ("Room.id.read_only", "Sending Room.id does not change it."),
        ("Room.domain.mutability", "Room.domain cannot change after creation."),
        (
            "Room.condition.online_only_if_open",
            "In every Room: if is_online is true, is_open is true.",
        ),
        (
            "replaceRoomSettings.condition.object_type_when_tracking",
            (
                "replaceRoomSettings answers 400 to a payload that breaks this: if"
                " is_analytics_tracking_enabled is true,"
                " analytics_object_type is given and is a string."
            ),
        ),
        (
            "listRooms.ordering.default",
            "listRooms without ordering sorts by created_at, ascending.",
        ),
        (
            "listRooms.filter.is_deleted.true",
            "listRooms with is_deleted=true lists exactly the items whose is_deleted is true.",
        ),
        (
            "deleteRoom.deletion",
            "retrieveRoom still shows what deleteRoom deletes, with is_deleted true.",
        ),
        ("Tag.room_id.references", "Tag.room_id equals the room_id of the path."),
    ],
)
def test_sentences(found: dict[str, Clause], name: str, sentence: str) -> None:
    assert found[name].sentence == sentence


def test_what_an_implementation_may_choose_is_no_clause(found: dict[str, Clause]) -> None:
    # A fixed attribute may be ignored or refused: neither its value nor its type is looked at.
    assert not [name for name in found if name.startswith("replaceRoom.domain.")]
    assert "DomainLink.domain_room_id.read_only" not in found  # payloads hold it
    assert not [name for name in found if name.startswith("Page.")]  # nothing answers with it
    assert not [name for name in found if name.startswith("updateRoom.") and "required" in name]


def test_places_point_at_the_words(found: dict[str, Clause]) -> None:
    for each in found.values():
        line = Path(each.place.file).read_text().splitlines()[each.place.line - 1]
        if each.word == "causes":
            assert isinstance(each, CauseClause)
            assert each.cause.id in line or "causes" in line, each
        elif each.word in ("mutability", "object_of", "uniqueness", "deletion", "visible_to"):
            assert each.word in line, each
        elif each.attribute and each.word in PLAIN:
            assert each.attribute in line, each


def test_statuses(found: dict[str, Clause]) -> None:
    for each in found.values():
        if each.word == "causes":
            assert isinstance(each, CauseClause)
            assert each.id == f"{each.operation.id}.{each.status}.{each.cause.id}"
        elif each.word in ("required", "wrong_type", "enum", "pattern", "non_empty", "not_null"):
            assert each.status == "400"


def test_ids_collide_with_a_number(tmp_path: Path) -> None:
    rules = [{"id": "responses", "sentence": "It has responses."}]
    operation = {"operationId": "a", "x-contract": {"rules": rules}, "responses": {}}
    made = clauses(api_of(tmp_path, document(paths={"/a": {"get": operation}})))
    assert [each.id for each in made] == ["a.responses", "a.responses.2"]


def _shuffled(value: Any, chance: random.Random) -> Any:
    """The same document with the entries of its mappings in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    return [_shuffled(each, chance) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(4))
def test_ids_do_not_depend_on_the_order_of_the_document(
    api: Api, found: dict[str, Clause], tmp_path: Path, seed: int
) -> None:
    value = _shuffled(json.loads(json.dumps(api.bundle)), random.Random(seed))
    made = {each.id: each.sentence for each in clauses(load_api(written(tmp_path, value)))}
    assert set(made) == set(found)


@pytest.mark.parametrize("seed", range(6))
def test_ids_do_not_depend_on_other_operations(
    api: Api, found: dict[str, Clause], tmp_path: Path, seed: int
) -> None:
    value = json.loads(json.dumps(api.bundle))
    paths = value["paths"]
    dropped = random.Random(seed).choice(sorted(paths))
    gone = {each.id for each in api.operations if each.path == dropped}
    del paths[dropped]
    made = {each.id for each in clauses(load_api(written(tmp_path, value)))}
    kept = {each.id for each in found.values() if each.operation and each.operation.id not in gone}
    assert kept - made == set()
    assert not [name for name in made - set(found) if name.split(".")[0] not in api.schemas]
