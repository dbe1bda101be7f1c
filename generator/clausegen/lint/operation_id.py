"""operationIds name methods in every client: a verb that says what happens, and a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.text.problems import Problem

VERBS = {
    "get": ("list", "retrieve"),
    "post": ("create",),
    "put": ("replace",),
    "patch": ("update",),
    "delete": ("delete",),
}
_NOUN = re.compile(r"[A-Z][A-Za-z0-9]*\Z")


def check(subject: Subject) -> Iterator[Problem]:
    for operation in subject.api.operations:
        verbs = VERBS.get(operation.method)
        if verbs is None:
            continue
        where = subject.api.place(f"{operation.pointer}/operationId")
        hint = f"Such as {verbs[0]}Book."
        if not operation.has_own_id:
            message = f"{operation.label} has no operationId of its own"
            yield Problem("operation_id", message, where, hint)
        elif not any(
            operation.id.startswith(verb) and _NOUN.match(operation.id[len(verb) :])
            for verb in verbs
        ):
            message = f"{operation.id} of {operation.label} is not {' or '.join(verbs)} and a noun"
            yield Problem("operation_id", message, where, hint)
