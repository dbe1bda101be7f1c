"""One rule a file. This table is the list of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Literal

import msgspec

from clausegen.document.bundle import Bundle
from clausegen.lint import (
    clause_ids,
    cross_check,
    descriptions,
    dialect,
    duplicate,
    examples,
    misplaced_ref,
    missing_example,
    operation_id,
    path_parameters,
    pattern,
    same_path,
    security,
    structure,
    undecidable,
    unread,
    unreadable,
    unresolved_name,
    vocabulary,
    words_visited,
    x_beside_ref,
)
from clausegen.lint.subject import Subject
from clausegen.model import Api
from clausegen.text.problems import Problem

Level = Literal["error", "warning", "note"]
Profile = Literal["recommended", "house"]


Findings = tuple[tuple[Level, Problem], ...]


class Rule(msgspec.Struct, frozen=True):
    """`summary` is what the rule wants. A rule without a level is not part of that profile."""

    code: str
    summary: str
    check: Callable[[Subject], Iterator[Problem]]
    recommended: Level | None = "error"
    """For everybody's documents."""
    house: Level | None = "error"
    """For documents that keep our naming rules too, and describe everything."""

    def level(self, profile: Profile) -> Level | None:
        return self.house if profile == "house" else self.recommended


RULES = (
    Rule("reference", "References lead somewhere.", unreadable.check("reference")),
    Rule("file", "Files that the document refers to can be read.", unreadable.files),
    Rule("cycle", "References end.", unreadable.check("cycle")),
    Rule("value", "Values have the shape that OpenAPI asks for.", unreadable.check("value")),
    Rule("overlay", "Overlays change what they say.", unreadable.check("overlay")),
    Rule("structure", "The document keeps the OpenAPI specification.", structure.check),
    Rule("pattern", "Regular expressions are those of JavaScript.", pattern.check),
    Rule("misplaced_ref", "$ref stands only where OpenAPI allows it.", misplaced_ref.check),
    Rule("same_path", "No two paths match the same requests.", same_path.check),
    Rule("path_parameters", "Paths and their parameters agree.", path_parameters.check),
    Rule("duplicate", "Operations, tags and parameters have names of their own.", duplicate.check),
    Rule("security", "Security schemes that are asked for exist.", security.check),
    Rule("examples", "Examples and defaults keep their schemas.", examples.check),
    Rule("vocabulary", "x-contract says only what its words allow.", vocabulary.check),
    Rule("words_visited", "Every x-contract is read by somebody.", words_visited.check),
    Rule("unresolved_name", "Names in x-contract and links exist.", unresolved_name.check),
    Rule("clause_ids", "Every clause has an id of its own.", clause_ids.check),
    Rule("unread", "Keywords that change nothing are few.", unread.check, "note", "note"),
    Rule("dialect", "Schemas are JSON Schema 2020-12.", dialect.check, "warning", "warning"),
    Rule(
        "x_beside_ref", "No extension stands beside $ref.", x_beside_ref.check, "warning", "warning"
    ),
    Rule("undecidable", "Every statement can be decided.", undecidable.check, "note", "warning"),
    Rule(
        "descriptions",
        "Everything that clients see is described.",
        descriptions.check,
        "note",
        "warning",
    ),
    Rule(
        "missing_example",
        "Every JSON body has an example.",
        missing_example.check,
        "note",
        "warning",
    ),
    Rule(
        "operation_id", "operationIds are a verb and a noun.", operation_id.check, None, "warning"
    ),
)
CROSS_CHECK = Rule("cross_check", "openapi-spec-validator agrees.", cross_check.check)
"""Takes a minute for a document of 200 operations: only for who asks."""


Chosen = tuple[tuple[Level, Rule], ...]


def choose(
    profile: Profile = "recommended", select: Collection[str] = (), ignore: Collection[str] = ()
) -> Chosen:
    """The rules of a profile, or only those selected by their codes, which may be of another."""
    found = []
    for rule in (*RULES, CROSS_CHECK):
        level = rule.level(profile)
        if rule.code in select:
            level = level or rule.house
        elif select or rule is CROSS_CHECK:
            level = None
        if level is not None and rule.code not in ignore:
            found.append((level, rule))
    return tuple(found)


def lint(api: Api, bundle: Bundle, rules: Chosen | None = None) -> Findings:
    """Every finding, in the order of files and lines, each with its level."""
    subject = Subject(api, bundle)
    found = {
        (problem.where, problem.code, problem.message): (level, problem)
        for level, rule in rules or choose()
        for problem in rule.check(subject)
    }
    return tuple(found[key] for key in sorted(found))
