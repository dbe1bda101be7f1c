"""What may be sent: by what the run made, at which place, and by what the document says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from clausecheck.failures import NotOurs
from clausecheck.http.actors import Actor
from clausecheck.http.client import Client
from clausecheck.http.credentials import Carried
from clausecheck.http.exchange import Exchange
from clausecheck.http.target import TargetError, load_target
from clausecheck.world.contract import Settings, contract_of
from clausecheck.world.world import World
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from foreign import Foreign, document, foreign


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[Foreign, Client]]:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document()))
    with foreign() as (running, url):
        settings = ["actors.admin.token=somebody", "ids.owner_id=3", "ids.kept_id=2"]
        target = load_target(None, base_url=url, settings=settings)
        yield running, Client(load_api(file), target)


def refused(client: Client, operation: str, **given: object) -> str:
    with pytest.raises(NotOurs) as told:
        client.call(operation, **given)  # type: ignore[arg-type]
    return told.value.reason


def test_the_same_id_elsewhere_is_somebody_elses(service: tuple[Foreign, Client]) -> None:
    running, client = service
    made = client.call("postCats", body={"name": "x"})
    path = {"id": str(made.json["id"])}
    assert path["id"] in running.before["dogs"]
    assert refused(client, "deleteDogsId", path=path)
    assert refused(client, "putDogsId", path=path, body={"name": "y"})
    assert client.call("deleteCatsId", path=path).status == 204
    assert running.harm == []


def test_a_number_that_was_given_back_is_no_longer_ours(service: tuple[Foreign, Client]) -> None:
    _, client = service
    path = {"id": str(client.call("postCats", body={"name": "x"}).json["id"])}
    client.call("deleteCatsId", path=path)
    assert refused(client, "deleteCatsId", path=path)


def test_nothing_is_added_below_what_is_not_ours(service: tuple[Foreign, Client]) -> None:
    _, client = service
    assert "give ids.id" in refused(client, "postDogsIdToys", path={"id": "1"}, body={"name": "x"})
    dog = {"id": str(client.call("postDogs", body={"name": "x"}).json["id"])}
    toy = client.call("postDogsIdToys", path=dog, body={"name": "y"})
    assert refused(client, "deleteDogsIdToysToyId", path={**dog, "toy_id": "1"})
    path = {**dog, "toy_id": str(toy.json["id"])}
    assert client.call("deleteDogsIdToysToyId", path=path).status == 204


@pytest.mark.parametrize(
    "operation",
    [
        *("postShutdown", "postReset", "postCatsDelete", "postDogsBulk", "postSettings"),
        *("getLogout", "getSession"),
    ],
)
def test_what_creates_nothing_known_is_an_action(
    operation: str, service: tuple[Foreign, Client]
) -> None:
    given = {"body": {}} if operation.startswith("post") else {}
    assert refused(service[1], operation, **given).startswith("an action")
    assert (service[0].writes, service[0].harm) == (0, [])


@pytest.mark.parametrize(
    "operation", ["putSettings", "patchSettings", "deleteCats", "deleteDogsAll"]
)
def test_what_names_nothing_of_ours_is_not_changed(
    operation: str, service: tuple[Foreign, Client]
) -> None:
    assert "did not create" in refused(service[1], operation)
    assert service[0].writes == 0


def test_a_url_is_judged_not_what_is_said_of_it(service: tuple[Foreign, Client]) -> None:
    """A search builds its URLs itself."""
    running, client = service
    ours = str(client.call("postDogs", body={"name": "x"}).json["id"])
    base, actor = client.target.base_url, client.actor("admin")
    for path in ("/dogs/1", "/dogs/all", "/dogs", f"/cats/{ours}", f"/dogs/{ours}%2F..%2F1"):
        request = Exchange(
            operation=client.document.operation("deleteDogsId"),
            actor=actor,
            method="DELETE",
            url=base + path,
            path={"id": ours},
        )
        with pytest.raises(NotOurs):
            client.send(request)
    assert running.harm == []


def test_payloads_name_what_is_ours_or_was_given(service: tuple[Foreign, Client]) -> None:
    _, client = service
    assert "owner_id" in refused(client, "postCats", body={"name": "x", "owner_id": 1})
    assert client.call("postCats", body={"name": "x", "owner_id": 3}).status == 201
    assert client.call("postCats", body={"name": "x", "owner_id": "three"}).status == 400
    assert "id" in refused(client, "postCats", body={"name": "x", "id": 1})


def test_a_payload_may_say_of_which_item_it_is(service: tuple[Foreign, Client]) -> None:
    _, client = service
    made = client.call("postDogs", body={"name": "x"}).json["id"]
    path = {"id": str(made)}
    assert client.call("putDogsId", path=path, body={"name": "y", "id": made}).ok
    assert "id" in refused(client, "putDogsId", path=path, body={"name": "y", "id": 1})


def test_an_answer_that_shows_what_was_there_makes_nothing_ours(
    service: tuple[Foreign, Client],
) -> None:
    running, client = service
    found = client.call("postMemberships")
    assert found.status == 200
    assert refused(client, "deleteMembershipsId", path={"id": str(found.json["id"])})
    assert running.harm == []


def test_the_client_chooses_an_id(service: tuple[Foreign, Client]) -> None:
    running, client = service
    assert refused(client, "putTenantsTenant", path={"tenant": "acme"})
    path = {"tenant": client.ledger.coin("clausecheck-1")}
    assert client.call("putTenantsTenant", path=path).status == 201
    assert client.call("deleteTenantsTenant", path=path).status == 204
    assert running.left == {}


def test_what_is_lent_may_be_changed(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document()))
    told = tmp_path / "target.toml"
    with foreign() as (running, url):
        lines = 'lent = ["ids.old_id"]', f'base_url = "{url}"', "[actors.admin]", 'token = "t"'
        told.write_text("\n".join([*lines, "[ids]", 'old_id = "2"', 'other_id = "1"']))
        client = Client(load_api(file), load_target(told))
        assert client.call("deleteNotesId", path={"id": "2"}).status == 204
        assert refused(client, "deleteNotesId", path={"id": "1"})
        assert running.harm == ["notes 2"]


def test_lent_is_an_id_of_the_file(tmp_path: Path) -> None:
    told = tmp_path / "target.toml"
    told.write_text('lent = ["ids.old"]\nbase_url = "http://127.0.0.1:1"\n')
    with pytest.raises(TargetError, match=r"ids\.old, which is no id"):
        load_target(told)


def test_a_number_called_as_a_collection_is_an_id(tmp_path: Path) -> None:
    told = document()
    thing = told["components"]["schemas"]["Thing"]
    thing["properties"] |= {"from_dog": {"type": "integer"}, "size": {"type": "integer"}}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with foreign() as (_, url):
        client = Client(load_api(file), load_target(None, base_url=url))
        assert "from_dog" in refused(client, "postCats", body={"name": "x", "from_dog": 1})
        assert client.call("postCats", body={"name": "x", "size": 1}).status == 201
        dog = client.call("postDogs", body={"name": "x"}).json["id"]
        assert client.call("postCats", body={"name": "x", "from_dog": dog}).status == 201


@pytest.mark.parametrize("value", [1, 1.0, "1", "1.0", " 1", True])
def test_a_number_is_an_id_however_it_is_written(
    service: tuple[Foreign, Client], value: object
) -> None:
    _, client = service
    told = refused(client, "postCats", body={"name": "x", "dog_id": value})
    assert "dog_id" in told


def test_a_short_name_tells_of_a_longer_one_only_where_nothing_fits_better(tmp_path: Path) -> None:
    told = document()
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    target = load_target(None, base_url="http://127.0.0.1:1")
    alone = Client(load_api(file), target).ledger
    told["paths"]["/members/{id}"] = told["paths"]["/memberships/{id}"]
    file.write_text(json.dumps(told))
    beside = Client(load_api(file), target).ledger
    for ledger in (alone, beside):
        ledger.own("/memberships/{id}", {"id": "5"})
    assert alone.may_name("member_id", "5")
    assert not beside.may_name("member_id", "5")
    assert beside.may_name("membership_id", "5")


def test_a_number_that_was_given_up_for_another_is_no_longer_ours(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document()))
    api = load_api(file)
    ledger = Client(api, load_target(None, base_url="http://127.0.0.1:1")).ledger
    ledger.own("/cats/{id}", {"id": "7"})
    change = api.operation("patchCatsId")
    moved = Exchange(
        operation=change,
        actor=Actor(name="admin"),
        method="PATCH",
        url="http://127.0.0.1:1/cats/7",
        path={"id": "7"},
        sent=b'{"id":8}',
        status=200,
        json={"id": 8},
    )
    ledger.learn(moved, change.path)
    assert ledger.owns("/cats/{id}", {"id": "8"})
    assert not ledger.owns("/cats/{id}", {"id": "7"})


def test_an_id_that_was_looked_up_may_be_sent(service: tuple[Foreign, Client]) -> None:
    """So it can be seen that a server ignores it."""
    running, client = service
    assert client.call("postCats", body={"name": "x", "id": 7654321}).status == 201
    assert "already" in refused(client, "postCats", body={"name": "x", "id": 1})
    assert running.harm == []


def test_a_header_names_what_is_ours_or_was_given(tmp_path: Path) -> None:
    told = document()
    dog = {"name": "X-Dog-Id", "in": "header", "required": True, "schema": {"type": "integer"}}
    told["paths"]["/cats"]["post"]["parameters"] = [dog]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    given = tmp_path / "target.toml"
    with foreign() as (_, url):
        client = Client(load_api(file), load_target(None, base_url=url))
        client.parameters = lambda _: Carried(headers={"X-Dog-Id": "1"})
        assert "X-Dog-Id" in refused(client, "postCats", body={"name": "x"})
        ours = str(client.call("postDogs", body={"name": "x"}).json["id"])
        client.parameters = lambda _: Carried(headers={"X-Dog-Id": ours})
        assert client.call("postCats", body={"name": "x"}).status == 201
        given.write_text(f'base_url = "{url}"\n[headers]\nX-Dog-Id = "1"\n')
        client = Client(load_api(file), load_target(given))
        assert client.call("postCats", body={"name": "x"}).status == 201
        world = World(contract_of(manifest_of(None, file)), client, Settings())
        assert world.create("postCats").exchange.carries["X-Dog-Id"] == "1"
        world.cleanup.run()


@pytest.mark.parametrize("name", ["to", "from", "transfer_to", "parent", "sentBy"])
def test_a_number_that_relates_to_something_is_an_id(name: str, tmp_path: Path) -> None:
    """{"to": 2} tells of no collection: it may be anybody's."""
    told = document()
    thing = told["components"]["schemas"]["Thing"]
    thing["properties"] |= {name: {"type": "integer"}, "photo": {"type": "integer"}}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with foreign() as (_, url):
        client = Client(load_api(file), load_target(None, base_url=url))
        said = refused(client, "postCats", body={"name": "x", name: 2})
        assert said.endswith(f": give [values] {name}")
        assert client.call("postCats", body={"name": "x", "photo": 2}).status == 201
        given = load_target(None, base_url=url, settings=[f"values.{name}=2"])
        assert Client(load_api(file), given).call("postCats", body={"name": "x", name: 2}).ok


