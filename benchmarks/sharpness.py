"""The same broken servers for our suite and for schemathesis' CLI: which break is noticed?

    python benchmarks/sharpness.py              # both guests, some breaks of each word
    python benchmarks/sharpness.py library      # one of them
    python benchmarks/sharpness.py --each 4     # more breaks of each word
    python benchmarks/sharpness.py giosg -k Tag # only clauses whose id holds this

Behind one proxy stands a mock that keeps its contract; the proxy breaks one clause at a time. A
break that changes no exchange is none and is drawn again. Ours sends what the clause's own check
sends. Theirs runs with all checks, our actor's token and path values, on all operations of
the resources; what it says of the unbroken server as well, in two runs, is its baseline. What
was measured stands in build/sharpness.json and is not measured again; the table is sharpness.md.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from clausecheck.http.target import Target, load_target
from clausecheck.run.embedded import EmbeddedMock
from clausecheck.sabotage import sabotages
from clausecheck.sabotage.passing import Sabotage
from clausecheck.sabotage.proxy import Proxy
from clausecheck.sabotage.sharpness import attempts
from clausecheck.world.contract import Contract, Settings, contract_of
from clausegen.manifest import manifest_of
from clausegen.model import relations
from clausegen.words.clause import Clause

HERE = Path(__file__).parent
ROOT = HERE.parent
MEASURED = ROOT / "build" / "sharpness.json"
GUESTS = {"library": str(ROOT / "examples" / "library" / "contract.toml"), "giosg": "giosg"}
PEER = Path(sys.executable).with_name("schemathesis")
EXAMPLES = 25
SEED = 1
FOUND = re.compile(r"^  ❌ (?:\w+ )?(.+): \d+$", re.MULTILINE)
Break = tuple[Clause, Sabotage]


class Row(msgspec.Struct):
    """One break, and who noticed it."""

    guest: str
    word: str
    clause: str
    told: str
    ours: str
    """The result of the attempt; see clausecheck.sabotage.sharpness."""
    seconds: float
    theirs: list[str]
    """What the peer says that it does not say of the unbroken server."""
    peer_seconds: float = 0.0
    part: str = ""
    """Drawn of the clauses whose id holds this."""

    @property
    def is_decided(self) -> bool:
        return self.ours in {"named", "survived"}


class Guest:
    """One contract, its mock, and the proxy before it."""

    def __init__(self, name: str, part: str) -> None:
        self.name, self.part = name, part
        self.contract: Contract = contract_of(manifest_of(GUESTS[name], None))
        self.clauses = [each for each in self.contract.clauses if part in each.id]
        self.asked = sorted(self._asked())
        self._mock = EmbeddedMock("--contract", GUESTS[name])
        manifest = self.contract.manifest
        self.target: Target = load_target(
            self._mock.target_file, base_url=None, settings=(), manifest=manifest
        )
        self.proxy = Proxy(self.contract.document, self.target.base_url)
        self.baseline = Path(tempfile.mkdtemp()) / "baseline.json"

    def _asked(self) -> set[str]:
        """The operations that these clauses are about, or that read or write their resources."""
        api = self.contract.document
        about = {each.resource for each in self.clauses if each.operation is None}
        paths = {it.path for it in api.operations if relations.resource_of(api, it) in about}
        paths |= {each.operation.path for each in self.clauses if each.operation is not None}
        return {each.id for each in api.operations if each.path in paths}

    def close(self) -> None:
        self.proxy.close()
        self._mock.stop()

    def ours(self, broken: Break) -> str:
        """What the clause's own check says."""
        clause, way = broken
        settings = Settings(
            depth="quick", seed=SEED, prefix=f"clausecheck-{random.getrandbits(24):06x}"
        )
        found = attempts(self.contract, self.target, settings, [clause])
        return next(each.result for each in found if each.told == way.told)

    def theirs(self, broken: Break | None, *options: str) -> list[str]:
        """What the peer fails with, but for its baseline."""
        self.proxy.breaks(broken[1] if broken is not None else None)
        owner = self.target.owner
        command = [
            *(
                str(PEER),
                "run",
                str(self.contract.manifest.document.resolve()),
                "--url",
                self.proxy.url,
            ),
            *("-H", f"Authorization: {owner.scheme} {owner.token}", "--checks", "all"),
            *("--continue-on-failure", "--no-color", "--no-shrink", "--seed", str(SEED)),
            *("--max-examples", str(EXAMPLES), "--generation-database", "none"),
            *("--baseline", str(self.baseline), *options),
            *(part for each in self.asked for part in ("--include-operation-id", each)),
        ]
        with tempfile.TemporaryDirectory() as folder:
            values = {f"path.{name}": value for name, value in owner.own.items()}
            lines = [
                "[parameters]",
                *(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in values.items()),
            ]
            Path(folder, "schemathesis.toml").write_text("\n".join(lines) + "\n")
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        self.proxy.breaks(None)
        if done.returncode not in {0, 1}:
            sys.exit(done.stdout + done.stderr)
        return sorted(set(FOUND.findall(done.stdout.rpartition("= SUMMARY =")[2])))

    def breaks(self) -> dict[str, list[Break]]:
        """All ways to break each word, in an order from the seed."""
        by_word: dict[str, list[Break]] = defaultdict(list)
        for clause in self.clauses:
            if not clause.waived:
                by_word[clause.word] += [(clause, way) for way in sabotages(clause)]
        for word, ways in by_word.items():
            random.Random(f"{SEED}{self.name}{word}").shuffle(ways)
        return dict(sorted(by_word.items()))


