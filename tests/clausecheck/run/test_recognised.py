"""A target file that names what nobody knows is refused, with the name that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from clausecheck.http.target import TargetError, load_target
from clausecheck.run.recognised import refuse_unknown
from clausecheck.world.contract import Contract, contract_of
from clausegen.manifest import Manifest, manifest_of
from clausegen.words.actors import actors_of

URL = "http://127.0.0.1:1"
LIBRARY = Path(__file__).parents[1] / "cases" / "library.yaml"
TOKEN = "actors.admin.token=x"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return contract_of(Manifest(document=LIBRARY))


def refused(contract: Contract, *settings: str) -> str:
    target = load_target(None, base_url=URL, settings=settings, manifest=contract.manifest)
    with pytest.raises(TargetError) as told:
        refuse_unknown(target, contract, "target.toml")
    return str(told.value)


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("ids.shelff=1", "ids.shelff is not known; did you mean shelf?"),
        ("values.lable=x", "values.lable is not known; did you mean label?"),
        (
            "values.createShelff.label=x",
            "values.createShelff.label is not known; did you",
        ),
        ("actors.admin.shlf=1", "actors.admin.shlf is not known; did you mean shelf?"),
        ("actors.admin.ids.zzz=1", "actors.admin.ids.zzz is not known; the document names nothing"),
        ("actors.admin.credentials.nobody=1", "credentials.nobody is not known"),
    ],
)
def test_names_that_mean_nothing(contract: Contract, setting: str, says: str) -> None:
    told = refused(contract, TOKEN, setting)
    assert told.startswith("target.toml: ")
    assert says in told


def test_names_that_mean_something(contract: Contract) -> None:
    settings = (
        *(TOKEN, "ids.shelf=1", "ids.deleted_shelf=2", "values.label=x"),
        *("values.createShelf.label=x", "actors.admin.ids.shelf=3"),
    )
    refuse_unknown(load_target(None, base_url=URL, settings=settings), contract, "target.toml")


def test_actors_that_play_no_part() -> None:
    giosg = contract_of(manifest_of("giosg"))
    told = refused(giosg, TOKEN, "actors.outsidr.token=x")
    assert told == "target.toml: actors.outsidr is not known; did you mean outsider?"
    assert "did you mean admin?" in refused(giosg, "actors.admni.token=x")
    known = ("actors.admin.token=x", "actors.lapsed.token=x", "ids.room_to_unshare_id=1")
    refuse_unknown(load_target(None, base_url=URL, settings=known), giosg, "target.toml")


def test_actors_that_the_document_describes() -> None:
    """Whatever its causes say of others."""
    parcels = Path(__file__).parents[2] / "cases" / "vocabulary" / "parcels.yaml"
    made = contract_of(Manifest(document=parcels))
    names = [each.name for each in actors_of(made.document)]
    settings = [TOKEN, *(f"actors.{each}.token=x" for each in names)]
    assert names
    refuse_unknown(load_target(None, base_url=URL, settings=settings), made, "target.toml")


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("connection.timeot=3", "connection.timeot is not known; did you mean timeout?"),
        ("actors.admin.tokn=3", "actors.admin.tokn is not known; did you mean token?"),
        ("hedaers.X-A=3", "hedaers is not known; did you mean headers?"),
    ],
)
def test_keys_of_the_file_itself(setting: str, says: str) -> None:
    with pytest.raises(TargetError, match=says):
        load_target(None, base_url=URL, settings=[setting])


@pytest.mark.parametrize("header", ["X-Tenant", "X-Tenant:", ": north", "X Tenant: north"])
def test_headers_that_are_none(header: str) -> None:
    with pytest.raises(TargetError, match="write it as 'NAME: VALUE'"):
        load_target(None, base_url=URL, headers=[header])