def test_the_advice_for_an_id_names_the_line_that_helps(tmp_path: Path) -> None:
    told = document()
    dog = {"name": "X-Dog-Id", "in": "header", "required": True, "schema": {"type": "integer"}}
    cat = {"name": "cat_id", "in": "query", "schema": {"type": "integer"}}
    told["paths"]["/cats"]["post"]["parameters"] = [dog, cat]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with foreign() as (_, url):
        client = Client(load_api(file), load_target(None, base_url=url))
        client.parameters = lambda _: Carried(headers={"X-Dog-Id": "1"})
        assert refused(client, "postCats", body={"name": "x"}).endswith(": give [headers] X-Dog-Id")
        client.parameters = lambda _: Carried(query={"cat_id": "1"})
        assert refused(client, "postCats", body={"name": "x"}).endswith(": give [values] cat_id")
        told_ = refused(client, "postDogs", body={"name": "x", "made_up_id": 1})
        assert told_.endswith("did not create")


@pytest.mark.parametrize(
    ("media", "payload"),
    [
        ("application/json-patch+json", b'[{"op":"replace","path":"/owner_id","value":4}]'),
        ("application/merge-patch+json", b'{"owner_id":4}'),
        ("application/xml", b'<thing xmlns="urn:x"><owner_id>4</owner_id></thing>'),
        ("text/xml", b'<thing owner_id="4"/>'),
        ("application/yaml", b"{owner_id: 4}"),
        ("application/x-www-form-urlencoded", b"owner_id=4"),
    ],
)
def test_ids_are_read_in_every_media_type(media: str, payload: bytes, tmp_path: Path) -> None:
    told = document()
    content = told["paths"]["/cats"]["post"]["requestBody"]["content"]
    content[media] = content.pop("application/json")
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(told))
    with foreign() as (running, url):
        settings = ["ids.owner_id=3"]
        client = Client(load_api(file), load_target(None, base_url=url, settings=settings))
        assert "owner_id" in refused(client, "postCats", content=payload)
        assert running.writes == 0
        client.call("postCats", content=payload.replace(b"4", b"3"))
        assert running.writes == 1


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "_method"])
def test_no_request_asks_for_another_method(name: str, service: tuple[Foreign, Client]) -> None:
    running, client = service
    client.parameters = lambda _: Carried(query={name: "DELETE"})
    assert "another method" in refused(client, "getCats")
    assert "another method" in refused(client, "postCats", body={"name": "x"})
    client.parameters = lambda _: Carried(headers={name: "DELETE"})
    assert "another method" in refused(client, "postCats", body={"name": "x"})
    client.parameters = lambda _: Carried()
    assert "another method" in refused(client, "postCats", body={"name": "x", name: "DELETE"})
    assert running.writes == 0
