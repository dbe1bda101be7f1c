"""Every document of a folder: the suite against the mock that is made of the same document.

    CLAUSEKIT_CORPUS=FOLDER python benchmarks/mocks.py              # all; writes mocks.md
    CLAUSEKIT_CORPUS=FOLDER python benchmarks/mocks.py museum todo  # some; the others' rows stay
    python benchmarks/mocks.py openapi.yaml                         # a document of one's own

Suite and mock share no line of code but the model of the document, so what one of them gets wrong
the other one calls broken. Nothing but documents that describe resources is asked: those with at
least one operation behind which the mock keeps a state.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clausegen.load import load_api
from clausegen.text.problems import SpecError
from clausemock.derived.plan import plan

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "mocks"
BIN = Path(sys.executable).parent
LIMIT = 100  # seconds for one document; then the suite is asked to end, as by Ctrl-C
NO_VALUE = (
    "the document's: `type: null` beside alternatives none of which is null; no value keeps it"
)
JUDGED = {
    "guru-vercel.com-0.0.1.json getV1IntegrationsSearchRepo.responses": NO_VALUE,
    "guru-vercel.com-0.0.1.json EdgeConfigItem.value.type": NO_VALUE,
}
SAID = 90  # characters of a cell

HEAD = f"""\
# The suite against the mock of the same document

Made by `python benchmarks/mocks.py` from documents of others: depth quick, seed 1, nothing in the
target file but the mock's own tokens, on two cores that did much else. After {LIMIT} s or more the
suite is asked to end (ended): what it did not come to is not checked.

