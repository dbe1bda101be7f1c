"""contract.toml: where it is found, what it says, and what is said when it is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clausegen import SpecError, manifest_of
from clausegen.cli import main
from clausegen.manifest import Roles, Tolerates
from click.testing import CliRunner

ROOT = Path(__file__).parents[3]
SMALL = "openapi: 3.1.0\ninfo: {title: Small, version: '1'}\npaths: {}\n"
GOOD = """
document = "api/small.yaml"
suite = ["rules"]
mock = "manifest_mock"
introduce = "manifest_mock:whose"
scheme = "Key"
[roles]
owner = "chief"
[tolerates]
failure_bodies = true
bare_creations = true
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "small.yaml").write_text(SMALL)
    (tmp_path / "rules").mkdir()
    (tmp_path / "manifest_mock.py").write_text("whose = {'a': 1}.get\n")
    return tmp_path


def said(contract: str | None = None, document: Path | None = None) -> str:
    with pytest.raises(SpecError) as told:
        manifest_of(contract, document)
    return str(told.value)


def wrong(folder: Path, text: str) -> list[str]:
    (folder / "contract.toml").write_text(text)
    return said().splitlines()


def test_everything_that_it_says(here: Path) -> None:
    (here / "contract.toml").write_text(GOOD)
    found = manifest_of()
    assert (found.document, found.file) == (Path("api/small.yaml"), Path("contract.toml"))
    assert found.suite == (Path("rules"),)
    assert (found.mock, found.scheme, found.roles) == ("manifest_mock", "Key", Roles(owner="chief"))
    assert found.tolerates == Tolerates(failure_bodies=True, bare_creations=True)
    assert found.imported("introduce")("a") == 1
    assert str(found) == "api/small.yaml, named by contract.toml"


@pytest.mark.parametrize("name", ["", "contract.toml"])
def test_it_is_found_by_its_folder_or_its_path(name: str, here: Path) -> None:
    (here / "elsewhere").mkdir()
    (here / "elsewhere" / "contract.toml").write_text('document = "../api/small.yaml"')
    found = manifest_of(str(Path("elsewhere") / name))
    assert found.document == Path("elsewhere/../api/small.yaml")


@pytest.mark.parametrize("name", ["openapi.yaml", "openapi.yml", "openapi.json"])
def test_a_document_alone_is_enough(name: str, here: Path) -> None:
    (here / name).write_text(SMALL)
    found = manifest_of()
    assert (found.document, found.file, found.suite) == (Path(name), None, ())


def test_nothing_is_said_and_not_replaced(here: Path) -> None:
    assert said() == (
        f"{here}:1: contract: there is no contract.toml and no openapi.yaml, openapi.yml, "
        "openapi.json here\n    Name a document, or give --contract PATH|NAME. Installed: giosg."
    )


def test_an_installed_guest_by_its_name(here: Path) -> None:
    assert here != ROOT
    assert manifest_of("giosg").document == ROOT / "spec" / "openapi.yaml"
    assert "no guest of this name is installed\n    Installed: giosg." in said("giosk")
    assert said("away/contract.toml").endswith("cannot be read: No such file or directory")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('document = "api/none.yaml"', ["document: there is no file api/none.yaml"]),
        ("document = 1", ["document: is a text that is not empty"]),
        ('\nsuit = ["rules"]', ["suit: is unknown; did you mean suite?"]),
        ('suite = "rules"', ['suite: is a list of texts, such as suite = ["name"]']),
        ('suite = ["no_rules"]', ["suite: no_rules is no file or folder here, and no installed"]),
        ('[roles]\nownr = "a"', ["roles.ownr: is unknown; did you mean owner?"]),
        ("roles = 1", ["roles: is a table: [roles]"]),
        ("[tolerates]\n\nfailure_bodies = 1", ["tolerates.failure_bodies: is true or false"]),
        ("a = 1\nb = 2", ["a: is unknown; known are document", "b: is unknown; known are"]),
    ],
)
def test_what_is_wrong_comes_with_its_line(text: str, told: list[str], here: Path) -> None:
    (here / "openapi.yaml").write_text(SMALL)
    lines = wrong(here, text)
    assert len(lines) == len(told)
    for line, expected in zip(lines, told, strict=True):
        number = 1 + next(
            at
            for at, each in enumerate(text.splitlines())
            if each.startswith(expected.partition(":")[0].rpartition(".")[2])
        )
        assert line.startswith(f"contract.toml:{number}: contract: {expected}")


def test_no_toml(here: Path) -> None:
    (line,) = wrong(here, 'document = "a"\nsuite = [\n[')
    assert line.startswith("contract.toml:3: contract: this is not TOML: ")


def test_what_cannot_be_imported(here: Path) -> None:
    (here / "contract.toml").write_text(GOOD.replace("manifest_mock:whose", "manifest_mock:who"))
    with pytest.raises(SpecError, match=r"contract.toml:5: .* manifest_mock:who cannot"):
        manifest_of().imported("introduce")


def test_a_copy_of_ours_elsewhere_is_the_same(here: Path) -> None:
    shutil.copy(ROOT / "contract.toml", here)
    shutil.copytree(ROOT / "spec", here / "spec")
    copy, ours = manifest_of(), manifest_of("giosg")
    assert copy.suite == ours.suite
    assert (copy.roles, copy.mock, copy.scheme) == (ours.roles, ours.mock, ours.scheme)
    assert copy.document.resolve() == here / "spec" / "openapi.yaml"


@pytest.mark.parametrize("command", ["lint", "clauses", "bundle"])
def test_commands_say_what_they_read_and_never_read_ours_instead(command: str, here: Path) -> None:
    run = CliRunner().invoke(main, [command])
    assert run.exit_code == 2
    assert "there is no contract.toml" in run.stderr
    (here / "openapi.yaml").write_text(SMALL)
    run = CliRunner().invoke(main, [command])
    assert run.exit_code == 0
    assert run.stderr.startswith("openapi.yaml\n")
    assert CliRunner().invoke(main, [command, "openapi.yaml", "--contract", "."]).exit_code == 2
