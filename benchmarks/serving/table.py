"""services.md, from what the runs found and a person made of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

from serving.service import BUILD, Service, short

ENDED = "Ours was not through within its hour, and was asked to end."
NOTHING = "nothing"
"""How it begins where no line of documentation would help."""
ALONE = {"failures": {}, "requests": "-", "seconds": "-", "harm": "-"}
Known = Mapping[str, Any]

HEAD = """\
# Services of others

Made by `python benchmarks/services.py`. Ours: `clausecheck run --base-url URL`, depth quick, an
empty target file, with a token where one is needed. Theirs: schemathesis' CLI with all checks, and
at most two minutes of generating. Both ran on the same two busy cores, so the seconds compare, and
no more. Harm: whether all that the service showed before is there afterwards, unchanged.

"True" is one person's reading of document and answer. What was not checked waits for a line that
the documentation lacks, or for another reason: the server itself fails, the finding stands at
another clause, or nobody may send it. Evennia runs with the game server that its users start.
`hub-words` is the hub once more, with the words of `examples/jupyterhub` laid over its document.
"""
COLUMNS = """\

| service | clauses | kept | broken (true) | not checked | for want of a line | other reasons | \
unexplained | \
requests | seconds | harm | schemathesis: kinds of failures | requests | seconds | harm |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"""


def table(services: list[Service]) -> Iterator[str]:
    known = [
        (each, json.loads(file.read_text()))
        for each in services
        if (file := BUILD / each.name / "result.json").exists()
    ]
    yield HEAD
    times = sorted(at for _, found in known for at in found["at"])
    yield f"Measured from {times[0]} to {times[-1]}, in UTC."
    yield COLUMNS
    yield from (_row(each, found) for each, found in known)
    for each, found in known:
        yield from ("", f"## {each.name}: {each.framework}", "")
        yield from (each.note, "") if each.note else ()
        yield from (ENDED, "") if found["ours"].get("ended") else ()
        yield from _told_broken(each, found["ours"])
        yield from _told_unchecked(each, found["ours"])
        yield from _told_theirs(each, found.get("theirs", ALONE))


def _row(service: Service, found: Known) -> str:
    ours, theirs = found["ours"], found.get("theirs", ALONE)
    count = Counter(ours["counts"])
    unchecked, all_of_them = count["not checked"], sum(count.values())
    why = Counter({"line": 0, NOTHING: 0, "": 0})
    for reason, number in ours["unchecked"].items():
        line = _lacking(service, reason)
        why[NOTHING if line.startswith(NOTHING) else line and "line"] += number
    true = sum(_judged(service, each).startswith("true") for each in ours["broken"])
    cells = [
        f"{service.name} ({service.framework})",
        all_of_them,
        count["kept"],
        f"{count['broken']} ({true})",
        f"{unchecked} ({unchecked / all_of_them:.0%})",
        *(f"{why[each] / all_of_them:.0%}" for each in ("line", NOTHING, "")),
        *(ours[each] for each in ("requests", "seconds", "harm")),
        len(theirs["failures"]) if "theirs" in found else "-",
        *(theirs[each] for each in ("requests", "seconds", "harm")),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _told_broken(service: Service, ours: Known) -> Iterator[str]:
    if not ours["broken"]:
        yield "Ours calls nothing broken."
        return
    yield from ("| broken | observed | judged by hand |", "|---|---|---|")
    for clause, observed in ours["broken"].items():
        why = _judged(service, clause) or "not judged yet"
        yield f"| {clause} | {short(observed)} | {why} |"


def _told_unchecked(service: Service, ours: Known) -> Iterator[str]:
    if not ours["unchecked"]:
        return
    yield from ("", "| not checked | why | the line that is missing |", "|---|---|---|")
    for reason, count in Counter(ours["unchecked"]).most_common():
        yield f"| {count} | {short(reason)} | {_lacking(service, reason)} |"


def _told_theirs(service: Service, theirs: Known) -> Iterator[str]:
    if not theirs["failures"]:
        return
    yield from ("", "| schemathesis says | of | ours |", "|---|---|---|")
    for kind, operations in theirs["failures"].items():
        why = service.theirs.get(kind, "not argued yet")
        yield f"| {kind} | {short(', '.join(operations))} | {why} |"


def _judged(service: Service, clause: str) -> str:
    return next((why for told, why in service.judged.items() if fnmatch(clause, told)), "")


def _lacking(service: Service, reason: str) -> str:
    found = (line for start, line in service.lacks.items() if reason.startswith(start))
    return next(found, "")
