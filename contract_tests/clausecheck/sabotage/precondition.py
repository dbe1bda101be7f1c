"""precondition: conditions are not read, or never met."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.words.precondition import PreconditionClause, precondition_of

from clausecheck.sabotage.passing import Memory, Passing, Sabotage

FAILED = 412


def sabotages(clause: PreconditionClause) -> Iterator[Sabotage]:
    name = clause.operation.id

    def remember(passing: Passing, memory: Memory) -> None:
        tag, key = passing.headers.get("etag"), passing.key()
        if tag is not None and key is not None:
            memory.marked[key] = tag

    def ignore(passing: Passing, memory: Memory) -> None:
        """Whatever is asked for: the server is told what it knows already."""
        if not passing.is_of(clause.operation):
            return
        passing.carries.pop("if-none-match", None)
        if clause.kind in {"stale", "missing"}:
            passing.carries["if-match"] = memory.marked.get(passing.key() or "", "*")

    def refuse(passing: Passing, _: Memory) -> None:
        if passing.is_of(clause.operation) and "if-match" in passing.carries:
            passing.status, passing.content = FAILED, b""

    yield Sabotage(told=f"{name} reads no condition", before=ignore, after=remember)
    if clause.kind == "stale" and precondition_of(clause.operation).if_match == "optional":
        yield Sabotage(told=f"{name} takes no state for the current one", after=refuse)
