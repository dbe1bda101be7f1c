"""SCIM's document and scim2-tester on servers of strangers, right and with faults put in.

    python benchmarks/scim.py                    # two implementations as they are: scim.md
    python benchmarks/scim.py faults             # scim2-server with each fault: scim-faults.md
    python benchmarks/scim.py faults or_is_and   # some faults, printed and not written

What ours breaks on a server as it is has been judged by hand, in scim/judged.toml. Ours names a
fault if a clause breaks that is about it; the peer notices one if any check fails that did not
fail on the right server.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
PARTS = HERE / "scim"
SHOWN = 3
"""Names in a cell of the table."""
JOBS = os.cpu_count() or 2

sys.path.insert(0, str(PARTS))

from faults import FAULTS  # noqa: E402 - beside this script
from providers import SCIM2_SERVER, SCIMMY, Provider, install  # noqa: E402
from tools import Run, run  # noqa: E402


def main(arguments: Sequence[str]) -> None:
    match arguments:
        case []:
            install()
            found = {each: run(each) for each in (SCIM2_SERVER, SCIMMY)}
            written("scim.md", as_they_are(found))
        case ["faults", *names]:
            if wrong := set(names) - FAULTS.keys():
                told = ", ".join(sorted(wrong))
                sys.exit(f"no such fault: {told}; see {PARTS / 'faults'}")
            install()
            lines = with_faults(names or list(FAULTS))
            written("scim-faults.md" if not names else None, lines)
        case _:
            sys.exit(__doc__)


def written(name: str | None, lines: Iterator[str]) -> None:
    text = "\n".join(lines)
    print(text)
    if name is not None:
        (HERE / name).write_text(f"{text}\n")


def as_they_are(found: dict[Provider, Run]) -> Iterator[str]:
    judged = tomllib.loads((PARTS / "judged.toml").read_text())
    yield "# SCIM: two implementations as they are"
    yield ""
    yield "Made by `python benchmarks/scim.py`; the judgements are a person's, from the RFCs."
    for provider, each in found.items():
        told = judged[provider.name.split()[0]]
        yield ""
        yield f"## {provider.name}"
        yield ""
        yield "| | ours | scim2-tester 0.5.2 |"
        yield "|---|---|---|"
        yield f"| clauses or checks | {each.checked} of {each.clauses} checked | {each.checks} |"
        yield f"| broken or failed | {len(each.broken)} | {len(each.failed)} |"
        yield f"| of these, true | {_true(each.broken, told)} | {_true(each.failed, told)} |"
        yield f"| requests | {each.requests} | |"
        yield f"| seconds | {each.seconds:.0f} | {each.peer_seconds:.0f} |"
        yield ""
        yield "| clause that breaks | judged |"
        yield "|---|---|"
        for name in sorted(each.broken):
            yield f"| {name} | {told.get(name, 'not judged')} |"
        yield ""
        yield "| check of scim2-tester that fails | judged |"
        yield "|---|---|"
        for name in sorted(each.failed):
            yield f"| {name} | {told.get(name, 'not judged')} |"


def with_faults(names: Sequence[str]) -> Iterator[str]:
    right = run(SCIM2_SERVER)
    with ThreadPoolExecutor(JOBS) as pool:
        made = pool.map(lambda name: run(SCIM2_SERVER, name), names)
        runs = dict(zip(names, made, strict=True))
    named = {name: sorted(set(FAULTS[name].clauses) & each.broken) for name, each in runs.items()}
    noticed = {name: sorted(each.failed - right.failed) for name, each in runs.items()}
    yield "# SCIM: faults put into a provider"
    yield ""
    yield f"Made by `python benchmarks/scim.py faults`. Server: {SCIM2_SERVER.name}, by others."
    yield ""
    yield "| | ours | scim2-tester 0.5.2 |"
    yield "|---|---|---|"
    yield f"| faults named or noticed | {_count(named)} of {len(runs)} | {_count(noticed)} |"
    yield f"| clauses or checks | {right.checked} of {right.clauses} checked | {right.checks} |"
    yield f"| said of the right server | {_list(right.broken)} | {_list(right.failed)} |"
    yield f"| seconds on it | {right.seconds:.0f} | {right.peer_seconds:.0f} |"
    yield ""
    yield "Ours breaks a clause that is about the fault; the peer fails any check that it did not"
    yield "fail on the right server."
    yield ""
    yield "| fault | clause | other clauses that break | scim2-tester |"
    yield "|---|---|---|---|"
    for name, each in runs.items():
        others = len(each.broken - right.broken - set(FAULTS[name].clauses))
        yield f"| {name} | {_list(named[name])} | {others} | {_list(noticed[name])} |"


def _true(names: set[str], judged: dict[str, str]) -> str:
    true = sum(judged.get(each, "").startswith("true") for each in names)
    unjudged = len(names - judged.keys())
    return f"{true}, {unjudged} not judged" if unjudged else str(true)


def _count(found: dict[str, list[str]]) -> int:
    return sum(bool(each) for each in found.values())


def _list(names: set[str] | list[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return (", ".join(shown[:SHOWN]) + more) or "-"


if __name__ == "__main__":
    main(sys.argv[1:])
