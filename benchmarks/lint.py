"""How long `clausegen lint` takes, beside openapi-spec-validator on the same document.

    python benchmarks/lint.py                    # our own document
    python benchmarks/lint.py api.json ...       # these
    CLAUSEKIT_CORPUS=folder python benchmarks/lint.py --corpus

Each runs in a process of its own, start-up and reading included. Processor seconds, because they
do not depend on what else the machine does. Ends with 1 if a lint ends in anything but 0 or 1, or
prints a traceback. The validator is given up after LIMIT seconds.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from clausegen.manifest import manifest_of

LIMIT = 120
LINT = "import sys; from clausegen.cli import main; main(['lint', *sys.argv[1:]])"
VALIDATOR = """
import sys, yaml, json, pathlib
from openapi_spec_validator import validate, OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
text = pathlib.Path(sys.argv[1]).read_text()
loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
value = json.loads(text) if text.lstrip()[:1] == '{' else yaml.load(text, loader)
cls = OpenAPIV30SpecValidator if str(value.get('openapi', '')).startswith('3.0') else None
cls = cls or OpenAPIV31SpecValidator
print(len(list(cls(value).iter_errors())))
"""


def main(arguments: list[str]) -> int:
    fine = True
    print("| document | kB | lint | findings | openapi-spec-validator | ratio |")
    print("|---|---:|---:|---|---:|---:|")
    for path in _documents(arguments):
        ours, done = _timed(LINT, str(path))
        fine &= done is not None and done.returncode in _lawful(path)
        fine &= done is not None and "Traceback" not in done.stderr
        theirs, _ = _timed(VALIDATOR, str(path))
        ratio = f"{theirs / ours:.0f}" if theirs < LIMIT else f"> {theirs / ours:.0f}"
        them = f"{theirs:.1f} s" if theirs < LIMIT else f"> {LIMIT} s"
        found = done.stderr.strip().splitlines()[-1] if done else "given up"
        size = path.stat().st_size // 1024
        print(f"| {path.name} | {size:,} | {ours:.2f} s | {found} | {them} | {ratio} |", flush=True)
    return 0 if fine else 1


def _documents(arguments: list[str]) -> list[Path]:
    if arguments == ["--corpus"]:
        folder = Path(os.environ["CLAUSEKIT_CORPUS"])
        return sorted([*folder.glob("*.json"), *folder.glob("*.yaml")])
    return [Path(each) for each in arguments] or [manifest_of("giosg").document]


def _lawful(path: Path) -> tuple[int, ...]:
    """2 is the answer to Swagger 2.0 alone."""
    is_old = re.search(rb'^\s*"?swagger"?\s*:', path.read_bytes()[:2000], re.MULTILINE)
    return (2,) if is_old else (0, 1)


def _timed(code: str, path: str) -> tuple[float, subprocess.CompletedProcess[str] | None]:
    """Processor seconds of a child, and what it said; LIMIT and None when it takes longer."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, path],
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT * 4,
            preexec_fn=_limited,
        )
    except subprocess.TimeoutExpired:
        return LIMIT, None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (spent, done) if spent < LIMIT else (LIMIT, None)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 5))


if __name__ == "__main__":
    started = time.time()
    code = main(sys.argv[1:])
    print(f"{time.time() - started:.0f} s in all", file=sys.stderr)
    sys.exit(code)
