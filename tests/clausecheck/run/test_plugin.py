"""The plugin in other people's repositories and on their command lines."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from library import library
from running import SUITE, UNUSED, ended, mock, run_suite

DOCUMENT = Path(__file__).parents[1] / "cases" / "library.yaml"
ADMIN = "actors.admin.token=librarian"
BEARER = "actors.admin.scheme=Bearer"
TWO = (str(SUITE / "test_clauses.py"), "-k", "deleteShelf.deletion or Shelf.size.type")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return ended([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments], cwd=folder)


def elsewhere(folder: Path, text: str, *faults: str, arguments: tuple[str, ...] = ()) -> str:
    """Output of a test file of somebody else's, checked against the library."""
    (folder / "test_theirs.py").write_text(text)
    with library(*faults) as url:
        given = ["--base-url", url, "--contract-document", str(DOCUMENT), "-v", *arguments]
        return run(
            folder, *given, "--contract-target-set", ADMIN, "--contract-target-set", BEARER
        ).stdout


def test_it_is_silent_where_it_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text("def test_mine():\n    pass\n")
    done = run(tmp_path, "--base-url", "http://127.0.0.1:9")
    assert done.returncode == 0
    assert "contract" not in done.stdout
    (tmp_path / "conftest.py").write_text(
        "import sys\n"
        "def pytest_unconfigure(config):\n"
        "    heavy = {'httpx2', 'msgspec', 'clausegen', 'clausecheck.run.run', 'yaml'}\n"
        "    print('loaded', sorted(heavy & set(sys.modules)))\n"
    )
    assert "loaded []" in run(tmp_path, *UNUSED, "test_mine.py").stdout


def test_clauses_are_chosen_by_their_ids(tmp_path: Path) -> None:
    with mock() as target:
        done = run_suite(
            tmp_path, "--contract-target", str(target), "-v", "-k", "listRooms and 403"
        )
    reasons = ("no_subscription", "no_organization_access", "no_settings_permission")
    assert set(done.clauses) == {f"listRooms.403.{each}" for each in reasons}
    assert "test_clauses.py::listRooms.403.no_subscription kept" in done.out
    assert "3 clauses: 3 kept, 0 broken, 0 not checked, 0 waived; " in done.shown


def test_junit_names_clauses_and_says_what_is_broken(tmp_path: Path) -> None:
    xml = tmp_path / "junit.xml"
    with mock("--without", "mutability") as target:
        arguments = ("--contract-target", str(target), "-k", "Room.domain", "--junit-xml", str(xml))
        done = run_suite(tmp_path, *arguments)
    cases = {each.get("name"): each for each in ET.parse(xml).iter("testcase")}
    assert "Room.domain.uniqueness" in cases
    failure = cases["Room.domain.mutability"].find("failure")
    assert failure is not None
    assert "Room.domain is broken" not in done.out
    text = failure.text or ""
    assert text.startswith("Room.domain.mutability is broken\n  Room.domain cannot change")
    assert "spec/rooms/Room.yaml:" in text
    assert "$TOKEN_ADMIN" in text
    assert text.strip() in done.shown
    assert "Traceback" not in done.out


def test_workers_share_one_mock_and_one_verdict(tmp_path: Path) -> None:
    alone = run_suite(tmp_path, "-k", "Brand")
    together = run_suite(tmp_path, "-k", "Brand", "-n", "2")
    assert together.code == alone.code == 0
    assert {name: each["verdict"] for name, each in together.clauses.items()} == {
        name: each["verdict"] for name, each in alone.clauses.items()
    }


def test_collecting_needs_no_server(tmp_path: Path) -> None:
    done = run(
        tmp_path, "--collect-only", "-q", "--contract", "giosg", "--base-url", "http://127.0.0.1:9"
    )
    assert done.returncode == 0
    assert "test_clauses.py::listRooms.403.no_subscription" in done.stdout


def test_a_run_tells_the_seed_that_repeats_it(tmp_path: Path) -> None:
    chosen = ("--contract", "giosg", str(SUITE / "test_clauses.py"), "-k", "listRooms and 401")
    told = [run(tmp_path, *chosen, *more).stdout for more in ((), (), ("--contract-seed", "7"))]
    first, second, given = (
        re.findall(r"requests, seed (\d+)$", each, re.MULTILINE) for each in told
    )
    assert len(first) == len(second) == 1
    assert first != second
    assert given == ["7"]


def test_a_run_that_selects_nothing_leaves_the_last_report_alone(tmp_path: Path) -> None:
    report = tmp_path / "report" / "contract.json"
    report.parent.mkdir()
    report.write_text('{"clauses": []}')
    done = run_suite(tmp_path, "-k", "nothing_of_this_name")
    assert done.code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "nothing was checked: no item matches -k 'nothing_of_this_name'" in done.shown
    assert report.read_text() == '{"clauses": []}'


def test_a_run_that_reaches_nothing_is_no_pass(tmp_path: Path) -> None:
    with mock() as target:
        url = target.read_text().split('"')[1]
        done = run_suite(tmp_path, "--base-url", url, modules=("test_clauses",))
    assert done.code == 3
    assert done.ids("broken") == set()
    assert "Nothing could be exercised: no request succeeded." in done.shown
    assert "give [actors.admin] with a token" in done.shown


