"""The suite knows no resource: it checks a document that has nothing in common with ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from library import library
from running import SEARCHING, Done, run_suite

DOCUMENT = Path(__file__).parents[1] / "cases" / "library.yaml"
ADMIN = (
    "--contract-target-set",
    "actors.admin.token=librarian",
    "--contract-target-set",
    "actors.admin.scheme=Bearer",
)


def checked(folder: Path, *faults: str) -> Done:
    with library(*faults) as url:
        arguments = ("--contract-document", str(DOCUMENT), "--base-url", url, *ADMIN)
        return run_suite(folder, *arguments, "-k", SEARCHING, modules=("",))


def test_a_correct_server_keeps_everything(tmp_path: Path) -> None:
    done = checked(tmp_path)
    assert done.ids("broken") == set()
    assert done.ids("not checked") == set()
    assert done.code == 0
    assert {"createShelf.400.missing", "listShelves.ordering.-size", "Shelf.id.type"} <= done.ids(
        "kept"
    )
    assert not {each for each in done.clauses if "Room" in each}
    assert "test_workflow" not in done.out, "the stories of another contract"


@pytest.mark.parametrize(
    ("fault", "broken"),
    [
        ("kept", {"deleteShelf.deletion"}),
        ("unsorted", {"listShelves.ordering.size", "listShelves.ordering.-size"}),
        # The gap falls on other items when the list is sorted, so sorting seems to lose some.
        ("gap", {"listShelves.pagination.complete", "listShelves.ordering.size"}),
        ("too_open", {"Shelf.id.read_only", "Shelf.is_full.read_only"}),
    ],
)
def test_a_fault_is_found_where_it_is(fault: str, broken: set[str], tmp_path: Path) -> None:
    assert checked(tmp_path, fault).ids("broken") == broken
