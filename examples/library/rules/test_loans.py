"""What the document says once: one plain test a sentence."""

from __future__ import annotations

from clausecheck import ContractFailure, NotChecked, World, rule
from clausegen import Clause


@rule("createLoan.once_a_reader")
def test_once_a_reader(clause: Clause, world: World) -> None:
    """Nobody takes the same book home twice; somebody else may."""
    path = world.create("createBook").path
    body = {"reader": world.text()}
    first = world.call("createLoan", path=path, body=body)
    if not first.ok:
        raise NotChecked(f"createLoan was needed and answered {first.answer}")
    again = world.call("createLoan", path=path, body=body)
    if again.ok:
        raise ContractFailure(clause, expected="409", exchange=again)
