"""One rule a file. This table is the list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from clausegen.document.bundle import Bundle
from clausegen.lint import (
    clause_ids,
    descriptions,
    examples,
    misplaced_ref,
    missing_example,
    operation_id,
    structure,
    unresolved_name,
    vocabulary,
    words_visited,
    x_beside_ref,
)
from clausegen.lint.subject import Subject
from clausegen.model import Api
from clausegen.text.problems import Problem

Severity = Literal["error", "warning"]


class Rule(msgspec.Struct, frozen=True):
    """`summary` is what the rule wants."""

    code: str
    severity: Severity
    summary: str
    check: Callable[[Subject], Iterator[Problem]]


RULES = (
    Rule("structure", "error", "The document keeps the OpenAPI specification.", structure.check),
    Rule(
        "misplaced_ref", "error", "$ref stands only where OpenAPI allows it.", misplaced_ref.check
    ),
    Rule("examples", "error", "Examples and defaults keep their schemas.", examples.check),
    Rule("vocabulary", "error", "x-contract says only what its words allow.", vocabulary.check),
    Rule("words_visited", "error", "Every x-contract is read by somebody.", words_visited.check),
    Rule("unresolved_name", "error", "Names in x-contract and links exist.", unresolved_name.check),
    Rule("clause_ids", "error", "Every clause has an id of its own.", clause_ids.check),
    Rule("x_beside_ref", "warning", "No extension stands beside $ref.", x_beside_ref.check),
    Rule("operation_id", "warning", "operationIds are a verb and a noun.", operation_id.check),
    Rule(
        "descriptions", "warning", "Everything that clients see is described.", descriptions.check
    ),
    Rule("missing_example", "warning", "Every JSON body has an example.", missing_example.check),
)


def lint(api: Api, bundle: Bundle) -> tuple[tuple[Severity, Problem], ...]:
    """Every finding, in the order of files and lines, each with its severity."""
    subject = Subject(api, bundle)
    found = {
        (problem.where, problem.code, problem.message): (rule.severity, problem)
        for rule in RULES
        for problem in rule.check(subject)
    }
    return tuple(found[key] for key in sorted(found))
