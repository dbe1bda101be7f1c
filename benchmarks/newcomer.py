"""A newcomer's five minutes: the same curl lines at each mock of four documents.

    CLAUSEKIT_CORPUS=FOLDER python benchmarks/newcomer.py                # writes newcomer.md
    CLAUSEKIT_CORPUS=FOLDER python benchmarks/newcomer.py clausemock     # ours alone; exit code 1
                                                                         # if a line does not work

Creates something, finds it in the list, pages, filters, changes, deletes and asks for it again.
A step stands for a document only where the document has it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from peers.mocks import OURS, PEERS, Mock, install, running, server_path, versions

HERE = Path(__file__).parent
HEAD = """\
# A newcomer's five minutes

Made by `python benchmarks/newcomer.py`: the same curl lines at each mock, as it comes. json-server
knows no document and gets empty collections. `yes` is a line that shows what it should; else what
was seen. A dash: the document has no such thing, or no parameter that is called after an attribute.
"""
STEPS = ("create", "list", "page", "filter", "update", "delete", "404")
Found = dict[str, str]
"""By step: "" if it works, else what was seen."""


class Story(NamedTuple):
    """One document: what is made, where, and how it is looked at."""

    document: str
    credentials: tuple[str, ...]
    """Options of curl."""
    path: str
    made: dict[str, Any]
    inside: str = ""
    """The attribute that wraps one thing; empty without."""
    listed: str = ""
    """The attribute that holds the list; empty without."""
    key: str = "id"
    pages: tuple[str, str] | None = None
    """Queries of the first two pages of one item."""
    filter: tuple[str, str, Any] | None = None
    """(query, attribute, value): each item listed has it, or holds it."""
    update: tuple[str, dict[str, Any]] | None = None
    """(method, what changes)."""
    deletes: bool = True


STORIES = (
    Story(
        "oai-petstore.yaml",
        (),
        "/pets",
        {"id": 4711, "name": "Rex", "tag": "dog"},
        pages=("limit=1", ""),
        deletes=False,
    ),
    Story(
        "redocly-museum.yaml",
        ("-u", "mock-user:"),
        "/special-events",
        {
            "name": "Night of lights",
            "location": "Great hall",
            "eventDescription": "Lamps, and nothing else.",
            "dates": ["2026-12-01", "2026-12-02"],
            "price": 12,
        },
        key="eventId",
        pages=("limit=1", "limit=1&page=2"),
        update=("PATCH", {"price": 15}),
    ),
    Story(
        "readme-train-travel-31.yaml",
        ("-H", "Authorization: Bearer mock-user"),
        "/bookings",
        {
            "trip_id": "4f4e4e1b-c824-4d63-b37a-d8d698862f1d",
            "passenger_name": "Ada Byron",
            "has_bicycle": True,
            "has_dog": False,
        },
        listed="data",
    ),
    Story(
        "realworld-31.yaml",
        ("-H", "Authorization: Token mock-user"),
        "/articles",
        {
            "title": "How to train a mock",
            "description": "Short",
            "body": "It takes patience.",
            "tagList": ["mocks", "patience"],
        },
        inside="article",
        listed="articles",
        key="slug",
        pages=("limit=1", "limit=1&offset=1"),
        filter=("tag=patience", "tagList", "patience"),
        update=("PUT", {"body": "It took patience."}),
    ),
)


class Newcomer:
    """Runs the lines of one story, and sees what they show."""

    def __init__(self, story: Story, base: str) -> None:
        self.story, self.base = story, base
        self.where = ""

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """(step, what makes it and says what is wrong) of all that the document has."""
        yield "create", self.create
        yield "list", self.list
        if self.story.pages:
            yield "page", self.page
        if self.story.filter:
            yield "filter", self.filter
        if self.story.update:
            yield "update", self.update
        if self.story.deletes:
            yield "delete", self.delete
        yield "404", self.gone

    def create(self) -> str:
        story = self.story
        sent = {story.inside: story.made} if story.inside else story.made
        status, body = self.curl("POST", story.path, sent)
        if not _is_good(status):
            return f"answers {status}"
        shown = body.get(story.inside, {}) if story.inside and isinstance(body, dict) else body
        known = shown if isinstance(shown, dict) else story.made
        key = known.get(story.key, known.get("id"))
        self.where = f"{story.path}/{key}"
        if key is None:
            return "nothing names what was made"
        if isinstance(shown, dict) and (wrong := _other(shown, story.made)):
            return f"{wrong} is not what was sent"
        status, body = self.curl("GET", self.where)
        return (
            "" if _is_good(status) and not _other(self._one(body), story.made) else "is not there"
        )

    def list(self) -> str:
        _, items = self._items("")
        return (
            "" if any(not _other(each, self.story.made) for each in items) else "does not list it"
        )

    def page(self) -> str:
        first, second = self.story.pages or ("", "")
        _, items = self._items(first)
        if len(items) != 1:
            return f"a page of one has {len(items)}"
        if not second:
            return ""
        _, others = self._items(second)
        if len(others) != 1 or others == items:
            return "the second page is not another one"
        return ""

    def filter(self) -> str:
        query, name, value = self.story.filter or ("", "", None)
        _, items = self._items(query)
        fits = [
            value in each[name] if isinstance(each.get(name), list) else False for each in items
        ]
        return "" if items and all(fits) else "lists others" if items else "lists nothing"

    def update(self) -> str:
        method, changes = self.story.update or ("", {})
        sent = {self.story.inside: changes} if self.story.inside else changes
        status, _ = self.curl(method, self.where, sent)
        if not _is_good(status):
            return f"answers {status}"
        _, body = self.curl("GET", self.where)
        return "" if not _other(self._one(body), changes) else "is not changed"

    def delete(self) -> str:
        status, _ = self.curl("DELETE", self.where)
        _, items = self._items("")
        if not _is_good(status):
            return f"answers {status}"
        return "still listed" if any(self._is_made(each) for each in items) else ""

    def gone(self) -> str:
        where = self.where if self.story.deletes else f"{self.story.path}/31415926"
        status, _ = self.curl("GET", where or f"{self.story.path}/31415926")
        return "" if status == HTTPStatus.NOT_FOUND else f"answers {status}"

    def curl(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """(status, body) of a line that anybody could type."""
        line = ["curl", "-s", "-m", "20", "-X", method, *self.story.credentials]
        line += ["-H", "Content-Type: application/json", "-d", json.dumps(body)] if body else []
        line += ["-w", "\n%{http_code}", self.base + path]
        told = subprocess.run(line, capture_output=True, text=True, check=False).stdout
        text, _, status = told.rpartition("\n")
        try:
            return int(status or 0), json.loads(text) if text else None
        except ValueError:
            return int(status or 0), None

    def _items(self, query: str) -> tuple[int, list[dict[str, Any]]]:
        status, body = self.curl("GET", f"{self.story.path}?{query}" if query else self.story.path)
        found = body.get(self.story.listed, []) if isinstance(body, dict) else body
        return status, [each for each in found or [] if isinstance(each, dict)]

    def _one(self, body: Any) -> Any:
        return body.get(self.story.inside) if self.story.inside and isinstance(body, dict) else body

    def _is_made(self, item: dict[str, Any]) -> bool:
        return f"{self.story.path}/{item.get(self.story.key)}" == self.where


def _is_good(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _other(shown: Any, sent: dict[str, Any]) -> str:
    """The first attribute that is not as it was sent."""
    if not isinstance(shown, dict):
        return "all of it"
    return next((name for name, value in sent.items() if shown.get(name) != value), "")


def tried(mock: Mock, story: Story, document: Path) -> Found:
    """What each step of a story met at a fresh mock."""
    if mock.needs and shutil.which(mock.needs) is None:
        return {"create": f"{mock.needs} is missing"}
    try:
        with running(mock, document) as at:
            newcomer = Newcomer(story, at.url + mock.prefix(server_path(document)))
            return {step: make() for step, make in newcomer.steps()}
    except TimeoutError:
        return {"create": "does not start"}


def main(names: list[str]) -> int:
    folder = os.environ.get("CLAUSEKIT_CORPUS") or sys.exit("CLAUSEKIT_CORPUS names no folder")
    mocks = [each for each in (OURS, *PEERS) if not names or each.name in names]
    if mocks != [OURS]:
        install()
    found: dict[tuple[str, str], Found] = {}
    for story in STORIES:
        for mock in mocks:
            found[mock.name, story.document] = tried(mock, story, Path(folder) / story.document)
            print(mock.name, story.document, found[mock.name, story.document], file=sys.stderr)
    lines = list(table(mocks, found))
    print("\n".join(lines))
    if not names:
        (HERE / "newcomer.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ours = [each for story in STORIES for each in found[OURS.name, story.document].values()]
    return int(any(ours))


def table(mocks: list[Mock], found: dict[tuple[str, str], Found]) -> Iterator[str]:
    known = versions()
    yield HEAD
    yield f"{', '.join(f'{name} {version}' for name, version in known.items())}.\n"
    for story in STORIES:
        yield f"## {story.document}\n"
        yield f"| mock | {' | '.join(STEPS)} |\n|---|{'---|' * len(STEPS)}"
        for mock in mocks:
            told = found[mock.name, story.document]
            cells = (("yes" if not told[s] else told[s]) if s in told else "-" for s in STEPS)
            yield f"| {mock.name} | {' | '.join(cells)} |"
        yield ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