| document | operations | with a state | clauses | kept | broken | not checked | checked | seconds |
|---|---|---|---|---|---|---|---|---|"""


def main(arguments: list[str]) -> int:
    # What a shell starts in the background, and all that comes from it, would not hear of Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = os.environ.get("CLAUSEKIT_CORPUS")
    own = [Path(each) for each in arguments if Path(each).is_file()]
    if not own and not folder:
        sys.exit("CLAUSEKIT_CORPUS names no folder of documents; or name a document")
    known = own or sorted(documents(Path(folder or ".")), key=lambda each: each.stat().st_size)
    named = [each for each in known if own or _is_named(each, arguments)]
    for each in named:
        print(f"{each.name} ...", end=" ", file=sys.stderr, flush=True)
        found = measure(each)
        print(found.get("counts", found.get("refused")), file=sys.stderr, flush=True)
    if own:
        print("\n".join(table(own)))
    else:
        (HERE / "mocks.md").write_text("\n".join(table(known)) + "\n", encoding="utf-8")
    return int(any(_result(each).get("broken") for each in named))


def documents(folder: Path) -> Iterator[Path]:
    """The documents that lie there, and those of many files in folders of their own."""
    for each in folder.iterdir():
        if each.suffix in {".json", ".yaml"}:
            yield each
        elif each.is_dir():
            yield from each.glob("reference/*.json")


def measure(document: Path) -> dict[str, Any]:
    """Runs the suite, keeps what it told below build/, and returns that."""
    folder = BUILD / document.stem
    folder.mkdir(parents=True, exist_ok=True)
    try:
        api = load_api(document)
        found: dict[str, Any] = {"operations": len(api.operations), "derived": plan(api).derived}
    except SpecError as error:
        found = {"refused": str(error).partition(": ")[2].splitlines()[0], "derived": 0}
    if found["derived"]:
        begin = time.monotonic()
        ended = _run(document, folder)
        found |= {"seconds": round(time.monotonic() - begin), "ended": ended}
        found |= _told(folder / "report" / "contract.json")
    (folder / "result.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    return found


def _run(document: Path, folder: Path) -> bool:
    """Whether the suite had to be asked to end."""
    target, log = folder / "target.toml", (folder / "run.log").open("wb")
    serve = [BIN / "clausemock", "serve", document, "--port", "0", "--target-file", target]
    check = [BIN / "clausecheck", "run", document, "--target", target, "--depth", "quick"]
    check += ["--seed", "1", "--report", folder / "report"]
    target.unlink(missing_ok=True)
    with subprocess.Popen(serve, stdout=log, stderr=log) as mock:
        try:
            while not target.exists():
                if mock.poll() is not None:
                    sys.exit(f"the mock of {document} does not start; see {folder}/run.log")
                time.sleep(0.1)
            with subprocess.Popen(check, stdout=log, stderr=log) as suite:
                return _ends(suite)
        finally:
            mock.send_signal(signal.SIGTERM)


def _ends(suite: subprocess.Popen[bytes]) -> bool:
    try:
        suite.wait(LIMIT)
    except subprocess.TimeoutExpired:
        suite.send_signal(signal.SIGINT)
        return True
    return False


def _told(report: Path) -> dict[str, Any]:
    told = json.loads(report.read_text(encoding="utf-8"))
    clauses = [each for each in told["clauses"] if each["verdict"] != "waived"]
    return {
        "counts": Counter(each["verdict"] for each in clauses),
        "broken": {
            each["id"]: each["failures"][0]["observed"]
            for each in clauses
            if each["verdict"] == "broken"
        },
        "unchecked": Counter(each["reason"] for each in clauses if each["reason"]),
    }


def table(known: list[Path]) -> Iterator[str]:
    """The lines of mocks.md."""
    results = {each.name: found for each in known if (found := _result(each))}
    asked = {name: each for name, each in results.items() if each["derived"]}
    yield HEAD
    yield from (_row(name, each) for name, each in asked.items())
    yield _row("all", _sum(asked.values()))
    others = [f"{name} ({_why_not(each)})" for name, each in results.items() if name not in asked]
    yield f"\nNot asked: {', '.join(others) or 'none'}."
    yield "\n## Broken\n"
    yield from _broken(asked) if any(each["broken"] for each in asked.values()) else ("None.",)
    yield "\n## Not checked, and why\n\n| clauses | reason | documents |\n|---|---|---|"
    yield from _unchecked(asked)


def _row(name: str, found: dict[str, Any]) -> str:
    counts = Counter(found["counts"])
    whole = sum(counts.values())
    checked = counts["kept"] + counts["broken"]
    cells = (
        name,
        found["operations"],
        found["derived"],
        whole,
        counts["kept"],
        counts["broken"],
        counts["not checked"],
        f"{checked / whole:.0%}" if whole else "-",
        f"{found['seconds']}{' (ended)' if found['ended'] else ''}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def _sum(results: Any) -> dict[str, Any]:
    every = list(results)
    whole = {key: sum(each[key] for each in every) for key in ("operations", "derived", "seconds")}
    return {
        **whole,
        "counts": sum((Counter(e["counts"]) for e in every), Counter()),
        "ended": False,
    }


def _broken(results: dict[str, Any]) -> Iterator[str]:
    yield "| document | clause | observed | judged by hand |\n|---|---|---|---|"
    for name, found in results.items():
        for clause, observed in found["broken"].items():
            why = JUDGED.get(f"{name} {clause}", "not judged yet")
            yield f"| {name} | {clause} | {_short(observed)} | {why} |"


def _unchecked(results: dict[str, Any]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    where: Counter[str] = Counter()
    for found in results.values():
        for reason, count in found["unchecked"].items():
            kind = _short(reason.partition(":")[0])
            counts[kind] += count
            where[kind] += 1
    for reason, count in counts.most_common(40):
        yield f"| {count} | {reason} | {where[reason]} |"


def _why_not(found: dict[str, Any]) -> str:
    return found.get("refused") or "no resources"


def _result(document: Path) -> dict[str, Any]:
    file = BUILD / document.stem / "result.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _is_named(document: Path, words: list[str]) -> bool:
    return not words or any(each in document.name for each in words)


def _short(text: str) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= SAID else line[: SAID - 3] + "..."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
