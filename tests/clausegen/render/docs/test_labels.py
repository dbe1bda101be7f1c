"""The labels of the pages in another language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from clausegen.commands.docs import command
from clausegen.diff.change import CLASSES
from clausegen.model import Api
from clausegen.render.docs import labels
from clausegen.render.docs.contract import OTHERS, WORD_GROUPS
from clausegen.render.docs.guides import SECTIONS
from clausegen.render.docs.search import KINDS
from clausegen.render.docs.site import Options, render_site
from clausegen.render.docs.verdicts import VERDICTS, Report, Reported
from clausegen.render.environment import TEMPLATES
from clausegen.words.collection import clauses
from click.testing import CliRunner, Result
from site_reader import Page

HERE = Path(__file__).parent
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<code>[^<]*</code>", re.DOTALL)
_MARKUP = re.compile(r"<!?[^<>]*>")
_SAID_IN_MARKUP = re.compile(r'(?:aria-label|title|placeholder)="([^"]+)"')
_WORD = re.compile(r"[A-Za-z]{2,}")
FINNISH = """\
language = "fi"
[labels]
"Who may call" = "Kuka saa kutsua"
"Start" = "Alku"
"Returns" = "Palauttaa"
"required" = "pakollinen"
"Nothing found." = "Mitään ei löytynyt."
"""


def built(folder: Path, text: str) -> Result:
    (folder / "labels.toml").write_text(text, encoding="utf-8")
    asked = ["--labels", str(folder / "labels.toml"), "--out", str(folder / "site")]
    return CliRunner().invoke(command, [str(HERE / "shapes.yaml"), *asked])


def test_labels_of_the_file_stand_on_the_pages(tmp_path: Path) -> None:
    assert built(tmp_path, FINNISH).exit_code == 0
    source = (tmp_path / "site" / "operations" / "sendPet.html").read_text(encoding="utf-8")
    page = Page(source).text
    assert '<html lang="fi">' in source
    assert "Kuka saa kutsua" in page
    assert "Who may call" not in page
    assert "Alku" in page
    assert "Palauttaa Pet" in page
    assert "pakollinen" in page
    assert "Responses" in page  # what the file leaves out
    assert "Mitään ei löytynyt." in source


def test_verdicts_are_labels_too(api: Api) -> None:
    kept = tuple(Reported(id=each.id, verdict="kept") for each in clauses(api))
    told = labels.Labels(language="fi", told={"kept": "pidetty <"})
    site = render_site(api, Options(report=Report(schema=1, clauses=kept), labels=told))
    source = site["operations/createRoom.html"].decode()
    assert ">pidetty &lt;</span>" in source
    assert re.findall(r">\s*kept\s*<", source) == []
    assert "pidetty <" in Page(site["index.html"].decode()).text


def test_english_pages_carry_no_labels(tmp_path: Path) -> None:
    assert built(tmp_path, "").exit_code == 0
    source = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "data-labels" not in source
    assert '<html lang="en">' in source


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[labels]\n"Who may cal" = "x"', 'no label "Who may cal": did you mean "Who may call"?'),
        ('[labels]\n"Zzzzzz" = "x"', "--print-labels lists all."),
        ('[labels]\n"Needs {needs}." = "{other}"', "only what its braces hold can be filled in"),
        ('[labels]\n"Start" = "{"', "only what its braces hold can be filled in"),
        ('[labels]\n"Start" = 1', "[labels] has an English label and its text in each line."),
        ('language = "fi\n"', "is no TOML"),
        ('language = "x y"', "language is a tag such as fi or pt-BR."),
    ],
)
def test_a_wrong_file_is_one_message(tmp_path: Path, text: str, told: str) -> None:
    result = built(tmp_path, text)
    assert result.exit_code == 2
    assert told in result.output


def test_what_is_printed_can_be_read(tmp_path: Path) -> None:
    printed = CliRunner().invoke(command, ["--print-labels"]).output
    assert tomllib.loads(printed)["labels"].keys() == set(labels.known())
    assert built(tmp_path, printed).exit_code == 0


def test_what_python_chooses_among_is_known() -> None:
    groups = [name for name, _ in WORD_GROUPS]
    sections = [title for _, title in SECTIONS]
    chosen = {*KINDS, *VERDICTS, *CLASSES.values(), *groups, OTHERS, *sections}
    assert sorted(chosen - set(labels.known())) == []


def test_no_template_says_anything_of_its_own() -> None:
    """What a page says in English is a label: it stands within t()."""
    found = []
    for path in sorted((TEMPLATES / "docs").glob("*.html.jinja")):
        text = _CODE.sub(" ", path.read_text(encoding="utf-8"))
        said = [*_SAID_IN_MARKUP.findall(text), _MARKUP.sub(" ", text)]
        found += [f"{path.name}: {word}" for each in said for word in _WORD.findall(each)]
    assert found == ["layout.html.jinja: llms", "layout.html.jinja: txt"]
