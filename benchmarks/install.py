"""What each extra installs: packages, megabytes; and how long each command takes to start.

    python benchmarks/install.py > benchmarks/install.md
    python benchmarks/install.py --here   # start-up alone, of the environment that runs this

Builds the wheel, then installs it with pip into one fresh environment for each extra. Start-up is
the processor time of the fastest of five runs: a busy machine hardly changes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXTRAS = ("", "check", "mock", "lint", "all")
COMMANDS = tuple(
    f"{each} --help"
    for each in (
        *("clausegen", "clausegen bundle", "clausegen clauses", "clausegen diff", "clausegen docs"),
        *("clausegen init", "clausegen lint", "clausegen stubs client", "clausegen stubs server"),
        *("clausegen vocabulary", "clausecheck", "clausecheck accept", "clausecheck matrix"),
        *("clausecheck merge", "clausecheck run", "clausecheck sharpness", "clausecheck sweep"),
        *("clausemock", "clausemock dialects", "clausemock serve"),
    )
)
TOOLS = {"pip", "setuptools"}


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = folder.glob("*.whl")
        print(
            f"# Installing\n\nMade by `benchmarks/install.py` with Python {sys.version.split()[0]}."
        )
        print("\n| install | packages | megabytes |\n|---|---|---|")
        for extra in EXTRAS:
            packages, size = installed(folder / (extra or "core"), wheel, extra)
            name = f"clausekit[{extra}]" if extra else "clausekit"
            print(f"| `{name}` | {packages} | {size:.0f} |", flush=True)
        startup(folder / "all")
        plugin(folder / "all")


def startup(folder: Path) -> None:
    print("\nProcessor time to start, best of five, beside `python -c pass`:\n")
    print("| command | seconds | times a bare Python |\n|---|---|---|")
    bare = started(folder, "python -c pass")
    for command in COMMANDS:
        seconds = started(folder, command)
        print(f"| `{command}` | {seconds:.2f} | {seconds / bare:.1f} |", flush=True)


def plugin(folder: Path) -> None:
    """What a pytest process pays that has nothing to do with the suite."""
    (folder / "test_mine.py").write_text("def test_mine():\n    pass\n", encoding="utf-8")
    others = "pytest -q -p no:schemathesis -p no:hypothesispytest -p no:anyio -p no:cacheprovider"
    here = f"-c {os.devnull} --rootdir {folder} {folder / 'test_mine.py'}"
    both = (f"{others} -p no:clausecheck {here}", f"{others} {here}")
    # In turns: what else the machine does falls on both.
    runs = [[started(folder, each) for each in both] for _ in range(6)]
    without, beside = map(min, zip(*runs, strict=True))
    cost = (beside - without) * 1000
    print(f"\nA run of pytest that does not use the suite: {without:.2f} s without the plugin,")
    print(f"{beside:.2f} s with it: {cost:.0f} ms.", flush=True)


def installed(folder: Path, wheel: Path, extra: str) -> tuple[int, float]:
    """(packages, megabytes) of a fresh environment with the wheel and one extra."""
    venv.create(folder, symlinks=True, with_pip=True)
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", wanted]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    (site,) = folder.glob("lib/python*/site-packages")
    found = [each for each in distributions(path=[str(site)]) if each.name not in TOOLS]
    files = {Path(str(each.locate_file(file))) for each in found for file in each.files or ()}
    return len(found), sum(each.stat().st_size for each in files if each.is_file()) / 1e6


def started(folder: Path, command: str) -> float:
    """Processor seconds of the fastest of five runs."""
    name, *arguments = command.split()
    return min(_once([str(folder / "bin" / name), *arguments]) for _ in range(5))


def _once(command: list[str]) -> float:
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=plain)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, command
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    if "--here" in sys.argv:
        startup(Path(sys.prefix))
        plugin(Path(sys.prefix))
    else:
        main()