def test_what_lacks_is_not_checked_or_fails_when_everything_is_required(tmp_path: Path) -> None:
    with mock() as target:
        text = re.sub(r"\[actors\.member\]\n(.+\n)*", "", target.read_text())
        poor = tmp_path / "poor.toml"
        poor.write_text(text)
        arguments = ("--contract-target", str(poor), "-k", "listBrands and (403 or 200)")
        done = run_suite(tmp_path, *arguments)
        strict = run_suite(tmp_path, *arguments, "--contract-require-all")
    assert done.code == 0
    assert done.ids("not checked") == {"listBrands.403.no_settings_permission"}
    assert "give [actors.member]: 1 clause" in done.shown
    assert strict.code == 1
    assert strict.ids("not checked") == done.ids("not checked")
    why = f"--contract-require-all: 1 of {len(done.clauses)} could not be checked"
    assert strict.report["unmet"] == [why]
    headline = f"No clause is broken; 1 could not be checked. The run fails by {why}."
    assert (strict.report["headline"], strict.report["verdict"]) == (headline, "kept")


def test_known_deviations_do_not_fail(tmp_path: Path) -> None:
    known = tmp_path / "known.toml"
    known.write_text(
        '[[deviation]]\nclause = "Room.domain.mutability"\n'
        'reason = "being mended"\nexpires = 2999-01-01\n'
    )
    with mock("--without", "mutability") as target:
        arguments = (
            "--contract-target",
            str(target),
            "-k",
            "mutability",
            "--contract-deviations",
            str(known),
        )
        done = run_suite(tmp_path, *arguments)
    assert done.code == 0
    assert "known deviation: Room.domain.mutability" in done.shown


def test_a_rule_is_the_item_of_its_clause(tmp_path: Path) -> None:
    out = elsewhere(
        tmp_path,
        "from clausecheck import rule\n"
        "@rule('Shelf.never_tested')\n"
        "def test_shelf(clause, world):\n"
        "    assert clause.word == 'rules'\n"
        "    assert world.create('createShelf').json['label'].startswith('clausecheck-')\n",
    )
    assert "test_theirs.py::Shelf.never_tested kept" in out
    assert "1 clause: 1 kept" in out


def test_a_rule_that_the_document_does_not_have_is_an_error(tmp_path: Path) -> None:
    out = elsewhere(
        tmp_path,
        "from clausecheck import rule\n@rule('Shelf.never_teste')\ndef test_shelf(clause): pass\n",
    )
    assert "did you mean Shelf.never_tested?" in out


def test_the_suite_can_be_imported_and_items_book_breaks_elsewhere(tmp_path: Path) -> None:
    out = elsewhere(
        tmp_path,
        "from clausecheck.suite.test_clauses import test_clause\n"
        "from clausecheck.failures import ContractFailure\n"
        "from clausecheck.run.findings import book\n"
        "def test_traffic(request, contract_world):\n"
        "    clause = contract_world.clause('Shelf.size.type')\n"
        "    book(request, ContractFailure(clause, expected='a number', observed='a joke'))\n",
    )
    assert "test_theirs.py::test_traffic kept" in out
    assert "Shelf.size.type is broken" in out
    assert "observed  a joke" in out
    assert " 1 broken, 0 not checked" in out


def test_a_defect_of_a_check_is_no_verdict(tmp_path: Path) -> None:
    text = (
        "from clausecheck import rule\n"
        "@rule('Shelf.never_tested')\n"
        "def test_shelf(clause, world):\n"
        "    {}['nothing']\n"
    )
    out = elsewhere(tmp_path, text)
    assert "error: Shelf.never_tested: the check itself failed: KeyError: 'nothing'" in out
    assert "0 kept, 0 broken, 1 not checked" in out
    assert "Traceback" not in out


@pytest.mark.parametrize(
    ("module", "arguments", "says"),
    [
        ("pytest_randomly", ("-p", "randomly"), "1 failed, 1 passed"),
        ("pytest_timeout", ("--timeout", "60"), "1 failed, 1 passed"),
        ("xdist", ("-n", "2"), "1 failed, 1 passed"),
        ("pytest_rerunfailures", ("--reruns", "1"), ", 1 rerun in "),
    ],
)
def test_beside_other_plugins(
    module: str, arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    pytest.importorskip(module, reason=f"{module} is not installed")
    out = elsewhere(tmp_path, "", "kept", arguments=(*TWO, *arguments))
    assert says in out
    assert "2 clauses: 1 kept, 1 broken, 0 not checked, 0 waived" in out


def test_only_what_failed_last_runs_again(tmp_path: Path) -> None:
    remembers = (*TWO, "-p", "cacheprovider", "-o", f"cache_dir={tmp_path / 'cache'}")
    first = elsewhere(tmp_path, "", "kept", arguments=remembers)
    again = elsewhere(tmp_path, "", "kept", arguments=(*remembers, "--lf"))
    assert "2 clauses: 1 kept, 1 broken, 0 not checked, 0 waived" in first
    assert "1 clause: 0 kept, 1 broken, 0 not checked, 0 waived" in again
    assert "run-last-failure: rerun previous 1 failure" in again


def test_it_stops_at_the_first_failure(tmp_path: Path) -> None:
    out = elsewhere(tmp_path, "", "kept", arguments=(str(SUITE / "test_clauses.py"), "-x"))
    assert "stopping after 1 failures" in out
    assert " 1 broken, " in out
    assert "19 clauses: 18 kept, 1 broken, 0 not checked" in out


@pytest.mark.parametrize("arguments", [(), ("-h",), ("run", "-h"), ("sweep", "--help")])
def test_help(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", "from clausecheck.cli import main; main()", *arguments]
    done = ended(command)
    assert "Usage:" in done.stdout + done.stderr


def test_the_command_runs_the_suite(tmp_path: Path) -> None:
    with mock() as target:
        command = [sys.executable, "-c", "from clausecheck.cli import main; main()", "run"]
        command += [
            "--contract",
            "giosg",
            "--target",
            str(target),
            "-k",
            "listBrands and 200",
            "-v",
        ]
        done = ended(command, cwd=tmp_path)
    assert done.returncode == 0
    assert "listBrands.200.success kept" in done.stdout
