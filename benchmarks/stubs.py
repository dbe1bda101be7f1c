"""Stub generators side by side on real documents: how many work, processor time, memory.

python -m venv /tmp/peers
/tmp/peers/bin/pip install openapi-python-client datamodel-code-generator
python benchmarks/stubs.py CORPUS --peers /tmp/peers/bin > benchmarks/stubs.md

A run works if the tool exits with 0, wrote Python, and all of it compiles, within 120 s of
processor time, which is what counts: a busy machine hardly changes it.
datamodel-code-generator makes the models alone. It wants a folder for some documents and a file for
the others: it gets a second try with a folder, and the better one counts.
"""

from __future__ import annotations

import compileall
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

SECONDS = 120
"""Of processor time: whoever needs more does not work."""
Command = Callable[[Path, Path], list[str]]
OURS = ("clausegen server", "clausegen client")
LONG = 5
"""Seconds from which shares are shown: below, they are about starting Python."""
MODELS = "datamodel-code-generator (pydantic)"


def tools(corpus: Path, peers: Path) -> dict[str, Command]:
    """The command of each tool for a document and a folder to write."""
    ours = str(Path(sys.executable).with_name("clausegen"))
    return {
        "clausegen server": lambda spec, out: [
            *(ours, "stubs", "server", str(spec), "--folder", str(corpus)),
            *("--out", str(out / "stub")),
        ],
        "clausegen client": lambda spec, out: [
            *(ours, "stubs", "client", str(spec), "--folder", str(corpus)),
            *("--out", str(out / "stub")),
        ],
        "openapi-python-client": lambda spec, out: [
            *(str(peers / "openapi-python-client"), "generate", "--path", str(spec)),
            *("--output-path", str(out / "stub")),
        ],
        MODELS: lambda spec, out: [
            *(str(peers / "datamodel-codegen"), "--input", str(spec)),
            *("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"),
            *("--output", str(out / "models.py")),
        ],
        "datamodel-code-generator (msgspec)": lambda spec, out: [
            *(str(peers / "datamodel-codegen"), "--input", str(spec)),
            *("--input-file-type", "openapi", "--output-model-type", "msgspec.Struct"),
            *("--output", str(out / "models.py")),
        ],
    }


@dataclass(frozen=True)
class Outcome:
    works: bool
    seconds: float
    megabytes: float
    said: str = ""
    """The last line of a failure."""

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.megabytes:.0f} MB" if self.works else "fails"


def measured(command: list[str], out: Path) -> Outcome:
    """Runs one tool once."""
    with (out / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=out,
            env={**os.environ, "PATH": f"{Path(command[0]).parent}:{os.environ['PATH']}"},
            preexec_fn=lambda: resource.setrlimit(  # noqa: PLW1509 - this script has one thread
                resource.RLIMIT_CPU, (SECONDS, SECONDS)
            ),
        )
        _, status, usage = os.wait4(process.pid, 0)
    written = any(out.rglob("*.py"))
    compiles = compileall.compile_dir(out, quiet=2, workers=1)
    seconds = usage.ru_utime + usage.ru_stime
    works = status == 0 and written and bool(compiles)
    lines = [
        line
        for line in (out / "log").read_text(errors="replace").splitlines()
        if line.strip() and not line.startswith("If you believe")  # an invitation, no reason
    ]
    said = lines[-1].strip() if lines else f"ended with {status} after {seconds:.0f} s"
    return Outcome(works, seconds, usage.ru_maxrss / 1024, "" if works else said)


def best(command: Command, spec: Path) -> Outcome:
    """Of one run, or of a second one that may write a folder."""
    outcomes = []
    for target in ("models.py", "models"):
        with tempfile.TemporaryDirectory() as folder:
            line = command(spec, Path(folder))
            file = str(Path(folder) / "models.py")
            folders = [str(Path(folder) / target) if each == file else each for each in line]
            outcomes.append(measured(folders, Path(folder)))
        if outcomes[-1].works or file not in line:
            break
    return outcomes[-1] if outcomes[-1].works else outcomes[0]


def documents(corpus: Path) -> dict[str, Path]:
    rows = [row.split("\t") for row in (corpus / "index.tsv").read_text().splitlines()[1:]]
    return {name: corpus / file for name, file, *_ in rows if (corpus / file).exists()}


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True))
@click.option("--peers", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--only", multiple=True, help="Names of documents; all without.")
def main(corpus: Path, peers: Path, only: tuple[str, ...]) -> None:
    """Print the comparison as Markdown."""
    commands = tools(corpus, peers)
    rows: dict[str, list[Outcome]] = {}
    for name, spec in sorted(documents(corpus).items(), key=lambda each: each[1].stat().st_size):
        if only and name not in only:
            continue
        rows[name] = [best(command, spec) for command in commands.values()]
        click.echo(f"{name}: {', '.join(map(str, rows[name]))}", err=True)
    print(f"# Stub generators\n\n{' '.join(__doc__.splitlines()[6:]).strip()}\n")
    show(list(commands), rows)


def show(commands: list[str], rows: dict[str, list[Outcome]]) -> None:
    print("| document | " + " | ".join(commands) + " |")
    print("|---" * (len(commands) + 1) + "|")
    for name, outcomes in rows.items():
        print(f"| {name} | " + " | ".join(map(str, outcomes)) + " |")
    works = [sum(each.works for each in column) for column in zip(*rows.values(), strict=True)]
    print("| **works** | " + " | ".join(f"**{count} of {len(rows)}**" for count in works) + " |")
    print("\nServer and client together, as a share of datamodel-code-generator's time:\n")
    for name, outcomes in rows.items():
        found = dict(zip(commands, outcomes, strict=True))
        if found[MODELS].works and found[MODELS].seconds > LONG:
            share = sum(found[each].seconds for each in OURS) / found[MODELS].seconds
            print(f"- {name}: {share:.0%}")
    print("\nHow the peers failed:\n")
    for name, outcomes in rows.items():
        for command, outcome in zip(commands, outcomes, strict=True):
            if outcome.said and command not in OURS:
                print(f"- {name}, {command}: `{outcome.said[:160]}`")


if __name__ == "__main__":
    main()
