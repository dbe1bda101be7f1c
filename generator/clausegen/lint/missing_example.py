"""An example says more than a schema: every JSON body should have one."""

from __future__ import annotations

from collections.abc import Iterator

from clausegen.lint.subject import Subject
from clausegen.model import Api, Content
from clausegen.model.relations import json_content
from clausegen.text.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    for operation in subject.api.operations:
        bodies = [(f"{operation.id} takes", operation.body.contents)] if operation.body else []
        bodies += [
            (f"{operation.id} answers {each.status} with", each.contents)
            for each in operation.responses
        ]
        for what, contents in bodies:
            content = json_content(contents)
            if content is not None and not _has_example(subject.api, content):
                message = f"what {what} has no example"
                hint = "Add `examples` beside the schema."
                yield Problem("missing_example", message, subject.api.place(content.pointer), hint)


def _has_example(api: Api, content: Content) -> bool:
    if content.examples:
        return True
    return content.schema is not None and any(each.examples for each in api.parts(content.schema))
