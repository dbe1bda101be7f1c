"""clausegen suggest against a person: documents without their words, and what comes back.

    python benchmarks/suggest.py > benchmarks/suggest.md

Rules and the cause of a success cannot be told from a document; everything else counts. A word is
found if the same place says the same; of causes, if the response has one of the same kind (who,
what is unknown, what is wrong with the payload), whatever it is called.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.suggest import suggestions
from clausegen.suggest.suggestion import Suggestion
from clausegen.text.positions import escape
from clausegen.words.word import KEY

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT / "benchmarks" / "scim"))
from providers import SCIM2_SERVER, install, serving  # noqa: E402 - beside this script

Said = tuple[str, str, str]
"""(word, place, value)."""
NAMING = {"id", "when", "ids"}
Server = Callable[[Path], AbstractContextManager[Path]]
"""Serves, and writes a target file where it is told to."""


def said(node: Any, pointer: str = "") -> Iterator[Said]:
    """Every word of a document."""
    if isinstance(node, dict):
        for word, value in node.get(KEY, {}).items():
            yield from spelled(word, pointer, value)
        for key, inner in node.items():
            if key != KEY:
                yield from said(inner, f"{pointer}/{escape(key)}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from said(inner, f"{pointer}/{index}")


def spelled(word: str, pointer: str, value: Any) -> Iterator[Said]:
    """One for each cause, without what is only its name; nothing of what no document tells."""
    for each in value if word == "causes" else [value]:
        is_cause = word == "causes"
        kept = {k: v for k, v in each.items() if k not in NAMING} if is_cause else each
        if word != "rules" and not (is_cause and not kept):
            yield word, pointer, msgspec.json.encode(kept, order="sorted").decode()


def without(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: without(each) for key, each in node.items() if key != KEY}
    return [without(each) for each in node] if isinstance(node, list) else node


def told(path: Path, server: Server | None) -> Iterator[str]:
    """The rows of one document."""
    whole = load_api(path)
    wanted = {*said(whole.bundle)}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "openapi.json"
        bare.write_bytes(msgspec.json.encode(without(whole.bundle)))
        read = [_spelled(suggestions(load_api(bare)))]
        if server is not None:
            with server(Path(folder) / "target.toml") as target:
                read.append(_asked(bare, target))
    for word, place, value in sorted(read[-1] ^ wanted):
        which = "wrong" if (word, place, value) in read[-1] else "lacks"
        sys.stderr.write(f"{path.name}: {which}: {word} {place} {value}\n")
    for word in (*sorted({each[0] for each in read[-1] | wanted}), None):
        yield _row(word, wanted, read)


def _spelled(made: Iterable[Suggestion]) -> set[Said]:
    return {each for one in made for each in spelled(one.word, one.pointer, one.value)}


def _asked(document: Path, target: Path) -> set[Said]:
    """What the command makes of the document and a server."""
    command = [BIN / "clausegen", "suggest", document, "--target", target, "--json"]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found = [each for each in json.loads(made.stdout) if each["confidence"]]
    return {each for one in found for each in spelled(one["word"], one["pointer"], one["value"])}


@contextmanager
def mocked(contract: str, target: Path) -> Iterator[Path]:
    """Our own mock of an API, with the data that it starts with."""
    serve = [BIN / "clausemock", "serve", "--contract", contract, "--port", "0"]
    with subprocess.Popen([*serve, "--target-file", target], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not target.exists():
            time.sleep(0.1)
        time.sleep(0.5)
        yield target
        process.terminate()


@contextmanager
def strangers(target: Path) -> Iterator[Path]:
    """scim2-server, by others, with a few users and groups."""
    install()
    with serving(SCIM2_SERVER) as url:
        target.write_text(f'base_url = "{url}"\n[actors.client]\ntoken = "secret"\n')
        kinds = (("User", "userName"), ("Group", "displayName"))
        for (kind, attribute), name in product(kinds, ("anna", "bert", "carla", "dora", "emil")):
            schema = f"urn:ietf:params:scim:schemas:core:2.0:{kind}"
            made = {"schemas": [schema], attribute: name}
            request = urllib.request.Request(f"{url}/{kind}s", json.dumps(made).encode())
            request.add_header("Authorization", "Bearer secret")
            request.add_header("Content-Type", "application/scim+json")
            urllib.request.urlopen(request).close()
        yield target


OURS = "Rooms and Brands"
DOCUMENTS: dict[str, tuple[Path, Server]] = {
    f"{OURS}, asked: its mock": (manifest_of("giosg").document, partial(mocked, "giosg")),
    "The library of the examples, asked: its mock": (
        ROOT / "examples" / "library" / "openapi.yaml",
        partial(mocked, str(ROOT / "examples" / "library")),
    ),
    "SCIM 2.0, asked: scim2-server 0.8.3, by others": (
        ROOT / "examples" / "scim" / "openapi.yaml",
        strangers,
    ),
}


def main() -> None:
    sys.stdout.write(HEADER)
    for title, (path, server) in DOCUMENTS.items():
        rows = "\n".join(told(path, server))
        sys.stdout.write(f"\n## {title}\n\n{COLUMNS}{rows}\n")


def _row(word: str | None, wanted: set[Said], read: list[set[Said]]) -> str:
    """Of one word, or of all together."""
    of = {each for each in wanted if word in {None, each[0]}}
    cells = [word or "**all**", str(len(of))]
    for every in read:
        made = {each for each in every if word in {None, each[0]}}
        right = len(made & of)
        precision = f"{right / len(made):.0%}" if made else "-"
        recall = f"{right / len(of):.0%}" if of else "-"
        cells.append(f"{right} of {len(made)}, {precision} / {recall}")
    return f"| {' | '.join(cells)} |"


HEADER = """\
# What a document's words can be told from

Written by `python benchmarks/suggest.py`: documents without their words, and what `clausegen
suggest` makes of them: of the document alone, and with `--target`, which asks a server. Rules and
causes of success cannot be told; everything else counts, each cause for itself. Right is what says
the same at the same place. Who wrote the rules of evidence knew these documents well: what they
find in them is no forecast for those of others.
"""
COLUMNS = """\
| word | in the document | document alone: right, precision / recall | and a server |
|---|---|---|---|
"""

if __name__ == "__main__":
    main()
