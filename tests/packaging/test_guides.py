"""The guides, done: each in an empty folder, with what the wheel and its extras bring.

A block with a `title` becomes a file. Blocks of `sh` are run in their order, those with
`background=PORT` until the guide ends. What a block of `text` shows has to be in the output of the
block before it. `sh index` says what a guide has to install: that is its environment.
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
README = ROOT / "README.md"


class Block(NamedTuple):
    language: str
    word: str
    """Why a block is not run as it stands: the first word after the language."""
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
        word = next((each for each in info.split() if "=" not in each), "")
        yield Block(language, word, given.get("title", ""), int(given.get("background", 0)), text)


def brought(found: list[Block], environment: Callable[[str], Environment]) -> Environment:
    """What the guide installs; all, where it goes on from another page."""
    wanted = [each.text for each in found if each.word == "index"]
    extra = re.search(r"clausekit\[([\w,]+)\]", wanted[0]) if wanted else None
    used = environment(extra[1] if extra else "all")
    for each in re.findall(r"^[^#\n]* ([a-z]+)$", wanted[0], re.MULTILINE) if wanted else ():
        used.add(each)
    return used


@pytest.mark.parametrize("guide", GUIDES, ids=lambda each: each.stem)
def test_what_a_guide_says_happens(
    guide: Path, environment: Callable[[str], Environment], tmp_path: Path
) -> None:
    found = list(blocks(guide))
    used, said = brought(found, environment), ""
    with ExitStack() as running:
        for block in elsewhere(found):
            if block.title:
                made = tmp_path / block.title
                made.parent.mkdir(parents=True, exist_ok=True)
                made.write_text(block.text, encoding="utf-8")
            elif block.port:
                process = used.start(*block.text.split(), cwd=tmp_path)
                running.enter_context(listening(process, block.port))
                for name in re.findall(r"--target-file (\S+)", block.text):
                    until(tmp_path.joinpath(name).exists)
            elif block.language == "sh" and not block.word:
                done = used.run("bash", "-ec", block.text, cwd=tmp_path)
                said = done.stdout + done.stderr
                assert done.returncode == 0, said
            elif block.language == "text":
                missing = [each for each in block.text.splitlines() if each not in said]
                assert missing == [], said


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
        assert {each.word for each in found} <= {"", "index"}


def test_the_workflow_uses_inputs_that_the_action_has() -> None:
    (workflow,) = [
        each.text for guide in GUIDES for each in blocks(guide) if each.title.startswith(".github/")
    ]
    steps = yaml.safe_load(workflow)["jobs"]["contract"]["steps"]
    (gate,) = [each for each in steps if "clausekit" in each.get("uses", "")]
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert gate["with"].keys() <= action["inputs"].keys()
