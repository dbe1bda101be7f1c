"""The guides, done: each in an empty folder, with what the wheel and its extras bring.

A block with a `title` becomes a file. Blocks of `sh` are run in their order, those with
`background=PORT` until the guide ends. What a block of `text` shows has to be in the output of the
block before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from environments import ROOT, Environment
from serving import free_port, listening, until

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TESTED = re.compile(r"^```sh tested\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = ROOT / "README.md"


class Block(NamedTuple):
    language: str
    title: str
    port: int
    text: str


def elsewhere(guide: list[Block]) -> list[Block]:
    """The same with free ports: those of a guide may be taken here."""
    ports = {str(each.port): str(free_port()) for each in guide if each.port}

    def moved(text: str) -> str:
        return re.sub("|".join(ports), lambda found: ports[found[0]], text) if ports else text

    return [
        each._replace(text=moved(each.text), port=int(ports.get(str(each.port), 0)))
        for each in guide
    ]


def blocks(guide: Path) -> Iterator[Block]:
    for language, info, text in FENCE.findall(guide.read_text(encoding="utf-8")):
        given = dict(re.findall(r"(\w+)=(\S+)", info))
        yield Block(language, given.get("title", ""), int(given.get("background", 0)), text)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda each: each.stem)
def test_what_a_guide_says_happens(
    guide: Path, environment: Callable[[str], Environment], tmp_path: Path
) -> None:
    used = environment("all")
    used.lend("flask")
    said = ""
    with ExitStack() as running:
        for block in elsewhere(list(blocks(guide))):
            if block.title:
                made = tmp_path / block.title
                made.parent.mkdir(parents=True, exist_ok=True)
                made.write_text(block.text, encoding="utf-8")
            elif block.port:
                process = used.start(*block.text.split(), cwd=tmp_path)
                running.enter_context(listening(process, block.port))
                for name in re.findall(r"--target-file (\S+)", block.text):
                    until(tmp_path.joinpath(name).exists)
            elif block.language == "sh" and not block.text.startswith("pip install"):
                done = used.run("bash", "-ec", block.text, cwd=tmp_path)
                said = done.stdout + done.stderr
                assert done.returncode == 0, said
            elif block.language == "text":
                missing = [each for each in block.text.splitlines() if each not in said]
                assert missing == [], said


def test_the_first_commands_of_the_readme_work(
    environment: Callable[[str], Environment], tmp_path: Path
) -> None:
    (first,) = re.findall(
        r"^```sh tested\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL
    )
    done = environment("all").run("bash", "-ec", first, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Every clause is kept." in done.stdout


def test_every_guide_is_linked_and_leads_somewhere() -> None:
    linked = re.findall(r"\]\((docs/guides/[^)]+)\)", README.read_text(encoding="utf-8"))
    assert [ROOT / each for each in sorted(linked)] == GUIDES
    for guide in GUIDES:
        for name in re.findall(r"\]\(([\w-]+\.md)\)", guide.read_text(encoding="utf-8")):
            assert (guide.parent / name).is_file(), name


def test_the_docs_list_the_guides_as_the_readme_does() -> None:
    linked = re.findall(r"\]\(docs/guides/([^)]+)\.md\)", README.read_text(encoding="utf-8"))
    start = (ROOT / "docs_site" / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'href="[./]*pages/([\w-]+)\.html"', start)
    assert list(dict.fromkeys(named)) == linked


def test_every_guide_is_found_and_runs_something() -> None:
    assert len(GUIDES) == 5
    for guide in GUIDES:
        found = list(blocks(guide))
        assert sum(each.language == "text" for each in found) > 0
        assert sum(each.language == "sh" and not each.title for each in found) > 1


def test_the_workflow_uses_inputs_that_the_action_has() -> None:
    (workflow,) = [
        each.text for guide in GUIDES for each in blocks(guide) if each.title.startswith(".github/")
    ]
    steps = yaml.safe_load(workflow)["jobs"]["contract"]["steps"]
    (gate,) = [each for each in steps if "clausekit" in each.get("uses", "")]
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert gate["with"].keys() <= action["inputs"].keys()
