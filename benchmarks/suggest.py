"""clausegen suggest against a person: documents without their words, and what comes back.

    python benchmarks/suggest.py > benchmarks/suggest.md

Rules and the cause of a success cannot be told from a document; everything else counts. A word is
found if the same place says the same; of causes, if the response has one of the same kind (who,
what is unknown, what is wrong with the payload), whatever it is called.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from clausegen.load import load_api
from clausegen.manifest import manifest_of
from clausegen.suggest import suggestions
from clausegen.text.positions import escape
from clausegen.words.word import KEY

ROOT = Path(__file__).parent.parent
Said = tuple[str, str, str]
"""(word, place, value)."""
NAMING = {"id", "when", "ids"}
OURS = "Rooms and Brands"
DOCUMENTS = {
    OURS: manifest_of("giosg").document,
    "The library of the examples": ROOT / "examples" / "library" / "openapi.yaml",
}


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


def told(path: Path) -> list[str]:
    """The rows of one document."""
    whole = load_api(path)
    wanted = {*said(whole.bundle)}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "openapi.json"
        bare.write_bytes(msgspec.json.encode(without(whole.bundle)))
        made = suggestions(load_api(bare))
    found = {each for one in made for each in spelled(one.word, one.pointer, one.value)}
    for word, place, value in sorted(found ^ wanted):
        which = "wrong" if (word, place, value) in found else "lacks"
        sys.stderr.write(f"{path.name}: {which}: {word} {place} {value}\n")
    counts = [Counter(each[0] for each in some) for some in (found & wanted, found, wanted)]
    rows = [(word, *(each[word] for each in counts)) for word in sorted(counts[1] | counts[2])]
    return [_row(*each) for each in (*rows, ("**all**", *(each.total() for each in counts)))]


def main() -> None:
    for title, path in DOCUMENTS.items():
        rows = "\n".join(told(path))
        sys.stdout.write(f"{HEADER if title == OURS else ''}\n## {title}\n\n{COLUMNS}{rows}\n")


def _row(word: str, right: int, made: int, wanted: int) -> str:
    precision = f"{right / made:.0%}" if made else "-"
    recall = f"{right / wanted:.0%}" if wanted else "-"
    return f"| {word} | {made} | {right} | {wanted} | {precision} | {recall} |"


HEADER = """\
# What a document's words can be told from

Written by `python benchmarks/suggest.py`: documents without their words, and what `clausegen
suggest` makes of them. Rules and causes of success cannot be told; everything else counts, each
cause for itself. Right is what says the same at the same place. Who wrote the rules of evidence
knew our own document well: what they find in it is no forecast for those of others.
"""
COLUMNS = """\
| word | suggested | right | in the document | precision | recall |
|---|---|---|---|---|---|
"""

if __name__ == "__main__":
    main()
