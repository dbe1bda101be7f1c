"""What services.toml tells of a service: how it is installed and started, and what was judged."""

from __future__ import annotations

import base64
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
BUILD = HERE.parent / "build" / "services"
SHOWN = 110  # characters of a cell
TEXTS = ("token", "username", "password", "note", "ready", "prefix", "like", "words")


@dataclass(frozen=True)
class Service:
    """How a service is installed, started and looked at; see services.toml."""

    name: str
    framework: str
    command: list[str]
    """{bin}, {node}, {folder} and {port} are filled in."""
    document: str
    """Where it serves its own document, or the file of it in the source distribution."""
    shows: list[str]
    """GET or POST and a path, whose answers must hold afterwards what they held before."""
    pip: list[str]
    npm: list[str]
    token: str
    username: str
    password: str
    env: dict[str, str]
    files: dict[str, str]
    """Written into its folder before the start."""
    copies: dict[str, str]
    """The same, from node_modules."""
    prepare: list[list[str]]
    """Commands before the first start; what they made is copied for the next ones."""
    seeds: list[list[Any]]
    """[method, path, payload]: what is there before a run, so that harm can be seen."""
    like: str
    """Another service, whose installation and judgements are this one's as well."""
    words: str
    """A folder with a contract.toml, a target.toml and words for the document: only ours runs."""
    note: str
    """What the numbers do not say."""
    ready: str
    """Where it answers as soon as it runs."""
    prefix: str
    """Of all paths, where no `servers` of the document says it."""
    judged: dict[str, str]
    """By clause: what a person made of a broken one."""
    lacks: dict[str, str]
    """By the beginning of a reason why not: the line of documentation that is missing."""
    theirs: dict[str, str]
    """By what schemathesis calls a failure: found by ours, or why not."""

    @property
    def is_served(self) -> bool:
        return self.document.startswith("/")

    @property
    def credentials(self) -> dict[str, str]:
        """The header that a request needs, or none."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self.username:
            pair = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
            return {"Authorization": f"Basic {pair}"}
        return {}


def services() -> list[Service]:
    """All of them, in the order of the file."""
    told = tomllib.loads((HERE / "services.toml").read_text())
    empty: dict[str, Any] = {
        **{name: [] for name in ("pip", "npm", "prepare", "seeds")},
        **{name: {} for name in ("env", "files", "copies", "judged", "lacks", "theirs")},
        **dict.fromkeys(TEXTS, ""),
    }
    for table in told.values():
        if other := told.get(table.get("like", "")):
            for name in ("judged", "lacks"):
                table[name] = {**table.get(name, {}), **other.get(name, {})}
            table.setdefault("document", other["document"])
    return [Service(name=name, **{**empty, **table}) for name, table in told.items()]


def short(text: str) -> str:
    """One line of a table's cell."""
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= SHOWN else line[: SHOWN - 3] + "..."
