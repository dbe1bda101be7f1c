"""One mutant as a server: `python -m mutants.serve MUTANT --target-file FILE`."""

from __future__ import annotations

from pathlib import Path

import click
from clausemock.cli import main as clausemock

from mutants.catalogue import by_id
from mutants.stage import Stage


@click.command()
@click.argument("name", metavar="MUTANT")
@click.option("--target-file", type=click.Path(path_type=Path), required=True)
@click.option("--port", type=int, default=0)
def main(name: str, target_file: Path, port: int) -> None:
    """Serves a mutant on a loopback port and writes the target file of a contract suite."""
    stage = Stage()
    with stage.opened():
        by_id()[name].change(stage)
        arguments = [
            "serve",
            "--contract",
            "giosg",
            "--port",
            str(port),
            "--target-file",
            str(target_file),
        ]
        clausemock.main(arguments, standalone_mode=False)


if __name__ == "__main__":
    main()
