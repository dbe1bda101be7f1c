"""Stub generators side by side on real documents: how many work, processor time, memory.

python -m venv /tmp/peers
/tmp/peers/bin/pip install openapi-python-client datamodel-code-generator
python benchmarks/stubs.py CORPUS --peers /tmp/peers/bin > benchmarks/stubs.md

A run works if the tool exits with 0, wrote Python, and all of it compiles. Processor time is what
counts: a busy machine does not change it. datamodel-code-generator makes the models alone.
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

SECONDS = 60
"""Of processor time: whoever needs more does not work."""
Command = Callable[[Path, Path], list[str]]


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
    return Outcome(status == 0 and written and bool(compiles), seconds, usage.ru_maxrss / 1024)


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
        rows[name] = []
        for command in commands.values():
            with tempfile.TemporaryDirectory() as folder:
                rows[name].append(measured(command(spec, Path(folder)), Path(folder)))
        click.echo(f"{name}: {', '.join(map(str, rows[name]))}", err=True)
    print(f"# Stub generators\n\n{' '.join(__doc__.splitlines()[6:])}\n")
    print("| document | " + " | ".join(commands) + " |")
    print("|---" * (len(commands) + 1) + "|")
    for name, outcomes in rows.items():
        print(f"| {name} | " + " | ".join(map(str, outcomes)) + " |")
    works = [sum(each.works for each in column) for column in zip(*rows.values(), strict=True)]
    print("| **works** | " + " | ".join(f"**{count} of {len(rows)}**" for count in works) + " |")


if __name__ == "__main__":
    main()