def measure(name: str, part: str, each: int, known: list[Row]) -> None:
    """Some breaks of each word that the clause's check can decide on, as far as there are any."""
    guest = Guest(name, part)
    rows = {(row.clause, row.told): row for row in known if row.guest == name}
    try:
        for _ in range(2):
            guest.theirs(None, "--baseline-update")
        print(f"{name}: of the unbroken server, once more: {guest.theirs(None)}", flush=True)
        for ways in guest.breaks().values():
            decided = 0
            for broken in ways:
                row = rows.get((broken[0].id, broken[1].told)) or tried(guest, broken)
                if row not in known:
                    known.append(row)
                    MEASURED.write_bytes(msgspec.json.encode(known))
                    print(f"{row.clause}: {row.told}: {row.ours}, {row.theirs}", flush=True)
                decided += row.is_decided
                if decided >= each:
                    break
    finally:
        guest.close()


def tried(guest: Guest, broken: Break) -> Row:
    begun = time.monotonic()
    row = Row(
        guest=guest.name,
        word=broken[0].word,
        clause=broken[0].id,
        told=broken[1].told,
        ours=guest.ours(broken),
        theirs=[],
        part=guest.part,
        seconds=time.monotonic() - begun,
    )
    if not row.is_decided:
        return row
    between = time.monotonic()
    theirs = guest.theirs(broken)
    return msgspec.structs.replace(row, theirs=theirs, peer_seconds=time.monotonic() - between)


def table(rows: Sequence[Row]) -> Iterator[str]:
    decided = [each for each in rows if each.is_decided]
    yield f"# Broken servers, ours and schemathesis\n\n{told(decided)}\n"
    yield "| guest | word | breaks | ours names the clause | schemathesis notices something |"
    yield "|---|---|---|---|---|"
    kinds = sorted({(each.guest, each.word) for each in decided})
    for guest, word in kinds:
        some = [each for each in decided if (each.guest, each.word) == (guest, word)]
        yield f"| {guest} | {word} | {len(some)} | {_named(some)} | {_noticed(some)} |"
    for guest in sorted({each for each, _ in kinds}):
        some = [each for each in decided if each.guest == guest]
        share = f"**{_named(some) / len(some):.0%}** | **{_noticed(some) / len(some):.0%}**"
        yield f"| **{guest}** | all | **{len(some)}** | {share} |"
    yield "\n| break | ours | schemathesis |\n|---|---|---|"
    for each in sorted(decided, key=lambda row: (row.guest, row.word, row.clause)):
        ours = f"`{each.clause}`" if each.ours == "named" else "nothing"
        yield f"| {each.told} | {ours} | {'; '.join(each.theirs) or 'nothing'} |"


def told(rows: Sequence[Row]) -> str:
    """How the numbers came to be."""
    parts = {(each.guest, each.part) for each in rows if each.part}
    only = "".join(f" Of {name}: clauses whose id holds {part}." for name, part in sorted(parts))
    seconds = sum(each.seconds for each in rows) / max(1, len(rows))
    theirs = sum(each.peer_seconds for each in rows) / max(1, len(rows))
    return f"""\
Made by `python benchmarks/sharpness.py`: {len(rows)} breaks, drawn by word with seed {SEED}.{only}
A proxy breaks one clause of a mock that keeps them all. Ours is the check of that clause, depth
quick. Theirs is schemathesis' CLI: all checks and phases, at most {EXAMPLES} examples an
operation, on every operation of the resources, with our token and path values; what it says of the
unbroken server, in two runs, is its baseline. It knows no clauses: noticed is any new failure,
wherever it is. Beside a dozen other processes on two cores, a break took {seconds:.0f} s with ours
and {theirs:.0f} s with theirs."""


def _named(rows: Sequence[Row]) -> int:
    return sum(each.ours == "named" for each in rows)


def _noticed(rows: Sequence[Row]) -> int:
    return sum(bool(each.theirs) for each in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("guests", nargs="*", choices=[*GUESTS, []], help="all without any")
    parser.add_argument("--each", type=int, default=2, help="breaks of each word (default: 2)")
    parser.add_argument("-k", default="", metavar="TEXT", help="clauses whose id holds this")
    asked = parser.parse_args()
    MEASURED.parent.mkdir(exist_ok=True)
    known = msgspec.json.decode(MEASURED.read_bytes(), type=list[Row]) if MEASURED.exists() else []
    for name in asked.guests or GUESTS:
        measure(name, asked.k, asked.each, known)
    (HERE / "sharpness.md").write_text("\n".join(table(known)) + "\n")
    print(f"written: {HERE / 'sharpness.md'}")


if __name__ == "__main__":
    main()
